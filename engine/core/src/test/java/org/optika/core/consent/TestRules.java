package org.optika.core.consent;

import static org.optika.core.consent.EventBuilder.micros;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.optika.core.consent.Jurisdiction.DoubleOptInRule;
import org.optika.core.consent.Jurisdiction.ExpiryRule;
import org.optika.core.consent.Jurisdiction.SoftOptInRule;

/** A small rule pack in which each rule has one place where it bites. */
public final class TestRules {
  /** Rests on consent, except in BE, where it rests on legitimate interest. */
  public static final String MEASUREMENT = "measurement";

  /** Direct marketing on consent; soft opt-in, double opt-in in DE. */
  public static final String EMAIL = "email_marketing";

  /** Direct marketing on legitimate interest. */
  public static final String POST = "post_marketing";

  /** Not marketing, on legitimate interest. */
  public static final String SECURITY = "security";

  /** Special category. */
  public static final String HEALTH = "health";

  /** Legal obligation; contract in NL; consent in FR. */
  public static final String ACCOUNTABILITY = "accountability";

  /** Consent that reopens. */
  public static final String SERVICE = "service_mail";

  /** Consent, asked at event time only. */
  public static final String STATISTICS = "statistics";

  public static final long ALWAYS = micros("2018-05-25");
  public static final long OPEN = Long.MAX_VALUE;

  public static final RulePack PACK =
      new RulePack(
          List.of(
              new Purpose(
                  MEASUREMENT,
                  LegalBasis.CONSENT,
                  Map.of("BE", LegalBasis.LEGITIMATE_INTEREST),
                  false,
                  false,
                  false,
                  false,
                  ""),
              purpose(EMAIL, LegalBasis.CONSENT, true, false),
              purpose(POST, LegalBasis.LEGITIMATE_INTEREST, true, false),
              purpose(SECURITY, LegalBasis.LEGITIMATE_INTEREST, false, false),
              purpose(HEALTH, LegalBasis.CONSENT, false, true),
              new Purpose(
                  ACCOUNTABILITY,
                  LegalBasis.LEGAL_OBLIGATION,
                  Map.of("NL", LegalBasis.CONTRACT, "FR", LegalBasis.CONSENT),
                  false,
                  false,
                  false,
                  false,
                  ""),
              new Purpose(SERVICE, LegalBasis.CONSENT, Map.of(), false, false, true, false, ""),
              new Purpose(
                  STATISTICS,
                  LegalBasis.CONSENT,
                  Map.of(),
                  false,
                  false,
                  false,
                  true,
                  "counted on the day itself")),
          List.of(
              new Jurisdiction(
                  "EU",
                  List.of(
                      new ExpiryRule("eu-web", Set.of(MEASUREMENT, SERVICE), 12, ALWAYS, OPEN),
                      new ExpiryRule("eu-tcf", Set.of(MEASUREMENT), 13, ALWAYS, OPEN)),
                  List.of(),
                  List.of(new SoftOptInRule("eu-sale", Set.of(EMAIL), ALWAYS, OPEN, false))),
              new Jurisdiction(
                  "FR",
                  List.of(
                      new ExpiryRule("fr-web", Set.of(MEASUREMENT), 6, micros("2021-01-01"), OPEN)),
                  List.of(),
                  List.of()),
              new Jurisdiction(
                  "DE",
                  List.of(),
                  List.of(new DoubleOptInRule("de-doi", Set.of(EMAIL), micros("2024-01-01"), OPEN)),
                  List.of()),
              new Jurisdiction(
                  "NL",
                  List.of(),
                  List.of(),
                  List.of(
                      new SoftOptInRule(
                          "nl-customer", Set.of(EMAIL), ALWAYS, micros("2026-07-01"), true)))),
          List.of(
              new NoticeVersion("site", 1, micros("2024-01-01"), true, Set.of(SERVICE)),
              new NoticeVersion("site", 3, micros("2026-02-01"), false, Set.of(MEASUREMENT)),
              new NoticeVersion("site", 4, micros("2026-06-01"), true, Set.of(MEASUREMENT)),
              new NoticeVersion("app", 9, micros("2026-06-15"), true, Set.of(EMAIL))),
          List.of(
              new Lia(
                  "lia-post",
                  Set.of(POST),
                  Set.of("EU"),
                  micros("2026-01-01"),
                  micros("2026-09-01"),
                  true),
              new Lia(
                  "lia-security",
                  Set.of(SECURITY),
                  Set.of("NL"),
                  micros("2026-01-01"),
                  OPEN,
                  false),
              new Lia(
                  "lia-attack",
                  Set.of(SECURITY),
                  Set.of("NL"),
                  micros("2026-05-01"),
                  micros("2026-06-01"),
                  true),
              new Lia(
                  "lia-measurement",
                  Set.of(MEASUREMENT),
                  Set.of("BE"),
                  micros("2026-01-01"),
                  OPEN,
                  false)));

  private TestRules() {}

  private static Purpose purpose(
      String id, LegalBasis basis, boolean directMarketing, boolean specialCategory) {
    return new Purpose(id, basis, Map.of(), directMarketing, specialCategory, false, false, "");
  }
}
