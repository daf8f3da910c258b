package org.optika.spark.scores.traps;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.optika.core.Clocks;
import org.optika.core.consent.Jurisdiction;
import org.optika.core.consent.Jurisdiction.DoubleOptInRule;
import org.optika.core.consent.Jurisdiction.ExpiryRule;
import org.optika.core.consent.Jurisdiction.SoftOptInRule;
import org.optika.core.consent.LegalBasis;
import org.optika.core.consent.Lia;
import org.optika.core.consent.NoticeVersion;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;

/**
 * What the people of {@link TrappedPeople} live under: the clocks of the run and the rules.
 *
 * @param seed of the people
 * @param special profiling is of a special category, which needs explicit consent
 */
record TrapSetting(long seed, Clocks clocks, boolean special) implements Serializable {
  static final String MEASUREMENT = "measurement";
  static final String PROFILING = "profiling";
  static final String ADS = "ads";

  /** N of the label. */
  static final int LABEL_DAYS = 30;

  /** Now, and two instants of training before it. */
  static final int MOMENTS = 3;

  static final long DAY = TimeUnit.DAYS.toMicros(1);

  private static final long ALWAYS = Long.MIN_VALUE;
  private static final long NEVER = Long.MAX_VALUE;
  private static final Set<String> ON_CONSENT = Set.of(MEASUREMENT, PROFILING, ADS);

  @Override
  public String toString() {
    return "seed %d, known %+d h after as_of%s"
        .formatted(
            seed,
            TimeUnit.MICROSECONDS.toHours(knownAt() - asOf()),
            special ? ", special category" : "");
  }

  long asOf() {
    return clocks.asOfMicros();
  }

  long knownAt() {
    return clocks.knownAtMicros();
  }

  /** The instant of scoring: nothing that is later than a clock of the run is looked at. */
  long now() {
    return Math.min(asOf(), knownAt());
  }

  /**
   * @param number 0 = now, then the instants of training, the newest first
   */
  long moment(int number) {
    return now() - number * LABEL_DAYS * DAY;
  }

  /** Version 2 of notice {@code site} changes profiling from here on. */
  long published() {
    return asOf() - 20 * DAY;
  }

  /**
   * Double opt-in in DE, shorter consent in FR since some day, an interest for measurement in NL.
   */
  RulePack rules() {
    return new RulePack(
        List.of(
            purpose("accountability", LegalBasis.LEGAL_OBLIGATION, Map.of(), false, false),
            purpose(
                MEASUREMENT,
                LegalBasis.CONSENT,
                Map.of("NL", LegalBasis.LEGITIMATE_INTEREST),
                false,
                false),
            purpose(PROFILING, LegalBasis.CONSENT, Map.of(), false, special),
            purpose(ADS, LegalBasis.CONSENT, Map.of(), true, false)),
        List.of(
            new Jurisdiction(
                "EU",
                List.of(new ExpiryRule("eu", ON_CONSENT, 6, ALWAYS, NEVER)),
                List.of(),
                List.of(
                    new SoftOptInRule("sale", Set.of(ADS), ALWAYS, NEVER, false),
                    new SoftOptInRule("loyalty", Set.of(PROFILING), ALWAYS, NEVER, false),
                    new SoftOptInRule("relation", Set.of(PROFILING), ALWAYS, published(), true))),
            new Jurisdiction(
                "FR",
                List.of(new ExpiryRule("fr", ON_CONSENT, 3, asOf() - 120 * DAY, NEVER)),
                List.of(),
                List.of()),
            new Jurisdiction(
                "DE",
                List.of(),
                List.of(new DoubleOptInRule("doi", Set.of(PROFILING), ALWAYS, NEVER)),
                List.of())),
        List.of(
            new NoticeVersion("site", 2, published(), true, Set.of(PROFILING)),
            new NoticeVersion("app", 2, published(), false, Set.of(PROFILING))),
        List.of(
            new Lia("lia", Set.of(MEASUREMENT), Set.of("NL"), asOf() - 80 * DAY, NEVER, false)));
  }

  private static Purpose purpose(
      String id,
      LegalBasis basis,
      Map<String, LegalBasis> basisIn,
      boolean directMarketing,
      boolean special) {
    return new Purpose(id, basis, basisIn, directMarketing, special, false, false, "");
  }
}
