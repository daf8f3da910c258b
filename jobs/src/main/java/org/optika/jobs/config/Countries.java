package org.optika.jobs.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where something holds. */
final class Countries {
  private static final String KEY = "countries";
  private static final Set<String> ASSIGNED = Set.of(Locale.getISOCountries());

  /** Codes that ISO leaves to its users, such as XK. */
  private static final String USERS_OWN = "X[A-Z]";

  private Countries() {}

  /** A required code of ISO 3166; empty with a fault when there is none of that name. */
  static Optional<String> one(YamlMap map, String key) {
    return map.found(
        key,
        code -> {
          if (!exists(code)) {
            throw new IllegalArgumentException(
                "expected a code of ISO 3166 such as NL, got '%s'".formatted(code));
          }
          return code;
        });
  }

  private static boolean exists(String code) {
    return ASSIGNED.contains(code) || code.matches(USERS_OWN);
  }

  /**
   * Codes of ISO 3166. A code that does not exist is a fault: no person is there, so a limit that
   * names it would silently never hold.
   *
   * @return empty, which stands for everywhere, when the key is absent
   */
  static Set<String> read(YamlMap map) {
    List<String> codes = map.texts(KEY);
    if (map.has(KEY) && codes.isEmpty()) {
      map.fault(KEY, "name at least one, or leave the key out for everywhere");
    }
    Set<String> countries = new TreeSet<>();
    for (String code : codes) {
      if (exists(code)) {
        countries.add(code);
      } else {
        map.fault(KEY, "expected codes of ISO 3166 such as NL, got '%s'", code);
      }
    }
    return countries;
  }
}
