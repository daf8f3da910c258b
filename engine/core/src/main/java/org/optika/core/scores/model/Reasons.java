package org.optika.core.scores.model;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The strongest reasons for the margin of a row.
 *
 * @param strongestFirst by absolute contribution; equal ones by group
 */
public record Reasons(List<Reason> strongestFirst) {
  private static final int NONE = -1;

  public Reasons {
    strongestFirst = List.copyOf(strongestFirst);
  }

  /**
   * Contributions of columns that were made of one raw feature (one column for each of its values)
   * are added up before they are compared; those that come to 0 are no reason.
   *
   * @param contributions one a column, from an {@link Explainer}
   * @param groupOf the raw feature of each column, from 0
   * @param count most reasons, at least 1; fewer when fewer raw features contribute
   * @throws IllegalArgumentException when the arrays differ in length, a group is negative, the sum
   *     of a group is not finite, or {@code count} is below 1
   */
  public static Reasons of(double[] contributions, int[] groupOf, int count) {
    require(
        groupOf.length == contributions.length,
        "expected a group for each of %d columns, got %d",
        contributions.length,
        groupOf.length);
    require(count >= 1, "at least one reason must be asked for, got %d", count);
    double[] left = new double[Arrays.stream(groupOf).max().orElse(-1) + 1];
    for (int column = 0; column < groupOf.length; column++) {
      require(groupOf[column] >= 0, "column %d: expected a group >= 0", column);
      left[groupOf[column]] += contributions[column];
    }
    for (int group = 0; group < left.length; group++) {
      require(
          Double.isFinite(left[group]),
          "group %d: expected a finite contribution, got %s",
          group,
          left[group]);
    }
    List<Reason> reasons = new ArrayList<>();
    int strongest = strongest(left);
    while (strongest != NONE && reasons.size() < count) {
      reasons.add(new Reason(strongest, left[strongest]));
      left[strongest] = 0;
      strongest = strongest(left);
    }
    return new Reasons(reasons);
  }

  private static int strongest(double[] contributions) {
    int strongest = NONE;
    double size = 0;
    for (int group = 0; group < contributions.length; group++) {
      if (Math.abs(contributions[group]) > size) {
        strongest = group;
        size = Math.abs(contributions[group]);
      }
    }
    return strongest;
  }

  /** Those that raise the margin, strongest first. */
  public List<Reason> raising() {
    return in(Direction.RAISES);
  }

  /** Those that lower the margin, strongest first. */
  public List<Reason> lowering() {
    return in(Direction.LOWERS);
  }

  private List<Reason> in(Direction direction) {
    return strongestFirst.stream().filter(reason -> reason.direction() == direction).toList();
  }
}
