package org.optika.core.scores.card;

import static org.optika.core.Checks.require;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whose data a model was made from, and for which purposes it was permitted.
 *
 * @param purposesByTable purposes that a person must permit for their rows of a table to be read
 * @param moments training moments and then the test moment
 */
public record ConsentScope(
    Map<String, List<String>> purposesByTable,
    List<AtMoment> moments,
    TrainingPeople training,
    TestPeople test) {

  /**
   * @param labelled people at risk whose label is known: those in the set
   * @param missing empty iff so few labels are missing that they must not be told
   */
  public record AtMoment(Instant moment, long labelled, Optional<MissingLabels> missing) {

    /**
     * @param atRisk people at risk
     * @param withoutLabel those of them who did not permit all of the time of the label
     */
    public static AtMoment of(Instant moment, long atRisk, long withoutLabel, SmallCell smallCell) {
      return new AtMoment(
          moment,
          atRisk - withoutLabel,
          smallCell.hides(withoutLabel)
              ? Optional.empty()
              : Optional.of(new MissingLabels(atRisk, withoutLabel)));
    }
  }

  /**
   * People at risk whose label is not known, because not all of its time was permitted.
   *
   * @param share people / atRisk, in [0, 1]; 0 of nobody
   */
  public record MissingLabels(long atRisk, long people, double share) {
    public MissingLabels {
      require(
          0 <= people && people <= atRisk,
          "people without a label must be in [0, people at risk = %s], got %s",
          atRisk,
          people);
      require(
          share == shareOf(people, atRisk),
          "%s of %s people is not a share of %s",
          people,
          atRisk,
          share);
    }

    MissingLabels(long atRisk, long people) {
      this(atRisk, people, shareOf(people, atRisk));
    }

    private static double shareOf(long people, long atRisk) {
      return atRisk == 0 ? 0 : (double) people / atRisk;
    }
  }

  /**
   * @param people in the training set, each once
   * @param examples people at training moments; more than {@code people} where somebody is in it at
   *     several
   * @param positives examples with the outcome
   */
  public record TrainingPeople(long people, long examples, long positives) {
    public TrainingPeople {
      require(
          people <= examples && 0 <= positives && positives <= examples,
          "expected people and positives of at most %s examples, got %s and %s",
          examples,
          people,
          positives);
    }
  }

  /**
   * @param people at the test moment
   * @param positives those with the outcome
   */
  public record TestPeople(long people, long positives) {}

  public ConsentScope {
    Map<String, List<String>> copy = new TreeMap<>();
    purposesByTable.forEach(
        (table, purposes) -> {
          require(
              !purposes.isEmpty(), "Table '%s': a model reads no table without a purpose", table);
          copy.put(table, List.copyOf(purposes));
        });
    purposesByTable = Collections.unmodifiableMap(copy);
    moments = List.copyOf(moments);
    require(
        moments.size() >= 2,
        "people are told at one training moment or more and the test moment, got %s moments",
        moments.size());
  }

  void requireNoneSmall(SmallCell smallCell) {
    for (AtMoment at : moments) {
      smallCell.requireNotHidden(at.labelled(), "People at " + at.moment());
      at.missing()
          .ifPresent(
              missing -> {
                smallCell.requireNotHidden(missing.people(), "Labels missing at " + at.moment());
                require(
                    missing.atRisk() - missing.people() == at.labelled(),
                    "People at %s: those with and those without a label must be all at risk",
                    at.moment());
              });
    }
    smallCell.requireAllowed(
        training.positives, training.examples - training.positives, "Training set");
    smallCell.requireNotHidden(training.people, "Training set");
    int last = moments.size() - 1;
    long labelled = moments.subList(0, last).stream().mapToLong(AtMoment::labelled).sum();
    require(
        labelled == training.examples && moments.get(last).labelled() == test.people,
        "labels are told of %s people at training moments and %s at the test moment, the sets have"
            + " %s examples and %s people",
        labelled,
        moments.get(last).labelled(),
        training.examples,
        test.people);
  }
}
