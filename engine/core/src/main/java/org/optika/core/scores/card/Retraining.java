package org.optika.core.scores.card;

import static org.optika.core.Checks.require;

import java.util.OptionalDouble;

/**
 * Whether so many of those trained on have withdrawn that the model asks to be trained anew.
 *
 * @param withdrawnShare of the people in the training set, in [0, 1]; empty iff so few have
 *     withdrawn that it must not be told
 * @param limit above which {@code needed}, in [0, 1]
 */
public record Retraining(OptionalDouble withdrawnShare, double limit, boolean needed) {
  public Retraining {
    require(limit >= 0 && limit <= 1, "limit must be in [0, 1], got %s", limit);
    if (withdrawnShare.isPresent()) {
      double share = withdrawnShare.getAsDouble();
      require(share >= 0 && share <= 1, "withdrawnShare must be in [0, 1], got %s", share);
      require(
          needed == share > limit,
          "needed is %s with a share of %s and a limit of %s",
          needed,
          share,
          limit);
    }
  }

  /**
   * @param withdrawn people of the training set who do not permit it any more
   * @param people in the training set, at least one
   */
  public static Retraining of(long withdrawn, long people, double limit, SmallCell smallCell) {
    require(
        people > 0 && 0 <= withdrawn && withdrawn <= people,
        "withdrawn people must be in [0, people], got %s of %s",
        withdrawn,
        people);
    double share = (double) withdrawn / people;
    return new Retraining(
        smallCell.hides(withdrawn) || smallCell.hides(people - withdrawn)
            ? OptionalDouble.empty()
            : OptionalDouble.of(share),
        limit,
        share > limit);
  }

  void requireNoneSmall(long people, SmallCell smallCell) {
    withdrawnShare.ifPresent(
        share -> {
          smallCell.requireNotHidden(share * people, "Withdrawn");
          smallCell.requireNotHidden((1 - share) * people, "Not withdrawn");
        });
  }
}
