package org.optika.core.scores.card;

import static java.util.stream.Collectors.groupingBy;
import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.optika.core.privacy.suppression.LinkedTables;
import org.optika.core.privacy.suppression.MarginTable;
import org.optika.core.privacy.suppression.SmallCellSuppression;
import org.optika.core.privacy.suppression.SuppressedTable;
import org.optika.core.scores.AgeBand;

/**
 * Whom a policy would treat, by one characteristic of people. Few people are hidden, and so are
 * others by whom they could be found.
 *
 * @param by age, region ...
 * @param segments in the order of {@link AgeBand#YOUNGEST_FIRST}
 */
public record PolicyTable(String by, List<Segment> segments) {

  /**
   * People of one segment to whom the policy gives the same arm, counted as they are.
   *
   * @param arm 0 for control, else 1 + the treatment
   * @param uplift sum of the predicted uplifts of these people, by treatment
   */
  public record Count(String segment, int arm, long people, List<Double> uplift)
      implements Serializable {
    public Count {
      uplift = List.copyOf(uplift);
    }

    /** Both together; the other is of the same segment and arm. */
    public Count plus(Count other) {
      List<Double> sum = new ArrayList<>();
      for (int treatment = 0; treatment < uplift.size(); treatment++) {
        sum.add(uplift.get(treatment) + other.uplift.get(treatment));
      }
      return new Count(segment, arm, people + other.people, sum);
    }
  }

  /**
   * @param treatments one an arm but control; empty where the whole segment is hidden, size and all
   */
  public record Segment(String name, Optional<Long> people, List<Treatment> treatments) {
    public Segment {
      treatments = List.copyOf(treatments);
    }
  }

  /**
   * @param share of the segment to whom the policy gives it; empty where hidden
   * @param meanUplift predicted of the whole segment
   */
  public record Treatment(Optional<Double> share, double meanUplift) {}

  public PolicyTable {
    segments = List.copyOf(segments);
  }

  /**
   * Tables of the same people.
   *
   * @param counts by characteristic, in the order of the result; every person in one, and several
   *     of the same segment and arm add up
   * @param treatments number of them
   * @param smallCell a count of fewer people is hidden, unless it is 0
   */
  public static List<PolicyTable> of(
      Map<String, List<Count>> counts, int treatments, SmallCell smallCell) {
    List<MarginTable> tables = new ArrayList<>();
    counts.forEach((by, cells) -> tables.add(margins(by, cells, treatments)));
    List<SuppressedTable> decided =
        LinkedTables.apply(new SmallCellSuppression(Math.toIntExact(smallCell.people())), tables);
    List<PolicyTable> shown = new ArrayList<>();
    counts.forEach(
        (by, cells) -> shown.add(table(by, cells, treatments, decided.get(shown.size()))));
    return List.copyOf(shown);
  }

  private static MarginTable margins(String by, List<Count> counts, int treatments) {
    Map<List<String>, Long> cells = new HashMap<>();
    for (Count count : counts) {
      require(
          count.arm() >= 0 && count.arm() <= treatments && count.uplift().size() == treatments,
          "expected an arm of %s treatments and their uplift, got arm %s and %s numbers",
          treatments,
          count.arm(),
          count.uplift().size());
      cells.merge(cell(count.segment(), count.arm()), count.people(), Long::sum);
    }
    return MarginTable.of(List.of(by, "arm"), cells);
  }

  private static List<String> cell(String segment, int arm) {
    return List.of(segment, Integer.toString(arm));
  }

  private static PolicyTable table(
      String by, List<Count> counts, int treatments, SuppressedTable decided) {
    Map<String, List<Count>> bySegment = new TreeMap<>(AgeBand.YOUNGEST_FIRST);
    bySegment.putAll(counts.stream().collect(groupingBy(Count::segment)));
    List<Segment> segments = new ArrayList<>();
    bySegment.forEach((name, cells) -> segments.add(segment(name, cells, treatments, decided)));
    return new PolicyTable(by, segments);
  }

  private static Segment segment(
      String name, List<Count> counts, int treatments, SuppressedTable decided) {
    if (!decided.status(List.of(name, MarginTable.ALL)).isPublished()) {
      return new Segment(name, Optional.empty(), List.of());
    }
    long people = counts.stream().mapToLong(Count::people).sum();
    List<Treatment> told = new ArrayList<>();
    for (int i = 0; i < treatments; i++) {
      int treatment = i;
      long treated =
          counts.stream()
              .filter(count -> count.arm() == treatment + 1)
              .mapToLong(Count::people)
              .sum();
      List<String> cell = cell(name, treatment + 1);
      boolean shown = !decided.has(cell) || decided.status(cell).isPublished();
      told.add(
          new Treatment(
              shown ? Optional.of((double) treated / people) : Optional.empty(),
              counts.stream().mapToDouble(count -> count.uplift().get(treatment)).sum() / people));
    }
    return new Segment(name, Optional.of(people), told);
  }
}
