package org.optika.core.optin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * docs/metrics.md is what {@link OptInMetrics} says; regenerate with {@code -Ddocs.update=true}.
 */
class MetricsDocTest {
  private static final Path DOC = Path.of("..", "..", "docs", "metrics.md");

  @Test
  void metrics_md_is_up_to_date() throws IOException {
    String text = generated();
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(DOC, text);
    }

    assertThat(Files.readString(DOC))
        .as(
            "docs/metrics.md differs from OptInMetrics; regenerate: ./mvnw test -pl engine/core -Dtest=MetricsDocTest -Ddocs.update=true")
        .isEqualTo(text);
  }

  private static String generated() {
    StringBuilder text =
        new StringBuilder(
            """
            # Opt-in metrics

            Generated from `OptInMetrics`; do not edit. Intervals are Wilson's at 95 % (z = 1.959964). A cell of few subjects is suppressed, and others with it so that it cannot be
            computed. Which tables are published is in `conf/opt-in.yaml`.
            """);
    for (OptInMetric metric : OptInMetrics.all()) {
      text.append("\n## ").append(metric.id()).append("\n\n");
      row(text, "formula", metric.formula());
      row(text, "unit", metric.unit());
      row(text, "measurement", metric.measurement().name().toLowerCase(Locale.ROOT));
      row(text, "numerator", metric.numeratorMeaning());
      row(text, "denominator", metric.denominatorMeaning());
      row(text, "de-duplication", metric.deduplication());
      row(text, "bots", metric.bots());
      row(text, "GPC signals", metric.gpc());
      row(text, "no choice", metric.noChoice());
    }
    return text.toString();
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("- **").append(name).append("**: ").append(value).append('\n');
  }
}
