package org.optika.evidence.attack;

import java.util.List;
import java.util.Map;
import org.optika.core.optin.OptInMetrics;

/** What the metrics of showings count, so that one figure in two metrics is one cell. */
final class OptInParts {
  static final String SHOWINGS = "showings";
  static final String CHOICES = "choices";
  static final String OPT_INS = "opt-ins";
  static final String ACCEPTED_ALL = "accept-all";

  /** Each is a part of the one that follows it in its list. */
  static final List<List<String>> NESTED =
      List.of(
          List.of(OPT_INS, CHOICES),
          List.of(CHOICES, SHOWINGS),
          List.of(OPT_INS, SHOWINGS),
          List.of(ACCEPTED_ALL, CHOICES));

  private record Parts(String numerator, String denominator) {}

  private static final Map<String, Parts> OF =
      Map.of(
          "consent-rate", new Parts(OPT_INS, CHOICES),
          "opt-in-rate", new Parts(OPT_INS, SHOWINGS),
          // Every choice has one of the three forms.
          "accept-rate", new Parts(ACCEPTED_ALL, CHOICES),
          "interaction-rate", new Parts(CHOICES, SHOWINGS));

  private OptInParts() {}

  /**
   * @param column numerator or denominator
   * @throws IllegalArgumentException for a metric that the attack does not know
   */
  static String of(String metric, String column) {
    Parts parts = OF.get(metric);
    if (parts == null) {
      throw new IllegalArgumentException(
          "the attack test does not know what metric '%s' counts; known: %s"
              .formatted(metric, OptInMetrics.ofShowings().stream().map(m -> m.id()).toList()));
    }
    return column.equals("numerator") ? parts.numerator() : parts.denominator();
  }

  static Cell.Role role(String part) {
    return switch (part) {
      case SHOWINGS -> Cell.Role.WHOLE;
      case ACCEPTED_ALL -> Cell.Role.OTHER;
      default -> Cell.Role.PART;
    };
  }
}
