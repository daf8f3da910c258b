package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.util.Arrays;
import java.util.Optional;

/** Credit of one model from aggregated paths. Arrays are indexed by channel code. */
public final class PathCredit {
  private final double[] conversions;
  private final double[] value;
  private final double unseenConversions;
  private final double unseenValue;
  private final Optional<RemovalEffects> removalEffects;

  PathCredit(
      double[] conversions,
      double[] value,
      double unseenConversions,
      double unseenValue,
      Optional<RemovalEffects> removalEffects) {
    require(conversions.length == value.length, "one value for each channel");
    this.conversions = conversions.clone();
    this.value = value.clone();
    this.unseenConversions = unseenConversions;
    this.unseenValue = unseenValue;
    this.removalEffects = removalEffects;
  }

  /** Conversions credited to each channel; sum + {@link #unseenConversions} = all conversions. */
  public double[] conversions() {
    return conversions.clone();
  }

  /** Value credited to each channel; sum + {@link #unseenValue} = all value. */
  public double[] value() {
    return value.clone();
  }

  /** Conversions of empty paths: bucket {@link org.optika.core.journey.Bucket#NO_TOUCH_SEEN}. */
  public double unseenConversions() {
    return unseenConversions;
  }

  /** Value of empty paths. */
  public double unseenValue() {
    return unseenValue;
  }

  /** Removal effects; only of Markov models. */
  public Optional<RemovalEffects> removalEffects() {
    return removalEffects;
  }

  @Override
  public String toString() {
    return "conversions "
        + Arrays.toString(conversions)
        + ", value "
        + Arrays.toString(value)
        + ", unseen "
        + unseenConversions;
  }
}
