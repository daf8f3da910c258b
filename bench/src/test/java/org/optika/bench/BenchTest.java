package org.optika.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.release.Figure;

class BenchTest {
  /** A suite of variants that return what they are told. */
  private record Told(List<Variant> variants) implements Suite {
    @Override
    public String name() {
      return "told";
    }

    @Override
    public String data() {
      return "nothing";
    }

    @Override
    public void close() {}
  }

  private static Variant told(String name, Variant.Role role, String result) {
    return new Variant(name, role, () -> Variant.Answer.of(result));
  }

  @Test
  void paths_are_distinct_and_attributed(@TempDir Path dir) throws Exception {
    try (Suite suite = new PathsSuite(dir, 0.0001)) {
      assertThat(new Rounds(1, 1, line -> {}).run(suite)).hasSize(2);

      List<String> lines = Files.readAllLines(dir.resolve("paths-1000.csv"));
      assertThat(lines).hasSize(1_001);
      assertThat(lines.stream().map(line -> line.split(",")[0])).doesNotHaveDuplicates();
      assertThat(dir.resolve("paths-100.csv")).exists();
    }
  }

  @Test
  void chains_of_every_order_credit_a_made_up_and_a_given_file(@TempDir Path dir) throws Exception {
    Path given =
        Files.writeString(
            dir.resolve("given.csv"),
            """
            "path","total_conversions","total_conversion_value","total_null"
            "a > b > a",1,2.5,3
            "b",2,4,0
            """);

    for (Optional<Path> file : List.of(Optional.<Path>empty(), Optional.of(given))) {
      try (Suite suite = new MarkovSuite(dir, file)) {
        assertThat(new Rounds(1, 1, line -> {}).run(suite)).hasSize(5);
        assertThat(suite.data())
            .isEqualTo(
                file.isPresent() ? "2 paths (given)" : "10,000 paths (made up, 12 channels)");
      }
    }
  }

