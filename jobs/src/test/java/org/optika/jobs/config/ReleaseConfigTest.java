package org.optika.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.release.Coarsening;
import org.optika.core.release.KeySet;
import org.optika.core.release.LeftOut;
import org.optika.core.release.Level;
import org.optika.core.release.ReleaseMetric;
import org.optika.core.release.ReleaseSpec;
import org.optika.core.release.RolledUp;
import org.optika.core.release.RolledUpDays;
import org.optika.core.release.SelectedKeys;
import org.optika.core.release.Uncertain;

class ReleaseConfigTest {
  private static final List<String> PURPOSES = List.of("measurement", "attribution");

  private static final String GOOD =
      """
      id: value-of-orders
      title: Value of orders
      source: conversions
      period: {from: 2026-01-01, until: 2026-02-01}
      purposes: [measurement]
      keys:
        - {column: region, values: [NL-NH, NL-UT]}
      per_person: {groups: 2, rows_per_group: 3}
      metrics:
        - {id: rows, kind: count}
        - {id: people, kind: people}
        - {id: revenue, kind: sum, column: value, bounds: [0, 500]}
        - {id: per_row, kind: ratio, of: revenue, over: rows}
        - {id: mean, kind: mean, column: value, bounds: [0, 200]}
        - {id: variance, kind: variance, column: value, bounds: [0, 200]}
        - {id: quantiles, kind: quantiles, column: value, bounds: [0, 200], ranks: [0.5, 0.9]}
        - {id: spread, kind: histogram, column: value, bounds: [0, 200], bins: 10}
      weights: {rows: 2}
      epsilon: 1
      delta: 1e-6
      relative_error: 0.1
      group_sizes: [100]
      levels:
        - {key: region, into: country, of: {netherlands: [NL-NH, NL-UT]}, weight: 2}
        - {without: country}
      uncertain: suppress
      """;

  private static final Coarsening NETHERLANDS =
      new RolledUp("region", "country", Map.of("netherlands", List.of("NL-NH", "NL-UT")));

  @TempDir private Path folder;

  private Optional<ReleaseSpec> load(String text, Faults faults) throws IOException {
    Path file = Files.writeString(folder.resolve("release.yaml"), text);
    return ReleaseConfig.load(file, PURPOSES, faults);
  }

  private List<String> faults(String text) throws IOException {
    Faults faults = new Faults();
    assertThat(load(text, faults)).isEmpty();
    return faults.all().stream()
        .map(fault -> fault.replace(folder.resolve("release.yaml").toString(), "F"))
        .toList();
  }

