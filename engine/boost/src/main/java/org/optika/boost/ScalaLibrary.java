package org.optika.boost;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the scala-library on the class path is one that Spark 4.1 runs with. XGBoost4J-Spark
 * 3.1.1 was built with Scala 2.13.11; a class path that follows its parent has a library of that
 * age, in which Spark misses {@code MurmurHash3.caseClassHash} at some moment of a run.
 */
final class ScalaLibrary {
  /** The oldest that will do: the one that Spark 4.1.0 names. */
  static final String OLDEST = "2.13.17";

  private static final String LINE = "2.13";
  private static final Pattern VERSION = Pattern.compile("2\\.13\\.([0-9]{1,6})(?:[.+-].*)?");

  private ScalaLibrary() {}

  /** What is wrong with the one on the class path, in one line; empty when nothing is. */
  static Optional<String> obstacle() {
    return obstacle(scala.util.Properties.versionNumberString());
  }

  /**
   * @param found as the library tells it: 2.13.17, perhaps with more behind
   */
  static Optional<String> obstacle(String found) {
    Matcher version = VERSION.matcher(found);
    int oldest = Integer.parseInt(OLDEST.substring(LINE.length() + 1));
    return version.matches() && Integer.parseInt(version.group(1)) >= oldest
        ? Optional.empty()
        : Optional.of(
            "expected a scala-library of %s from %s on, found %s; pin org.scala-lang:scala-library to %s"
                .formatted(LINE, OLDEST, found, OLDEST));
  }
}
