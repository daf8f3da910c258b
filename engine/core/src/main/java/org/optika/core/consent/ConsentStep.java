package org.optika.core.consent;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.List;

/**
 * A span of valid time in which one decision holds, as known at one instant: {@code [validFrom,
 * validTo)}, microseconds UTC.
 *
 * @param validToMicros {@link Long#MAX_VALUE} when it does not end
 */
public record ConsentStep(long validFromMicros, long validToMicros, Decision decision) {

  public ConsentStep {
    require(validFromMicros < validToMicros, "valid_from must be before valid_to");
  }

  /**
   * @param steps in order, without overlap
   * @return the same step function with the fewest steps
   */
  static List<ConsentStep> merged(List<ConsentStep> steps) {
    List<ConsentStep> merged = new ArrayList<>(steps.size());
    for (ConsentStep step : steps) {
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last).continuesWith(step)) {
        long from = merged.get(last).validFromMicros;
        merged.set(last, new ConsentStep(from, step.validToMicros, step.decision));
      } else {
        merged.add(step);
      }
    }
    return merged;
  }

  private boolean continuesWith(ConsentStep next) {
    return validToMicros == next.validFromMicros && decision.equals(next.decision);
  }
}