  @Test
  void a_file_of_paths_with_another_header_is_refused(@TempDir Path dir) throws Exception {
    Path given = Files.writeString(dir.resolve("given.csv"), "path,orders\na,1\n");

    assertThatThrownBy(() -> new MarkovSuite(dir, Optional.of(given)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            given
                + ": expected the header path,conversions,value,nulls or"
                + " path,total_conversions,total_conversion_value,total_null, got path,orders");
  }

  @Test
  void variants_that_differ_are_a_failure() {
    Suite suite =
        new Told(
            List.of(
                told("one", Variant.Role.ENGINE, "1"),
                told("limit", Variant.Role.LIMIT, ""),
                told("other", Variant.Role.PEER, "2")));

    assertThatThrownBy(() -> new Rounds(1, 1, line -> {}).run(suite))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("told: results differ")
        .hasMessageContaining("1=one")
        .hasMessageContaining("2=other");
  }

  @Test
  void a_figure_that_is_farther_off_than_noise_can_be_is_a_failure() {
    ExactFigures exact = ExactFigures.of(List.of(List.of("a", "b", "100")), 2);

    assertThat(exact.requireNear(Map.of(List.of("a", "b"), List.of(noisy(179)))))
        .isEqualTo("1 figures of 1 groups");
    assertThatThrownBy(() -> exact.requireNear(Map.of(List.of("a", "b"), List.of(noisy(181)))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("group a, b, figure 0: expected 100.0, got 181.0");
    assertThatThrownBy(
            () -> exact.requireEqual(ExactFigures.of(List.of(List.of("a", "b", "100.001")), 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("group a, b, figure 0: expected 100.0, got 100.001");
    assertThatThrownBy(() -> exact.requireNear(Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("expected the groups [a, b], got []");
  }

  private static Figure noisy(double value) {
    return new Figure(
        "count",
        OptionalDouble.of(value),
        OptionalDouble.of(10),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        "none",
        false);
  }

  @Test
  void variants_run_in_turns_and_the_first_round_does_not_count() throws Exception {
    List<String> ran = new ArrayList<>();
    Suite suite =
        new Told(
            List.of(
                new Variant("a", Variant.Role.ENGINE, () -> noted(ran, "a")),
                new Variant("b", Variant.Role.PEER, () -> noted(ran, "b"))));

    List<Measured> measured = new Rounds(1, 2, line -> {}).run(suite);

    assertThat(ran).containsExactly("a", "b", "a", "b", "a", "b");
    assertThat(measured.get(0).cpuSeconds()).hasSize(2);
  }

  private static Variant.Answer noted(List<String> ran, String name) {
    ran.add(name);
    return Variant.Answer.of("same");
  }

  @Test
  void a_report_gives_medians_and_ratios_against_every_limit_and_peer() {
    Suite suite = new Told(List.of());
    List<Measured> measured =
        List.of(
            new Measured(
                told("limit", Variant.Role.LIMIT, ""),
                new double[] {4, 2, 3},
                new double[] {2, 2, 2}),
            new Measured(
                told("engine", Variant.Role.ENGINE, "x"),
                new double[] {1, 2, 2},
                new double[] {1, 1, 1}));

    assertThat(Report.of(suite, measured, Report.Format.TEXT))
        .isEqualTo(
            """
            told: nothing

            variant  CPU s  least  most  wall s              / limit
            limit     3.00   2.00  4.00    2.00                 1.00
            engine    2.00   1.00  2.00    1.00  0.67 (0.25 to 1.00)

            """);
    assertThat(Report.of(suite, measured, Report.Format.MARKDOWN))
        .contains("| engine | 2.00 | 1.00 | 2.00 | 1.00 | 0.67 (0.25 to 1.00) |");
    assertThat(Report.of(suite, measured, Report.Format.JSON).lines())
        .hasSize(2)
        .last()
        .isEqualTo(
            "{\"suite\":\"told\",\"data\":\"nothing\",\"variant\":\"engine\",\"role\":\"engine\",\"cpu_seconds\":2.0000,\"cpu_seconds_least\":1.0000,\"cpu_seconds_most\":2.0000,\"wall_seconds\":1.0000,\"cpu_ratio\":{\"limit\":{\"median\":0.6667,\"least\":0.2500,\"most\":1.0000}}}");
  }

  @Test
  void a_page_gets_the_table_of_a_suite_in_place_of_the_old_one() {
    List<Measured> measured =
        List.of(
            new Measured(
                told("limit", Variant.Role.LIMIT, ""), new double[] {4}, new double[] {2}));
    String page =
        """
        What `told`: says.

        `other`: 1 row

        | a |
        |---|

        `told`: long ago

        | variant |
        |---|
        | old |

        More.
        """;

    assertThat(Report.intoPage(page, new Told(List.of()), measured))
        .isEqualTo(
            """
            What `told`: says.

            `other`: 1 row

            | a |
            |---|

            `told`: nothing

            | variant | CPU s | least | most | wall s | / limit |
            |---|---|---|---|---|---|
            | limit | 4.00 | 4.00 | 4.00 | 2.00 | 1.00 |

            More.
            """);
    assertThatThrownBy(() -> Report.intoPage("# Page\n", new Told(List.of()), measured))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no table of suite 'told': expected a line that begins with `told`:, an empty line and"
                + " a table");
  }

  @Test
  void every_kernel_runs_and_the_solve_in_each_order() throws Exception {
    List<KernelReport.Line> lines = KernelReport.here(1);

    assertThat(lines)
        .extracting(KernelReport.Line::name)
        .containsExactly(
            "bootstrapWeights",
            "explainForest, treesByLevels 100x10",
            "explainForest, treesByLevels 100x5",
            "explainLinear",
            "gateDecision",
            "gaussianNoise",
            "gaussianNoiseOfItsOwn",
            "laplaceNoise",
            "laplaceNoiseOfItsOwn",
            "ledgerCharge",
            "markovSolve, order 1",
            "markovSolve, order 2",
            "markovSolve, order 3",
            "markovSolve, order 4",
            "personContributions",
            "sipHash",
            "tally",
            "tallyWithReplicas",
            "timeline");
    assertThat(lines).allSatisfy(line -> assertThat(line.microseconds()).isPositive());
  }

  @Test
  void kernels_are_reported_in_every_format() {
    List<KernelReport.Line> lines =
        List.of(
            new KernelReport.Line("gate", 0.0104, 0.0006, Double.NaN),
            new KernelReport.Line("charge", 81_000, Double.NaN, 90_000));

    assertThat(KernelReport.of(lines, Report.Format.TEXT))
        .isEqualTo(
            """
            kernels

                       us a call         +/-           p95
            gate           0.010       0.001
            charge     81000.000                 90000.000
            """
                + "\n");
    assertThat(KernelReport.of(lines, Report.Format.MARKDOWN))
        .contains("| gate | 0.010 | 0.001 |  |\n| charge | 81000.000 |  | 90000.000 |\n");
    assertThat(KernelReport.of(lines, Report.Format.JSON).lines())
        .last()
        .isEqualTo(
            "{\"suite\":\"kernels\",\"kernel\":\"charge\",\"microseconds\":81000.000,\"error\":null,\"p95\":90000.000}");
  }
}
