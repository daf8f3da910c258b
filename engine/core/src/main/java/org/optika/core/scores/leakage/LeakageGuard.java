package org.optika.core.scores.leakage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Judges what was measured of the features of a model. A feature that holds the outcome is caught
 * by ranking people too well alone, or by what the model loses without it: neither rule alone tells
 * a strong honest feature from a leaking one. Call times, for instance, which are known only after
 * the call that decides the outcome, rank alone no better than honest features (AUC 0.82), but
 * raise a model from 0.77 to 0.92.
 *
 * <p>What it cannot see: two features that hold the same of the outcome, each too little to be
 * found alone, hide each other in the gain of the model; leave them out together. A feature that
 * holds the outcome in the middle of its range has an AUC of one half.
 */
public record LeakageGuard(LeakageLimits limits) {
  /**
   * Models up to this AUC may owe much of it to one feature: where there are few, an honest one can
   * be half of what is known.
   */
  private static final double GOOD_TO_BE_TRUE = 0.85;

  /**
   * A feature alone, in the training set. Too few people of one outcome give no finding, as a
   * feature that says nothing could then rank them as well.
   */
  public Optional<Finding> single(String feature, OutcomesByValue outcomes) {
    double auc = outcomes.auc();
    if (auc <= limits.singleFeatureAuc() || outcomes.mayBeChance()) {
      return Optional.empty();
    }
    return Optional.of(
        stop(
            FindingKind.SINGLE_FEATURE,
            feature,
            auc,
            limits.singleFeatureAuc(),
            line(
                "Feature '%s' alone has AUC %.4f, limit %.4f: check that it is known before the"
                    + " outcome, else drop it; or accept it with a reason",
                feature, auc, limits.singleFeatureAuc())));
  }

  /** A model with a feature and without it; no finding while the better one is not very good. */
  public Optional<Finding> gain(ModelGain gain) {
    if (gain.gain() <= limits.modelGain() || gain.aucWith() <= GOOD_TO_BE_TRUE) {
      return Optional.empty();
    }
    return Optional.of(
        stop(
            FindingKind.MODEL_GAIN,
            gain.feature(),
            gain.gain(),
            limits.modelGain(),
            line(
                "Feature '%s' raises the AUC of the model by %.4f, from %.4f to %.4f, limit %.4f:"
                    + " check that it is known before the outcome, else drop it; or accept it with"
                    + " a reason",
                gain.feature(),
                gain.gain(),
                gain.aucWithout(),
                gain.aucWith(),
                limits.modelGain())));
  }

  /** Features that change when the future is taken away; one subject is enough. */
  public List<Finding> futureRows(FutureRowCounts counts) {
    return IntStream.range(0, counts.features().size())
        .filter(feature -> counts.changed().get(feature) > 0)
        .mapToObj(
            feature ->
                stop(
                    FindingKind.FUTURE_ROWS,
                    counts.features().get(feature),
                    counts.changed().get(feature),
                    0,
                    line(
                        "Feature '%s' changes for %d of %d subjects when later rows are taken away,"
                            + " limit 0: count only rows that had happened and were known",
                        counts.features().get(feature),
                        counts.changed().get(feature),
                        counts.subjects())))
        .toList();
  }

  /**
   * A feature among those trained on and those scored. Where it is constant or missing in one set
   * only, this is told and not the drift that it also is.
   *
   * @param training at least one person
   * @param scoring likewise; so few that chance could do it give no finding
   */
  public List<Finding> drift(String feature, ValueCounts training, ValueCounts scoring) {
    List<Finding> findings = new ArrayList<>();
    OneSetOnly.between(training, scoring)
        .filter(found -> !found.mayBeChance())
        .ifPresent(found -> findings.add(inOneSet(feature, found)));
    Drift drift = Drift.between(training, scoring);
    if (findings.isEmpty() && drift.excess() > limits.driftNote() && !drift.mayBeChance()) {
      findings.add(drifted(feature, drift));
    }
    return List.copyOf(findings);
  }

  private static Finding inOneSet(String feature, OneSetOnly found) {
    String what =
        found.kind() == FindingKind.MISSING_IN_ONE_SET ? "has no value" : "has one value only";
    return stop(
        found.kind(),
        feature,
        found.chance(),
        OneSetOnly.LEAST_CHANCE,
        line(
            "Feature '%s' %s for all %d people in %s, unlike in %s; chance %.1e, limit %.1e: mend"
                + " its source or drop it; or accept it with a reason",
            feature,
            what,
            found.people(),
            found.set(),
            found.other(),
            found.chance(),
            OneSetOnly.LEAST_CHANCE));
  }

  private Finding drifted(String feature, Drift drift) {
    boolean stops = drift.excess() > limits.drift();
    double limit = stops ? limits.drift() : limits.driftNote();
    String toDo = stops ? "train anew or mend its source; or accept it with a reason" : "watch it";
    return new Finding(
        FindingKind.DRIFT,
        stops ? Finding.Weight.STOP : Finding.Weight.NOTE,
        feature,
        drift.excess(),
        limit,
        line(
            "Feature '%s' has drifted between training and scoring: stability index %.4f beyond"
                + " chance, limit %.4f: %s",
            feature, drift.excess(), limit, toDo));
  }

  private static Finding stop(
      FindingKind kind, String feature, double figure, double limit, String sentence) {
    return new Finding(kind, Finding.Weight.STOP, feature, figure, limit, sentence);
  }

  private static String line(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}
