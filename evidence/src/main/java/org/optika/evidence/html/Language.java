package org.optika.evidence.html;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A language of the page: its texts, and how it writes numbers and days. Nothing is taken from the
 * locale data of the Java in use, so that every machine writes the same bytes.
 */
enum Language {
  ENGLISH("en", ',', '.', ""),
  DUTCH("nl", '.', ',', "\u00a0");

  private static final Map<String, String> SYMBOLS = Map.of("EUR", "€", "GBP", "£", "USD", "$");

  private final String tag;
  private final String afterSymbol;
  private final DecimalFormatSymbols signs;
  private final Map<String, String> texts;

  Language(String tag, char group, char point, String afterSymbol) {
    this.tag = tag;
    this.afterSymbol = afterSymbol;
    this.signs = new DecimalFormatSymbols(Locale.ROOT);
    signs.setGroupingSeparator(group);
    signs.setDecimalSeparator(point);
    signs.setMinusSign('\u2212');
    this.texts = load("messages_%s.properties".formatted(tag));
  }

  /** Tag of BCP 47. */
  String tag() {
    return tag;
  }

  /** All texts by key. */
  Map<String, String> texts() {
    return texts;
  }

  /**
   * A text with {0}, {1} ... replaced.
   *
   * @throws IllegalArgumentException for a key that there is no text for
   */
  String text(String key, Object... values) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("no text '%s' in %s".formatted(key, tag));
    }
    for (int place = 0; place < values.length; place++) {
      text = text.replace("{" + place + "}", values[place].toString());
    }
    return text;
  }

  /**
   * The name of a value, e.g. of a state; the value itself where it is a word of the controller.
   */
  String name(String kind, String value) {
    return find("value.%s.%s".formatted(kind, slug(value))).orElse(value);
  }

  Optional<String> find(String key) {
    return Optional.ofNullable(texts.get(key));
  }

  /**
   * Lower case letters and digits with single hyphens in between: the part of a key for a value.
   */
  static String slug(String value) {
    return value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  String whole(double value) {
    return decimals(value, 0);
  }

  /** With a fixed number of digits after the decimal sign, halves away from zero. */
  String decimals(double value, int digits) {
    String pattern = digits == 0 ? "#,##0" : "#,##0." + "0".repeat(digits);
    DecimalFormat format = new DecimalFormat(pattern, signs);
    format.setRoundingMode(RoundingMode.HALF_UP);
    String text = format.format(value);
    return text.matches("\u2212[0.,]+") ? text.substring(1) : text;
  }

  /** As many digits as the number has, at most six after the sign; below 0.001 as a power. */
  String shortest(double value) {
    if (value == 0 || Math.abs(value) >= 1e-3) {
      return new DecimalFormat("#,##0.######", signs).format(value);
    }
    String[] parts = new DecimalFormat("0.#####E0", signs).format(value).split("E");
    String power = "10" + parts[1].chars().mapToObj(Language::raised).collect(Collectors.joining());
    return parts[0].equals("1") ? power : parts[0] + " × " + power;
  }

  private static String raised(int sign) {
    return sign == '\u2212' ? "⁻" : String.valueOf("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(sign - '0'));
  }

  /** With one digit, of a share in [0, 1]. */
  String percent(double share) {
    return decimals(share * 100, 1) + "%";
  }

  String percents(double low, double high) {
    return decimals(low * 100, 1) + "–" + percent(high);
  }

  /** From one written number to another; in words where a dash could be read as a minus. */
  String range(String low, String high) {
    return low.startsWith("\u2212") ? text("range", low, high) : low + "–" + high;
  }

  String money(double value, String currency, int digits) {
    String symbol = SYMBOLS.get(currency);
    String amount = decimals(Math.abs(value), digits);
    String sign = value < 0 ? "\u2212" : "";
    return sign + (symbol == null ? currency + "\u00a0" + amount : symbol + afterSymbol + amount);
  }

  /** 1 October 2026. */
  String day(LocalDate day) {
    return "%d %s %d"
        .formatted(day.getDayOfMonth(), text("month." + day.getMonthValue()), day.getYear());
  }

  /** 1 October 2026, 14:05 UTC. */
  String instant(Instant instant) {
    ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
    return "%s, %02d:%02d UTC".formatted(day(time.toLocalDate()), time.getHour(), time.getMinute());
  }

  /** October 2026 for 2026-10; any other text as it is. */
  String month(String month) {
    return isMonth(month)
        ? text("month." + Integer.parseInt(month.substring(5))) + "\u00a0" + month.substring(0, 4)
        : month;
  }

  /** Oct 2026 for 2026-10; any other text as it is. */
  String shortMonth(String month) {
    return isMonth(month)
        ? text("month.short." + Integer.parseInt(month.substring(5)))
            + "\u00a0"
            + month.substring(0, 4)
        : month;
  }

  /** With a capital first letter. */
  static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  static boolean isMonth(String text) {
    return text.matches("\\d{4}-(0[1-9]|1[0-2])");
  }

  private static Map<String, String> load(String file) {
    Properties properties = new Properties();
    try (Reader reader =
        new InputStreamReader(Language.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableMap(
        properties.stringPropertyNames().stream()
            .collect(
                Collectors.toMap(
                    name -> name, properties::getProperty, (one, other) -> one, TreeMap::new)));
  }
}
