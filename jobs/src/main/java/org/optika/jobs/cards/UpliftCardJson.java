package org.optika.jobs.cards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.optika.core.scores.uplift.Interval;

/** What cards of uplift tell, as other code needs it. */
public final class UpliftCardJson {

  /**
   * @param value effect of treating everybody, on the probability of the outcome
   * @param interval 95 %
   */
  public record Effect(double value, Interval interval) {}

  private UpliftCardJson() {}

  /**
   * Average effects by treatment, in the order of the card.
   *
   * @param card JSON
   */
  public static Map<String, Effect> averageEffects(String card) {
    Map<String, Effect> effects = new LinkedHashMap<>();
    for (JsonNode comparison : ModelCardJson.parse(card).path("comparisons")) {
      JsonNode average = comparison.path("average_effect");
      effects.put(
          comparison.path("treatment").asText(),
          new Effect(
              average.path("value").asDouble(),
              new Interval(average.path("low").asDouble(), average.path("high").asDouble())));
    }
    return effects;
  }
}
