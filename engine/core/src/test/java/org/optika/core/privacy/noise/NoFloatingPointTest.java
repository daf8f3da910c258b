package org.optika.core.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mechanisms compute with integers only, and take bits from nowhere but their argument. */
class NoFloatingPointTest {

  @Test
  void no_class_of_the_package_knows_floating_point_or_another_source_of_randomness()
      throws Exception {
    Path classes =
        Path.of(ReleaseKey.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve(ReleaseKey.class.getPackageName().replace('.', '/'));
    TreeMap<String, List<String>> findings = new TreeMap<>();
    int scanned = 0;

    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        scanned++;
        List<String> found = FloatingPointScan.findings(Files.readAllBytes(file));
        if (!found.isEmpty()) {
          findings.put(classes.relativize(file).toString(), found);
        }
      }
    }

    assertThat(findings).isEmpty();
    assertThat(scanned).isGreaterThan(20);
  }

  private static List<String> findings(Class<?> type) throws IOException {
    try (InputStream in =
        type.getResourceAsStream(type.getName().replaceAll(".*\\.", "") + ".class")) {
      return FloatingPointScan.findings(in.readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        DoubleConstant.class,
        DoubleZero.class,
        FloatField.class,
        DoubleFromLong.class,
        DoubleFromCall.class,
        DoubleArray.class,
        BoxedDouble.class,
        RandomBits.class,
        DoubleAfterSwitches.class
      })
  void planted_faults_are_found(Class<?> fault) throws IOException {
    assertThat(findings(fault)).isNotEmpty();
  }

  @Test
  void findings_say_where_and_what() throws IOException {
    assertThat(findings(DoubleFromLong.class))
        .containsExactly("call or field of type (D)J", "method half: instruction 138");
    assertThat(findings(DoubleAfterSwitches.class))
        .containsExactly("method convert: instruction 134", "method convert: instruction 139");
    assertThat(findings(RandomBits.class)).containsExactly("class java/util/Random");
  }

  @Test
  void integers_are_no_fault() throws IOException {
    assertThat(findings(Integers.class)).isEmpty();
  }

  static final class DoubleConstant {
    static String text() {
      return "" + Math.round(System.identityHashCode("") * 0.5);
    }
  }

  static final class DoubleZero {
    static Object zero(boolean first) {
      return first ? new double[0] : 0.0;
    }
  }

  static final class FloatField {
    float value;
  }

  static final class DoubleFromLong {
    static long half(long number) {
      return Math.round((double) number);
    }
  }

  static final class DoubleFromCall {
    static void call() {
      Math.random();
    }
  }

  static final class DoubleArray {
    static Object array() {
      return new double[1];
    }
  }

  static final class BoxedDouble {
    static boolean isDouble(Object value) {
      return value instanceof Double;
    }
  }

  static final class RandomBits {
    static int next(Random random) {
      return random.nextInt();
    }
  }

  /** Only the conversion shows, and only if both switches before it are skipped to the byte. */
  static final class DoubleAfterSwitches {
    static int convert(int number) {
      int result =
          switch (number) {
            case 1, 2, 3 -> 4;
            case 4 -> 5;
            default -> 6;
          };
      result +=
          switch (number) {
            case 1 -> 7;
            case 1_000 -> 8;
            case 1_000_000 -> 9;
            default -> 10;
          };
      return (int) (float) result;
    }
  }

  static final class Integers {
    static long sum(long[] numbers, int kind) {
      long sum = kind == 1 ? 1L << 40 : 3;
      for (long number : numbers) {
        sum +=
            switch (kind) {
              case 0, 1, 2 -> number;
              case 1_000_000 -> -number;
              default -> Math.multiplyHigh(number, number);
            };
      }
      return sum;
    }
  }
}
