package org.optika.sample;

import static org.optika.sample.Purpose.ACCOUNTABILITY;
import static org.optika.sample.Purpose.ADS_PERSONALISATION;
import static org.optika.sample.Purpose.EMAIL_MARKETING;
import static org.optika.sample.Purpose.LINKING;
import static org.optika.sample.Purpose.MEASUREMENT;
import static org.optika.sample.Purpose.PHONE_MARKETING;
import static org.optika.sample.Purpose.PROFILING;
import static org.optika.sample.Times.micros;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The facts of law and notice by which the truth of the sample world is decided. They are written
 * here a second time, independent of the engine's configuration; {@code data-samples/README.md}
 * lists them.
 *
 * @param notices every published notice version
 * @param assessments legitimate interest assessments (LIA)
 * @param softOptInRules rules that a soft opt-in may name
 */
record Rules(
    List<NoticeVersion> notices, List<Assessment> assessments, List<SoftOptInRule> softOptInRules) {

  enum Basis {
    CONSENT,
    LEGITIMATE_INTEREST,
    LEGAL_OBLIGATION
  }

  /**
   * @param changed purposes for which a material version asks anew; empty for an editorial one
   */
  record NoticeVersion(
      String notice, int version, long publishedMicros, boolean material, Set<Purpose> changed) {}

  /**
   * @param untilMicros exclusive; {@link Long#MAX_VALUE} when open
   */
  record Assessment(
      String id,
      Purpose purpose,
      Set<String> jurisdictions,
      long fromMicros,
      long untilMicros,
      boolean compellingGrounds) {
    boolean validAt(long at, Purpose wanted, String jurisdiction) {
      return purpose == wanted
          && (jurisdictions.contains(jurisdiction) || jurisdictions.contains("EU"))
          && fromMicros <= at
          && at < untilMicros;
    }
  }

  /**
   * @param untilMicros exclusive; {@link Long#MAX_VALUE} when open
   */
  record SoftOptInRule(
      String id,
      Purpose purpose,
      Set<String> jurisdictions,
      long fromMicros,
      long untilMicros,
      boolean endsEarlierPermissions) {}

  static final String NL_PHONE_CUSTOMER = "nl-phone-customer";
  static final String EU_EMAIL_CUSTOMER = "eu-email-customer";

  static final String COOKIE_BANNER = "cookie-banner";
  static final String APP_PRIVACY = "app-privacy";
  static final String EMAIL_LIST = "email-list";
  static final String PHONE_SCRIPT = "phone-script";

  static final Rules SAMPLE =
      new Rules(
          List.of(
              editorial(COOKIE_BANNER, 1, "2025-01-15T08:00:00Z"),
              editorial(COOKIE_BANNER, 2, "2026-05-04T08:00:00Z"),
              material(COOKIE_BANNER, 3, "2026-07-20T06:00:00Z", PROFILING, ADS_PERSONALISATION),
              editorial(APP_PRIVACY, 1, "2025-01-15T08:00:00Z"),
              material(APP_PRIVACY, 2, "2026-08-10T00:00:00Z", LINKING),
              editorial(EMAIL_LIST, 1, "2025-01-15T08:00:00Z"),
              editorial(EMAIL_LIST, 2, "2026-06-15T08:00:00Z"),
              editorial(PHONE_SCRIPT, 1, "2025-01-15T08:00:00Z")),
          List.of(
              new Assessment(
                  "lia-nl-measurement-2025",
                  MEASUREMENT,
                  Set.of("NL"),
                  micros("2025-01-01T00:00:00Z"),
                  micros("2026-06-10T00:00:00Z"),
                  false),
              new Assessment(
                  "lia-nl-measurement-2026",
                  MEASUREMENT,
                  Set.of("NL"),
                  micros("2026-06-24T00:00:00Z"),
                  Long.MAX_VALUE,
                  false)),
          List.of(
              new SoftOptInRule(
                  NL_PHONE_CUSTOMER,
                  PHONE_MARKETING,
                  Set.of("NL"),
                  micros("2021-07-01T00:00:00Z"),
                  micros("2026-07-01T00:00:00Z"),
                  true),
              new SoftOptInRule(
                  EU_EMAIL_CUSTOMER,
                  EMAIL_MARKETING,
                  Set.of("EU", "NL", "BE", "DE", "FR"),
                  micros("2018-05-25T00:00:00Z"),
                  Long.MAX_VALUE,
                  false)));

  Basis basis(Purpose purpose, String jurisdiction) {
    if (purpose == ACCOUNTABILITY) {
      return Basis.LEGAL_OBLIGATION;
    }
    return purpose == MEASUREMENT && "NL".equals(jurisdiction)
        ? Basis.LEGITIMATE_INTEREST
        : Basis.CONSENT;
  }

  /** The latest version of {@code notice} that is published at {@code at}; 1 before the first. */
  int currentVersion(String notice, long at) {
    return notices.stream()
        .filter(n -> n.notice().equals(notice) && n.publishedMicros() <= at)
        .mapToInt(NoticeVersion::version)
        .max()
        .orElse(1);
  }

  /** Whether a material version later than {@code answered} is published at {@code at}. */
  boolean asksAnew(String notice, int answered, long at) {
    return notices.stream()
        .anyMatch(
            n ->
                n.notice().equals(notice)
                    && n.material()
                    && n.version() > answered
                    && n.publishedMicros() <= at);
  }

  /**
   * Calendar months from the choice after which a consent ends; empty: it does not end by itself.
   */
  OptionalInt validityMonths(Purpose purpose, String jurisdiction) {
    return switch (purpose) {
      case ACCOUNTABILITY -> OptionalInt.empty();
      case EMAIL_MARKETING, PHONE_MARKETING -> OptionalInt.of(24);
      case MEASUREMENT, ATTRIBUTION, PROFILING, ADS_PERSONALISATION, LINKING ->
          OptionalInt.of("FR".equals(jurisdiction) ? 6 : 12);
    };
  }

  boolean demandsDoubleOptIn(Purpose purpose, String jurisdiction) {
    return purpose == EMAIL_MARKETING && "DE".equals(jurisdiction);
  }

  private static NoticeVersion editorial(String notice, int version, String published) {
    return new NoticeVersion(notice, version, micros(published), false, Set.of());
  }

  private static NoticeVersion material(
      String notice, int version, String published, Purpose... changed) {
    return new NoticeVersion(notice, version, micros(published), true, Set.of(changed));
  }
}
