package org.optika.core.evidence.register;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A vendor as the registers have it at an instant.
 *
 * @param role id of a {@link org.optika.core.gate.VendorRole}
 * @param country ISO 3166
 * @param purposes it works for, in the order of the rule pack
 * @param categories of personal data that it gets
 * @param validTo exclusive; empty while no end is known
 * @param transfer what the transfers to it rest on; empty when there is nothing, so that the gate
 *     refuses its touchpoints
 */
public record VendorRecord(
    String id,
    String name,
    String role,
    String country,
    List<String> purposes,
    List<String> categories,
    Instant validFrom,
    Optional<Instant> validTo,
    Optional<Ground> transfer) {

  /**
   * @param kind {@code none-needed}, {@code adequacy}, {@code scc} or {@code bcr}
   * @param reference decision, contract or certificate; empty where none is needed
   * @param validTo exclusive; empty while no end is known
   */
  public record Ground(String kind, String reference, Optional<Instant> validTo) {}

  public VendorRecord {
    purposes = List.copyOf(purposes);
    categories = List.copyOf(categories);
  }
}
