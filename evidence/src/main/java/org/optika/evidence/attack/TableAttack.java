package org.optika.evidence.attack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;

/** Tries to compute what a report withholds. See the package for what the reader knows. */
public final class TableAttack {

  /**
   * Most unknowns of one linear program. A larger one is not solved in one piece: then the metrics
   * of opt-in are attacked one count at a time, without that one is a part of another.
   */
  private static final int MOST_UNKNOWNS = 1_200;

  private TableAttack() {}

  /** A report by itself. */
  public static AttackReport run(ReportInput input) {
    return run(input, List.of());
  }

  /**
   * A report beside those that its readers have already.
   *
   * @param earlier of the same controller
   */
  public static AttackReport run(ReportInput input, List<Report> earlier) {
    return run(Report.of(input), earlier, input.header().threshold());
  }

  /**
   * @param threshold least width of what may be found out about a withheld count
   */
  public static AttackReport run(Report report, List<Report> earlier, int threshold) {
    return run(report, earlier, threshold, MOST_UNKNOWNS);
  }

  static AttackReport run(Report report, List<Report> earlier, int threshold, int mostUnknowns) {
    Published published = new Published(threshold);
    published.add(report);
    earlier.forEach(published::addEarlier);
    List<String> findings = new ArrayList<>(published.findings());
    Search search;
    try {
      search = Search.of(published, threshold, mostUnknowns);
    } catch (LinearSystem.Contradiction e) {
      if (earlier.isEmpty()) {
        return contradicted(report, published, threshold);
      }
      // Late data have changed the sums: the reports cannot be put into one system.
      findings.add(
          "sums of the earlier reports do not hold in this one; both were looked at apart");
      AttackReport alone = run(report, List.of(), threshold, mostUnknowns);
      List<Failure> failures = new ArrayList<>(published.failures());
      failures.addAll(shownElsewhere(published));
      return alone.with(failures, findings, earlier.size());
    }
    List<Failure> failures = new ArrayList<>(published.failures());
    failures.addAll(shownElsewhere(published));
    failures.addAll(search.failures);
    return new AttackReport(
        threshold,
        search.partsTogether,
        tables(report, search, failures, threshold),
        failures,
        findings,
        earlier.size());
  }

  private static AttackReport contradicted(Report report, Published published, int threshold) {
    List<Failure> failures = new ArrayList<>(published.failures());
    failures.add(
        new Failure(
            new Place("all tables", List.of(), ""),
            "no people can give all published figures: sums or metrics contradict each other"));
    return new AttackReport(
        threshold,
        true,
        report.tables().stream()
            .filter(rows -> !rows.table().people().isEmpty())
            .map(
                rows ->
                    new AttackReport.Table(
                        rows.table().id(),
                        rows.rows().size(),
                        withheld(rows),
                        0,
                        Optional.empty(),
                        false))
            .toList(),
        failures,
        List.of(),
        0);
  }

  /** Cells that one row withholds and another one shows. */
  private static List<Failure> shownElsewhere(Published published) {
    List<Failure> failures = new ArrayList<>();
    for (Cell.Knowledge cell : published.cells().values()) {
      Optional<Place> now =
          cell.withheldAt.stream().filter(place -> !place.isEarlier()).findFirst();
      if (cell.value != null && cell.role != Cell.Role.OTHER && now.isPresent()) {
        failures.add(
            new Failure(
                now.get(), "the withheld count is shown in %s".formatted(cell.shownAt.get(0))));
      }
    }
    return failures;
  }

  private static List<AttackReport.Table> tables(
      Report report, Search search, List<Failure> failures, int threshold) {
    List<AttackReport.Table> tables = new ArrayList<>();
    for (TableRows rows : report.tables()) {
      if (!rows.table().people().isEmpty()) {
        String id = rows.table().id();
        tables.add(
            new AttackReport.Table(
                id,
                rows.rows().size(),
                withheld(rows),
                search.programs.getOrDefault(id, 0),
                Optional.ofNullable(search.narrowest.get(id)).map(width -> width >= threshold),
                failures.stream().noneMatch(failure -> failure.place().table().equals(id))));
      }
    }
    return tables;
  }

  private static int withheld(TableRows rows) {
    return (int) rows.rows().stream().filter(rows::isWithheld).count();
  }

  /** All withheld cells, bounded. */
  private static final class Search {
    private final int threshold;
    private final boolean partsTogether;
    private final LinearSystem system = new LinearSystem();
    private final Map<Cell, Integer> numbers = new HashMap<>();
    private final List<Failure> failures = new ArrayList<>();
    private final Map<String, Integer> programs = new LinkedHashMap<>();
    private final Map<String, Double> narrowest = new HashMap<>();

    private Search(Published published, int threshold, boolean partsTogether)
        throws LinearSystem.Contradiction {
      this.threshold = threshold;
      this.partsTogether = partsTogether;
      published
          .cells()
          .forEach(
              (cell, known) ->
                  numbers.put(
                      cell,
                      known.value == null
                          ? system.add(known.least(), Double.POSITIVE_INFINITY)
                          : system.add(known.value, known.value)));
      published.lines().forEach(this::add);
      if (partsTogether) {
        numbers.keySet().forEach(this::order);
      }
      system.presolve();
    }

    static Search of(Published published, int threshold, int mostUnknowns)
        throws LinearSystem.Contradiction {
      Search together = new Search(published, threshold, true);
      Search search =
          together.system.largest() <= mostUnknowns
              ? together
              : new Search(published, threshold, false);
      for (Map.Entry<Cell, Cell.Knowledge> cell : published.cells().entrySet()) {
        if (cell.getValue().value == null && cell.getValue().role != Cell.Role.OTHER) {
          search.bound(cell.getKey(), cell.getValue());
        }
      }
      return search;
    }

    private void add(Line line) {
      Map<Integer, Double> terms = new HashMap<>();
      line.terms().forEach((cell, factor) -> terms.put(numbers.get(cell), factor));
      if (line.tolerance() > 0) {
        terms.put(system.add(-line.tolerance(), line.tolerance()), 1.0);
      }
      system.require(terms, 0);
    }

    private void order(Cell cell) {
      for (List<String> nested : OptInParts.NESTED) {
        Integer whole = numbers.get(new Cell(nested.get(1), cell.where(), cell.window()));
        if (cell.what().equals(nested.get(0)) && whole != null) {
          system.requireOrder(numbers.get(cell), whole);
        }
      }
    }

    private void bound(Cell cell, Cell.Knowledge known) throws LinearSystem.Contradiction {
      int before = system.solved();
      CellBounds found = system.bounds(numbers.get(cell), threshold);
      CellBounds bounds = known.counts ? found.inwards() : found;
      Place place = known.withheldAt.get(0);
      programs.merge(place.table(), system.solved() - before, Integer::sum);
      if (known.role == Cell.Role.WHOLE) {
        narrowest.merge(place.table(), bounds.width(), Math::min);
      }
      if (isRecovered(known, bounds)) {
        failures.add(
            new Failure(
                place,
                bounds.width() == 0
                    ? "the withheld count of %s can be computed exactly".formatted(cell.what())
                    : "the withheld count of %s can be narrowed below the threshold of %d"
                        .formatted(cell.what(), threshold)));
      }
    }

    private boolean isRecovered(Cell.Knowledge known, CellBounds bounds) {
      boolean narrow = bounds.width() < threshold;
      return known.role == Cell.Role.WHOLE
          ? narrow
          : narrow && bounds.most() > 0 && bounds.least() < threshold;
    }
  }
}
