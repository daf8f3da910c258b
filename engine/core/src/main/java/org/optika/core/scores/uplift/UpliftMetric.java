package org.optika.core.scores.uplift;

import java.util.function.ToDoubleFunction;

/** The numbers of {@link UpliftQuality}, each with its name in reports. */
public enum UpliftMetric {
  AVERAGE_EFFECT("average_effect", UpliftQuality::averageEffect),
  QINI("qini", UpliftQuality::qini),
  QINI_WITHOUT_HARM("qini_without_harm", UpliftQuality::qiniWithoutHarm),
  QINI_PER_TREATED("qini_per_treated", UpliftQuality::qiniPerTreated),
  UPLIFT("uplift", UpliftQuality::uplift),
  TOP_UPLIFT("top_uplift", UpliftQuality::topUplift),
  TOP_UPLIFT_BY_ARM("top_uplift_by_arm", UpliftQuality::topUpliftByArm);

  private final String id;
  private final ToDoubleFunction<UpliftQuality> value;

  UpliftMetric(String id, ToDoubleFunction<UpliftQuality> value) {
    this.id = id;
    this.value = value;
  }

  /** Name in reports; never reused. */
  public String id() {
    return id;
  }

  public double of(UpliftQuality quality) {
    return value.applyAsDouble(quality);
  }
}
