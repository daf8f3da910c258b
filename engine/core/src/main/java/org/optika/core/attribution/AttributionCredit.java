package org.optika.core.attribution;

import java.util.Optional;
import org.optika.core.journey.Bucket;
import org.optika.core.journey.Touches;

/**
 * Credit of one channel, or of one campaign inside it, by one model. Over the rows with {@link
 * #ALL_CAMPAIGNS} of one model, buckets included, conversions add up to the permitted ones and
 * value to theirs.
 *
 * @param model id of the model
 * @param channel channel code, or {@link Bucket#code}
 * @param campaign campaign code, {@link Touches#NO_CAMPAIGN}, or {@link #ALL_CAMPAIGNS}
 * @param conversions credited conversions, >= 0
 * @param value credited net revenue, >= 0, in the currency that went in
 * @param conversionsInterval 95 %; only with {@link #ALL_CAMPAIGNS} and a bootstrap
 * @param valueInterval as {@code conversionsInterval}
 */
public record AttributionCredit(
    String model,
    int channel,
    int campaign,
    double conversions,
    double value,
    Optional<Interval> conversionsInterval,
    Optional<Interval> valueInterval) {
  /** In the place of a campaign code: the channel as a whole. */
  public static final int ALL_CAMPAIGNS = -2;
}
