package org.optika.core.privacy.suppression;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table with the decision for each of its cells and margins, and the proofs. It still holds the
 * true counts, for the audit; a publication takes the published cells only and gives all others one
 * and the same mark.
 */
public final class SuppressedTable {

  /**
   * @param values one per dimension, or {@link MarginTable#ALL}
   * @param subjects persons, or the sum over the cells of a margin; &gt; 0
   */
  public record Cell(List<String> values, long subjects, CellStatus status) {}

  private final MarginTable table;
  private final CellStatus[] statuses;
  private final Proof[] proofs;

  SuppressedTable(MarginTable table, CellStatus[] statuses, Proof[] proofs) {
    this.table = table;
    this.statuses = statuses;
    this.proofs = proofs;
  }

  /** The decision for a cell or margin; a combination of values without persons is published. */
  public CellStatus status(List<String> cell) {
    return statuses[table.placeOf(cell)];
  }

  /** False when a value of the cell occurs nowhere in the table: then it stands for nobody. */
  public boolean has(List<String> cell) {
    return IntStream.range(0, cell.size())
        .allMatch(
            i ->
                MarginTable.ALL.equals(cell.get(i))
                    || table.values(table.dimensions().get(i)).contains(cell.get(i)));
  }

  /** All cells and margins with at least one person, in a fixed order. */
  public List<Cell> cells() {
    return IntStream.range(0, table.places())
        .filter(place -> table.count(place) > 0)
        .mapToObj(place -> new Cell(table.cellAt(place), table.count(place), statuses[place]))
        .toList();
  }

  /** All cells and margins that must not be published, for whatever reason. */
  public Set<List<String>> withheld() {
    return IntStream.range(0, table.places())
        .filter(place -> !statuses[place].isPublished())
        .mapToObj(table::cellAt)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Why the cell cannot be computed; empty iff it is published. */
  public Optional<Witness> witness(List<String> cell) {
    return Optional.ofNullable(proofs[table.placeOf(cell)]).map(this::witnessOf);
  }

  private Witness witnessOf(Proof proof) {
    return new Witness(
        byCell(proof.places(), proof.higher()), byCell(proof.places(), proof.lower()));
  }

  private Map<List<String>, Long> byCell(int[] places, long[] counts) {
    return IntStream.range(0, places.length)
        .boxed()
        .collect(Collectors.toMap(index -> table.cellAt(places[index]), index -> counts[index]));
  }
}
