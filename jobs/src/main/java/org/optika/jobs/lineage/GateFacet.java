package org.optika.jobs.lineage;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a run asked of the gate and what became of it: counts, never a row.
 *
 * @param asOf instant of processing
 * @param knownAt the run knows what was known at this instant
 * @param purposes that rows were asked for, in declared order
 * @param tables whose rows were counted; none where a job needs no counts
 */
public record GateFacet(
    String controller,
    Instant asOf,
    Instant knownAt,
    String rulePackHash,
    String configHash,
    List<Purpose> purposes,
    List<Table> tables) {

  /**
   * @param legalBasis where no jurisdiction says otherwise
   * @param legalBasisIn exceptions by code of the jurisdiction
   */
  public record Purpose(String id, String legalBasis, Map<String, String> legalBasisIn) {
    public Purpose {
      legalBasisIn = Map.copyOf(legalBasisIn);
    }
  }

  /**
   * @param refused by purpose, clock and reason
   */
  public record Table(String name, long admitted, List<Refused> refused) {
    public Table {
      refused = List.copyOf(refused);
    }

    /** Admitted and refused ones. */
    public long rowsIn() {
      return admitted + refused.stream().mapToLong(Refused::rows).sum();
    }
  }

  /** See table {@code gate_outcome}. */
  public record Refused(String purpose, String clock, String reason, long rows) {}

  public GateFacet {
    purposes = List.copyOf(purposes);
    tables = List.copyOf(tables);
  }
}
