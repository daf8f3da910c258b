package org.optika.core.consent.oracle;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.Jurisdiction;
import org.optika.core.consent.Lia;
import org.optika.core.consent.NoticeVersion;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;
import org.optika.core.consent.oracle.RandomHistories.History;

/** A history and the rules that concern its purpose, as text to read. */
final class HistoryTable {

  private static final String ROW =
      "  %-4s %-4s %-4s %-4s %-11s %-12s %-9s %-27s %-4s %-27s %-27s %-3s %-12s %-5s %-9s %-4s";

  private HistoryTable() {}

  static String of(History history) {
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    Purpose purpose = history.purpose();
    lines.add("seed " + history.seed());
    lines.add(
        "purpose %s: %s, except %s%s%s"
            .formatted(
                purpose.id(),
                purpose.defaultBasis().id(),
                purpose.basisIn(),
                purpose.directMarketing() ? ", direct marketing" : "",
                purpose.specialCategory() ? ", special category" : ""));
    addRules(lines, history.rules(), purpose.id());
    lines.add(
        ROW.formatted(
                "id",
                "from",
                "sid",
                "seq",
                "action",
                "method",
                "type",
                "event_time",
                "prec",
                "known",
                "expires_at",
                "law",
                "notice",
                "minor",
                "soft",
                "corr")
            .stripTrailing());
    history.events().forEach(event -> lines.add(row(event)));
    return lines.toString();
  }

  private static void addRules(StringJoiner lines, RulePack rules, String purpose) {
    for (Jurisdiction law : rules.jurisdictions()) {
      lines.add("law " + law.code());
      for (Jurisdiction.ExpiryRule rule : law.expiry()) {
        if (rule.purposes().contains(purpose)) {
          String period = period(rule.validFromMicros(), rule.validToMicros());
          lines.add("  %s: %d months, %s".formatted(rule.id(), rule.months(), period));
        }
      }
      for (Jurisdiction.DoubleOptInRule rule : law.doubleOptIn()) {
        if (rule.purposes().contains(purpose)) {
          String period = period(rule.validFromMicros(), rule.validToMicros());
          lines.add("  %s: %s".formatted(rule.id(), period));
        }
      }
      for (Jurisdiction.SoftOptInRule rule : law.softOptIn()) {
        if (rule.purposes().contains(purpose)) {
          String period = period(rule.validFromMicros(), rule.validToMicros());
          String end = rule.endsEarlierPermissions() ? ", ends earlier permissions" : "";
          lines.add("  %s: %s%s".formatted(rule.id(), period, end));
        }
      }
    }
    for (NoticeVersion notice : rules.notices()) {
      if (notice.changedPurposes().contains(purpose)) {
        lines.add(
            "notice %s %d, %s, published %s"
                .formatted(
                    notice.noticeId(),
                    notice.version(),
                    notice.material() ? "material" : "editorial",
                    time(notice.publishedMicros())));
      }
    }
    for (Lia lia : rules.assessments()) {
      if (lia.purposes().contains(purpose)) {
        lines.add(
            "%s for %s: %s%s"
                .formatted(
                    lia.id(),
                    lia.jurisdictions().stream().sorted().collect(Collectors.joining(",")),
                    period(lia.validFromMicros(), lia.validToMicros()),
                    lia.compellingGrounds() ? ", compelling grounds" : ""));
      }
    }
  }

  private static String row(ConsentEvent event) {
    List<Object> cells =
        List.of(
            event.eventId(),
            event.sourceSystem(),
            event.sourceEventId(),
            text(event.sourceSeq()),
            label(event.action()),
            event.method().map(HistoryTable::label).orElse("-"),
            label(event.consentType()),
            time(event.eventMicros()),
            label(event.precision()),
            time(event.knownMicros()),
            event.expiresMicros().isEmpty() ? "-" : time(event.expiresMicros().getAsLong()),
            event.jurisdiction(),
            event.noticeId().orElse("-") + " " + text(event.noticeVersion()),
            text(event.minor()),
            event.softOptInRuleId().orElse("-"),
            event.correctionOf().orElse("-"));
    return ROW.formatted(cells.toArray()).stripTrailing();
  }

  private static String period(long fromMicros, long toMicros) {
    return "from %s to %s".formatted(time(fromMicros), time(toMicros));
  }

  static String text(ConsentInterval interval) {
    return "%d %s by %s, event %s, law %s, basis %s, valid [%s, %s), known [%s, %s)"
        .formatted(
            interval.state().code(),
            interval.state().label(),
            interval.ruleId(),
            interval.eventId().orElse("-"),
            interval.jurisdiction(),
            interval.basis().id(),
            time(interval.validFromMicros()),
            time(interval.validToMicros()),
            time(interval.knownFromMicros()),
            time(interval.knownToMicros()));
  }

  static String time(long micros) {
    return micros == Long.MAX_VALUE ? "open" : NaiveConsent.instant(micros).toString();
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String text(OptionalLong value) {
    return value.isEmpty() ? "-" : String.valueOf(value.getAsLong());
  }

  private static String text(OptionalInt value) {
    return value.isEmpty() ? "?" : String.valueOf(value.getAsInt());
  }

  private static String text(Optional<Boolean> value) {
    return value.map(String::valueOf).orElse("-");
  }
}
