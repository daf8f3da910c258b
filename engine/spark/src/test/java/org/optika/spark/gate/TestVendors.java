package org.optika.spark.gate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.optika.core.gate.Transfer;
import org.optika.core.gate.TransferMechanism;
import org.optika.core.gate.Vendor;
import org.optika.core.gate.VendorRegister;
import org.optika.core.gate.VendorRole;
import org.optika.spark.table.Rows;

/** Vendors of each sort; days as in {@link Rows#day}. */
final class TestVendors {
  /** Inside of the European Economic Area. */
  static final String HOME = "home";

  /** Its standard contractual clauses end on day 60. */
  static final String ENDED = "ended";

  /** Its standard contractual clauses begin on day 40. */
  static final String LATE = "late";

  /** Works for {@code measurement} and {@code statistics} only. */
  static final String NARROW = "narrow";

  /** In no register. */
  static final String STRANGER = "stranger";

  private static final Set<String> ALL_PURPOSES =
      Set.of(
          "measurement",
          "reopening",
          "interest",
          "email",
          "health",
          "accountability",
          "statistics",
          "attribution");
  private static final long BEFORE = Rows.dayMicros(-900);

  static final VendorRegister REGISTER =
      new VendorRegister(
          List.of(
              vendor(HOME, "NL", ALL_PURPOSES),
              vendor(ENDED, "IN", ALL_PURPOSES),
              vendor(LATE, "IN", ALL_PURPOSES),
              vendor(NARROW, "NL", Set.of("measurement", "statistics"))),
          List.of(),
          List.of(
              clauses(ENDED, BEFORE, Rows.dayMicros(60)),
              clauses(LATE, Rows.dayMicros(40), Long.MAX_VALUE)));

  private TestVendors() {}

  private static Vendor vendor(String id, String country, Set<String> purposes) {
    return new Vendor(
        id, id, VendorRole.PROCESSOR, country, purposes, Set.of("clicks"), BEFORE, Long.MAX_VALUE);
  }

  private static Transfer clauses(String vendor, long from, long to) {
    return new Transfer(vendor, TransferMechanism.SCC, from, to, "contract", BEFORE);
  }

  /** The register, for {@link Gate}. */
  static Optional<VendorRegister> register() {
    return Optional.of(REGISTER);
  }
}
