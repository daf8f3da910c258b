package org.optika.core.evidence.register;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What all registers say at one instant.
 *
 * @param vendors those in force, by id; empty without a register of vendors
 * @param assessments of legitimate interests, those in force, by id
 * @param dpia all subjects that need an impact assessment or have an entry
 * @param processing empty without a record of processing
 */
public record Registers(
    Instant at,
    List<VendorRecord> vendors,
    List<AssessmentRecord> assessments,
    List<DpiaRecord> dpia,
    Optional<ProcessingRecord> processing) {

  public Registers {
    vendors = List.copyOf(vendors);
    assessments = List.copyOf(assessments);
    dpia = List.copyOf(dpia);
  }
}
