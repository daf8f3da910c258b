package org.optika.core.scores.search;

import static org.optika.core.Checks.require;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a search has found. The losses are of people whom the models had not seen, yet {@code
 * logLoss} is the least of many and flatters a little; other people tell how good the choice is.
 *
 * @param trials sets that were drawn and tried beside the usual one, at least 1
 * @param chosen which trial was taken: 0 is the usual set, the others are numbered as drawn
 * @param parameters of the trial taken, by name
 * @param logLoss of the trial taken
 * @param usualLogLoss of the usual set; above {@code logLoss} unless that was taken
 */
public record SearchOutcome(
    int trials, int chosen, Map<String, Double> parameters, double logLoss, double usualLogLoss) {
  public SearchOutcome {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    require(trials >= 1, "a search has a trial, got %s", trials);
    require(
        chosen >= 0 && chosen <= trials,
        "the trial taken must be in [0, %s], got %s",
        trials,
        chosen);
    require(!parameters.isEmpty(), "a search has parameters, got none");
    require(
        logLoss >= 0 && (chosen == 0 ? logLoss == usualLogLoss : logLoss < usualLogLoss),
        "trial %s with log loss %s is not what is taken where the usual set has %s",
        chosen,
        logLoss,
        usualLogLoss);
  }

  /** {@code trial 7 of 20: ridge 0.0021: log loss 0.41190, of the usual set 0.41230}. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "trial %d of %d: %s: log loss %.5f, of the usual set %.5f",
        chosen,
        trials,
        new ParameterSet(parameters).text(),
        logLoss,
        usualLogLoss);
  }
}
