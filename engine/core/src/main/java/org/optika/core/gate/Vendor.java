package org.optika.core.gate;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.Set;

/**
 * An entry of the register of vendors. A vendor that has moved or got other tasks has several, one
 * after the other.
 *
 * @param id as in {@code touchpoint.vendor_id}
 * @param country ISO 3166, where the data goes
 * @param purposes what the vendor works for; it is closed for all others
 * @param categories of personal data that it gets, for people
 * @param validToMicros exclusive; {@link Long#MAX_VALUE} while it still is valid
 */
public record Vendor(
    String id,
    String name,
    VendorRole role,
    String country,
    Set<String> purposes,
    Set<String> categories,
    long validFromMicros,
    long validToMicros)
    implements Serializable {

  public Vendor {
    require(validFromMicros < validToMicros, "vendor '%s': valid_from must be before valid_to", id);
    purposes = Set.copyOf(purposes);
    categories = Set.copyOf(categories);
  }

  boolean inForceAt(long atMicros) {
    return validFromMicros <= atMicros && atMicros < validToMicros;
  }
}
