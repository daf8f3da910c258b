package org.optika.core.consent;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * The effective-dated rules of one law. What a jurisdiction does not say itself, the pack {@link
 * RulePack#DEFAULT_JURISDICTION} says for it.
 *
 * @param code ISO 3166 country code, or {@code EU} for the default
 */
public record Jurisdiction(
    String code,
    List<ExpiryRule> expiry,
    List<DoubleOptInRule> doubleOptIn,
    List<SoftOptInRule> softOptIn)
    implements Serializable {

  public Jurisdiction {
    expiry = List.copyOf(expiry);
    doubleOptIn = List.copyOf(doubleOptIn);
    softOptIn = List.copyOf(softOptIn);
  }

  /**
   * Consent for these purposes ends {@code months} calendar months after the choice (R7).
   *
   * @param validFromMicros rule in force from here, inclusive
   * @param validToMicros and up to here, exclusive; {@link Long#MAX_VALUE} while it still is
   */
  public record ExpiryRule(
      String id, Set<String> purposes, int months, long validFromMicros, long validToMicros)
      implements Serializable {
    public ExpiryRule {
      require(months > 0, "rule '%s': months must be > 0, got %s", id, months);
      require(validFromMicros < validToMicros, "rule '%s': valid_from must be before valid_to", id);
      purposes = Set.copyOf(purposes);
    }
  }

  /** For these purposes a choice counts from its confirmation only (R17). Dates as above. */
  public record DoubleOptInRule(
      String id, Set<String> purposes, long validFromMicros, long validToMicros)
      implements Serializable {
    public DoubleOptInRule {
      require(validFromMicros < validToMicros, "rule '%s': valid_from must be before valid_to", id);
      purposes = Set.copyOf(purposes);
    }
  }

  /**
   * A logged sale with the chance to refuse permits these purposes. Dates as above.
   *
   * @param endsEarlierPermissions permissions given before {@code validToMicros} end there (R21)
   */
  public record SoftOptInRule(
      String id,
      Set<String> purposes,
      long validFromMicros,
      long validToMicros,
      boolean endsEarlierPermissions)
      implements Serializable {
    public SoftOptInRule {
      require(validFromMicros < validToMicros, "rule '%s': valid_from must be before valid_to", id);
      purposes = Set.copyOf(purposes);
    }
  }
}