  /** All metrics that there are: one without a kind in the specification fails the test. */
  private static List<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(permitted -> kinds(permitted).stream())
            .toList()
        : List.of(type);
  }

  @Test
  void all_kinds_of_metrics_are_read() throws IOException {
    Faults faults = new Faults();

    ReleaseSpec spec = load(GOOD, faults).orElseThrow();

    assertThat(faults.all()).isEmpty();
    assertThat(spec.purposes()).containsExactly("measurement");
    assertThat(spec.metrics())
        .extracting(metric -> (Object) metric.getClass())
        .containsExactlyInAnyOrderElementsOf(kinds(ReleaseMetric.class));
    assertThat(((KeySet) spec.keys()).size()).isEqualTo(2);
    assertThat(spec.weights()).containsOnlyKeys("rows");
  }

  @Test
  void in_java_it_is_the_same() throws IOException {
    ReleaseSpec spec =
        ReleaseSpec.named("value-of-orders")
            .title("Value of orders")
            .source("conversions")
            .period("2026-01-01", "2026-02-01")
            .purposes("measurement")
            .key("region", "NL-NH", "NL-UT")
            .level(new Level(NETHERLANDS, BigDecimal.valueOf(2)))
            .without("country")
            .perPerson(2, 3)
            .count("rows")
            .people("people")
            .sum("revenue", "value", "0", "500")
            .ratio("per_row", "revenue", "rows")
            .mean("mean", "value", "0", "200")
            .variance("variance", "value", "0", "200")
            .quantiles("quantiles", "value", "0", "200", "0.5", "0.9")
            .histogram("spread", "value", "0", "200", 10)
            .weight("rows", "2")
            .price("1", "1e-6")
            .relativeError("0.1")
            .uncertain(Uncertain.SUPPRESS)
            .groupSizes(100)
            .build();

    assertThat(load(GOOD, new Faults())).contains(spec);
    assertThat(spec).hasToString(load(GOOD, new Faults()).orElseThrow().toString());
  }

  private static final String SOLVED =
      """
      id: credit
      title: Credit
      source: transitions
      period: {from: 2026-01-01, until: 2026-02-01}
      solve: {model: markov-1, channels: [email, display]}
      per_person: {groups: 8, rows_per_group: 1}
      epsilon: 1
      delta: 1e-6
      relative_error: 0.1
      """;

  @Test
  void a_solved_model_brings_its_keys_and_its_count() throws IOException {
    ReleaseSpec spec = load(SOLVED, new Faults()).orElseThrow();

    assertThat(spec.keys().columns()).containsExactly("from", "to");
    assertThat(spec)
        .isEqualTo(
            ReleaseSpec.named("credit")
                .title("Credit")
                .source("transitions")
                .period("2026-01-01", "2026-02-01")
                .solve("markov-1", "email", "display")
                .perPerson(8, 1)
                .price("1", "1e-6")
                .relativeError("0.1")
                .build());
  }

  @Test
  void a_solved_model_is_alone_and_of_its_own_source() throws IOException {
    assertThat(faults(SOLVED + "metrics: [{id: rows, kind: count}]\n"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("F:10: unknown key 'metrics'");
    assertThat(faults(SOLVED.replace("markov-1", "linear")))
        .contains("F:5: 'solve': unknown model 'linear'; known: [markov-1, shapley]");
    assertThat(faults(SOLVED.replace("transitions", "coalitions")))
        .containsExactly(
            "F: solve: model 'markov-1' reads source 'transitions' and brings its own keys and metrics");
  }

  @Test
  void groups_are_listed_or_selected() throws IOException {
    String withLevels =
        GOOD.replace(", values: [NL-NH, NL-UT]", "")
            + "selection: {minimum_people: 20, weight: 2}\n";
    String selected = withLevels.replaceAll("(?s)levels:.*(?=uncertain:)", "");

    assertThat(load(selected, new Faults()).orElseThrow().keys())
        .isEqualTo(new SelectedKeys(List.of("region"), 20, BigDecimal.valueOf(2)));
    assertThat(faults(GOOD + "selection: {minimum_people: 20, weight: 2}\n"))
        .containsExactly(
            "F:7: 'values': groups are selected from the data; say either values or selection");
    assertThat(faults(GOOD.replace(", values: [NL-NH, NL-UT]", "")))
        .containsExactly("F:6: 'keys': key 'region': expected at least one value");
    assertThat(faults(selected.replace(", weight: 2", ""))).hasSize(1);
    assertThat(faults(withLevels))
        .containsExactly("F: levels: expected none beside groups selected from the data");
  }

  @Test
  void what_has_no_bound_is_not_released() throws IOException {
    assertThat(faults(GOOD.replace("column: value, bounds: [0, 500]", "column: value")))
        .containsExactly(
            "F:12: 'bounds': expected the public range of the value, e.g. [0, 100]; without it nothing is released",
            "F:13: 'of': 'revenue' is no count, people or sum that stands above");
    assertThat(faults(GOOD.replace("per_person: {groups: 2, rows_per_group: 3}\n", "")))
        .containsExactly(
            "F:1: key 'groups' is missing (a whole number)",
            "F:1: key 'rows_per_group' is missing (a whole number)");
    assertThat(faults(GOOD.replace("delta: 1e-6\n", "")))
        .containsExactly("F:1: key 'delta' is missing (a decimal number)");
    assertThat(faults(GOOD.replace("delta: 1e-6", "delta:")))
        .containsExactly("F:20: 'delta': expected a decimal number, got ''");
  }

  @Test
  void what_is_not_known_is_named_with_what_is() throws IOException {
    assertThat(faults(GOOD.replace("source: conversions", "source: attribution_credit")))
        .containsExactly(
            "F:3: 'source': unknown source 'attribution_credit'; known: [opt-in, touchpoints, conversions, attribution-credit, transitions, coalitions]");
    assertThat(faults(GOOD.replace("column: region", "column: channel")))
        .containsExactly(
            "F:7: 'column': unknown column 'channel'; this source has [kind, region, day, month]");
    assertThat(faults(GOOD.replace("kind: variance", "kind: stdev")))
        .anyMatch(fault -> fault.startsWith("F:15: 'kind': unknown kind 'stdev'; known: [count, "));
    assertThat(faults(GOOD.replace("[measurement]", "[measurment]")))
        .containsExactly(
            "F:5: 'purposes': unknown purpose 'measurment'; known: [measurement, attribution]");
    assertThat(faults(GOOD + "surprise: 1\n")).hasSize(1).first().asString().contains("'surprise'");
  }

  @Test
  void days_are_rolled_up_without_a_list() throws IOException {
    String days =
        GOOD.replace("column: region, values: [NL-NH, NL-UT]", "column: day, values: [2026-01-05]")
            .replace(
                "{key: region, into: country, of: {netherlands: [NL-NH, NL-UT]}, weight: 2}",
                "{key: day, into: week}")
            .replace("without: country", "without: week");

    assertThat(load(days, new Faults()).orElseThrow().levels())
        .containsExactly(
            new Level(new RolledUpDays("day", "week"), BigDecimal.ONE),
            new Level(new LeftOut("week"), BigDecimal.ONE));
  }

  @Test
  void levels_that_do_not_fit_are_told() throws IOException {
    assertThat(faults(GOOD.replace("of: {netherlands: [NL-NH, NL-UT]}, ", "")))
        .containsExactly(
            "F:23: 'levels': level 'country': days go into [week, month]; other groups need a list of what they are made of");
    assertThat(faults(GOOD.replace("[NL-NH, NL-UT]}, weight", "[NL-NH]}, weight")))
        .containsExactly(
            "F: level 'country': value 'NL-UT' of 'region' is in none of [netherlands]");
    assertThat(faults(GOOD.replace("without: country", "into: month")))
        .containsExactly("F:25: key 'key' is missing (text)");
    assertThat(faults(GOOD.replace("without: country", "without: country, key: country")))
        .containsExactly("F:25: unknown key 'key'; known keys: [weight, without]");
    assertThat(faults(GOOD.replace("weight: 2}", "weight: 0}")))
        .containsExactly("F:23: 'levels': weight of level 'country' must be > 0, got 0");
    assertThat(faults(GOOD.replace("uncertain: suppress", "uncertain: hide")))
        .containsExactly("F:26: 'uncertain': expected one of [flag, suppress], got 'hide'");
  }

  @Test
  void a_file_that_is_not_there_is_one_fault() {
    Faults faults = new Faults();
    Path nothing = folder.resolve("nothing.yaml");

    assertThat(ReleaseConfig.load(nothing, PURPOSES, faults)).isEmpty();

    assertThat(faults.all()).containsExactly(nothing + ": cannot be read: no such file");
  }

  @Test
  void limits_are_told_before_anything_is_read() throws IOException {
    assertThat(faults(GOOD.replace("epsilon: 1", "epsilon: 100")))
        .containsExactly("F: epsilon must be in (0, 20], got 100");
    assertThat(faults(GOOD.replace("bounds: [0, 500]", "bounds: [500, 0]")))
        .contains("F:12: 'kind': expected bounds [low, high], got [500, 0]");
    assertThat(faults(GOOD.replace("until: 2026-02-01", "until: 2026-01-01")))
        .containsExactly(
            "F:4: 'period': expected days as {from: 2026-01-01, until: 2026-02-01}, the last one excluded, got [2026-01-01, 2026-01-01)");
  }
}
