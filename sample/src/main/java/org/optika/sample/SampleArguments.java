package org.optika.sample;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The command line of {@link SampleWorld}. */
record SampleArguments(
    long people,
    int days,
    long seed,
    Exposure exposure,
    double activity,
    ExperimentEffect experiment,
    Path out) {
  static final String USAGE =
      "Usage: SampleWorld --people N --days D --seed S --out DIR"
          + " [--exposure natural|mixed|randomised] [--activity FACTOR]"
          + " [--experiment natural|strong|none]";

  private static final List<String> KNOWN =
      List.of("--people", "--days", "--seed", "--out", "--exposure", "--activity", "--experiment");

  /**
   * @throws IllegalArgumentException with a message for the user
   */
  static SampleArguments parse(String... arguments) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!KNOWN.contains(arguments[i])) {
        throw new IllegalArgumentException(
            "Unknown option '" + arguments[i] + "'; known: " + KNOWN + "\n" + USAGE);
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("Option " + arguments[i] + " needs a value\n" + USAGE);
      }
      given.put(arguments[i], arguments[i + 1]);
    }
    return new SampleArguments(
        wholeNumber(given, "--people"),
        (int) Math.min(Integer.MAX_VALUE, wholeNumber(given, "--days")),
        wholeNumber(given, "--seed"),
        choice(given, "--exposure", Exposure.values(), Exposure.MIXED),
        factor(given.getOrDefault("--activity", "1")),
        choice(given, "--experiment", ExperimentEffect.values(), ExperimentEffect.NATURAL),
        Path.of(text(given, "--out")));
  }

  private static String text(Map<String, String> given, String option) {
    String value = given.get(option);
    if (value == null) {
      throw new IllegalArgumentException("Option " + option + " is missing\n" + USAGE);
    }
    return value;
  }

  private static long wholeNumber(Map<String, String> given, String option) {
    String value = text(given, option);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(
          "Option " + option + ": expected a whole number, got '" + value + "'", notANumber);
    }
  }

  private static double factor(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(
          "Option --activity: expected a number, got '" + value + "'", notANumber);
    }
  }

  private static <E extends Enum<E>> E choice(
      Map<String, String> given, String option, E[] choices, E usual) {
    String value = given.getOrDefault(option, id(usual));
    for (E choice : choices) {
      if (id(choice).equals(value)) {
        return choice;
      }
    }
    List<String> known = Stream.of(choices).map(SampleArguments::id).toList();
    throw new IllegalArgumentException(
        "Option " + option + ": expected one of " + known + ", got '" + value + "'");
  }

  private static String id(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
