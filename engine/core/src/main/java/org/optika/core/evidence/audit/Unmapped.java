package org.optika.core.evidence.audit;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Something seen that no tag claims. Long numbers and long hexadecimal words in host and name could
 * tell who was looked at: {@code *} stands in their place.
 *
 * @param name of the cookie or stored item; empty for a request
 */
public record Unmapped(ObservationKind kind, String host, String name)
    implements Comparable<Unmapped> {
  private static final Pattern TELLING =
      Pattern.compile("(?=[a-fA-F-]*[0-9])[0-9a-fA-F-]{12,}|[0-9]{5,}");
  private static final int LONGEST = 64;
  private static final Comparator<Unmapped> ORDER =
      Comparator.comparing(Unmapped::host)
          .thenComparing(Unmapped::kind)
          .thenComparing(Unmapped::name);

  static Unmapped of(Observation seen) {
    return new Unmapped(seen.kind(), masked(seen.host()), masked(seen.name()));
  }

  private static String masked(String text) {
    String masked = TELLING.matcher(text).replaceAll("*");
    return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "*";
  }

  @Override
  public int compareTo(Unmapped other) {
    return ORDER.compare(this, other);
  }
}
