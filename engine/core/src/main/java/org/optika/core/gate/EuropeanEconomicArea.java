package org.optika.core.gate;

import java.util.Set;

/** Where the GDPR holds, so that data which stays there is not transferred. */
public final class EuropeanEconomicArea {
  private static final Set<String> COUNTRIES =
      Set.of(
          "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
          "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK");

  private EuropeanEconomicArea() {}

  /**
   * @param country ISO 3166
   */
  public static boolean holds(String country) {
    return COUNTRIES.contains(country);
  }
}
