package org.optika.core.consent.oracle;

import static java.time.ZoneOffset.UTC;

import java.util.List;
import java.util.TreeSet;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.consent.Jurisdiction;
import org.optika.core.consent.Jurisdiction.ExpiryRule;
import org.optika.core.consent.Jurisdiction.SoftOptInRule;
import org.optika.core.consent.Lia;
import org.optika.core.consent.NoticeVersion;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;

/**
 * Instants at which the state of a history can change, on both clocks, microseconds UTC. Rather too
 * many than too few.
 */
final class Breakpoints {

  private Breakpoints() {}

  /**
   * Effective instants, every end that an event could have (stated, or by any expiry rule for the
   * purpose, whether it is in force or not), publications, and the limits of assessments and soft
   * opt-in rules.
   */
  static TreeSet<Long> valid(List<ConsentEvent> events, Purpose purpose, RulePack rules) {
    TreeSet<Long> instants = new TreeSet<>();
    for (ConsentEvent event : events) {
      instants.add(event.eventMicros());
      instants.add(NaiveConsent.effectiveInstant(event, purpose, rules));
      instants.add(NaiveConsent.endOf(event, purpose, rules));
      event.expiresMicros().ifPresent(instants::add);
      for (Jurisdiction law : rules.jurisdictions()) {
        for (ExpiryRule rule : law.expiry()) {
          if (rule.purposes().contains(purpose.id())) {
            instants.add(plusMonths(event.eventMicros(), rule.months()));
          }
        }
      }
    }
    for (Jurisdiction law : rules.jurisdictions()) {
      for (SoftOptInRule rule : law.softOptIn()) {
        if (rule.purposes().contains(purpose.id())) {
          instants.add(rule.validToMicros());
        }
      }
    }
    for (NoticeVersion notice : rules.notices()) {
      if (notice.changedPurposes().contains(purpose.id())) {
        instants.add(notice.publishedMicros());
      }
    }
    for (Lia lia : rules.assessments()) {
      if (lia.purposes().contains(purpose.id())) {
        instants.add(lia.validFromMicros());
        instants.add(lia.validToMicros());
      }
    }
    instants.remove(Long.MAX_VALUE);
    return instants;
  }

  /** Instants at which an event becomes known. */
  static TreeSet<Long> known(List<ConsentEvent> events) {
    TreeSet<Long> instants = new TreeSet<>();
    events.forEach(event -> instants.add(event.knownMicros()));
    return instants;
  }

  /** The same instants, and one microsecond before and after each. */
  static TreeSet<Long> withNeighbours(Iterable<Long> instants) {
    TreeSet<Long> points = new TreeSet<>();
    for (long instant : instants) {
      points.add(instant - 1);
      points.add(instant);
      points.add(instant + 1);
    }
    return points;
  }

  private static long plusMonths(long micros, int months) {
    return NaiveConsent.micros(
        NaiveConsent.instant(micros).atOffset(UTC).plusMonths(months).toInstant());
  }
}
