package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathAttributionTest {
  private static PathAttribution attribution(String separator, String... models) {
    return new PathAttribution(
        List.of(models), separator, Set.of("direct"), ModelParameters.defaults());
  }

  private static List<String> show(PathAttribution attribution) {
    return attribution.results().stream()
        .map(
            row ->
                "%s %s %s %.4f"
                    .formatted(row.model(), row.metric().id(), row.channel(), row.value()))
        .toList();
  }

  @Test
  void rows_come_by_model_metric_and_channel_name() {
    PathAttribution attribution = attribution(">", "markov-1", "last-non-direct");
    attribution.add("search > direct", 3, 30, 1);
    attribution.add("e-mail", 1, 50, 3);
    attribution.add("search>search", 0, 0, 4);

    assertThat(show(attribution))
        .containsExactly(
            // P(search converts) = 4/8 moves on to direct, of which 3/4 convert
            "markov-1 conversions direct 1.7143",
            "markov-1 conversions e-mail 0.5714",
            "markov-1 conversions search 1.7143",
            "markov-1 value direct 21.8182",
            "markov-1 value e-mail 36.3636",
            "markov-1 value search 21.8182",
            "markov-1 removal_effect direct 0.7500",
            "markov-1 removal_effect e-mail 0.2500",
            "markov-1 removal_effect search 0.7500",
            "last-non-direct conversions direct 0.0000",
            "last-non-direct conversions e-mail 1.0000",
            "last-non-direct conversions search 3.0000",
            "last-non-direct value direct 0.0000",
            "last-non-direct value e-mail 50.0000",
            "last-non-direct value search 30.0000");
  }

  @Test
  void conversions_of_an_empty_path_go_to_no_touch_seen() {
    PathAttribution attribution = attribution(">", "linear", "markov-2");
    attribution.add("a", 1, 5, 0);
    attribution.add(" ", 2, 8, 1);

    assertThat(show(attribution))
        .contains(
            "linear conversions (no touch seen) 2.0000",
            "linear value (no touch seen) 8.0000",
            "markov-2 conversions (no touch seen) 2.0000",
            "markov-2 value (no touch seen) 8.0000");
  }

  @Test
  void the_separator_is_taken_literally() {
    PathAttribution attribution = attribution(" || ", "first-touch");
    attribution.add("a.b || c|d", 1, 1, 0);

    assertThat(show(attribution))
        .contains("first-touch conversions a.b 1.0000", "first-touch conversions c|d 0.0000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a > > b           | 1   | 1  | 0  | channel 2 of the path has no name
          a >               | 1   | 1  | 0  | channel 2 of the path has no name
          (no touch seen)   | 1   | 1  | 0  | '(no touch seen)' is the name of a bucket; give these conversions an empty path
          a                 | -1  | 1  | 0  | conversions must be a number in [0, 2^53], got -1.0
          a                 | NaN | 1  | 0  | conversions must be a number in [0, 2^53], got NaN
          a                 | 1   | -5 | 0  | value must be a number in [0, 2^53], got -5.0
          a                 | 1   | 1  | -2 | nulls must be a number in [0, 2^53], got -2.0
          a                 | 0   | 1  | 0  | value must be 0 where nothing converted, got 1.0
          """)
  void a_bad_row_is_refused(
      String path, double conversions, double value, double nulls, String message) {
    assertThatThrownBy(() -> attribution(">", "linear").add(path, conversions, value, nulls))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void a_refused_row_leaves_no_trace() {
    PathAttribution attribution = attribution(">", "linear");
    attribution.add("e-mail", 1, 1, 0);
    assertThatThrownBy(() -> attribution.add("ghost > ", 1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(show(attribution))
        .containsExactly("linear conversions e-mail 1.0000", "linear value e-mail 1.0000");
  }

  @Test
  void a_bad_question_is_refused() {
    assertThatThrownBy(() -> attribution(" ", "linear"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("separator must not be blank, got ' '");
    assertThatThrownBy(() -> attribution(">", "linear", "linear"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attribution models must differ, got [linear, linear]");
    assertThatThrownBy(() -> attribution(">", "markov-9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Unknown attribution model 'markov-9'; known: [first-touch,");
  }
}
