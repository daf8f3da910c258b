package org.optika.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.bench.FigureLine.Wanted;
import org.optika.core.scores.quality.Interval;
import org.optika.spark.scores.Learners;
import picocli.CommandLine;

class ScoreFiguresTest {
  @Test
  @Tag("slow")
  @Tag("scores")
  void a_made_up_folder_gives_every_figure(@TempDir Path dir) throws IOException {
    writeCustomers(dir, 200);
    writePurchases(dir, 150);
    ScoreFigures.Effort effort =
        new ScoreFigures.Effort(List.of(Learners.find(Learners.DEFAULT)), 1, 1);

    FigureReport report;
    try (SparkSession spark = BenchCommand.session()) {
      report = new ScoreFigures(spark, dir, effort, line -> {}).measure();
    }

    assertThat(report.data())
        .isEqualTo("200 people of telco_churn.csv, 150 of cdnow_master.txt, learners blend");
    assertThat(report.lines().stream().map(line -> line.of() + ": " + line.figure()))
        .containsExactly(
            "Telco, blend: auc",
            "Telco, blend: brier",
            "Telco, blend: ece10",
            "Telco, blend: lift10",
            "Telco, blend: wall s",
            "Telco, blend: CPU s",
            "Telco, best AUC: blend: auc",
            "Telco, best AUC: blend: brier",
            "Telco, best AUC: blend: ece10",
            "Telco, best AUC: blend: lift10",
            "Telco, leakage guard: features said to look ahead",
            "CDNOW, leakage guard: features said to look ahead",
            "CDNOW, leakage guard: drift of days-since-last-order",
            "CDNOW, leakage guard: constant-in-one-set of days-since-first-order",
            "CDNOW, leakage guard: drift of orders",
            "CDNOW, leakage guard: drift of orders-365d",
            "CDNOW, leakage guard: drift of mean-order-gap",
            "CDNOW without days-since-first-order, mean-order-gap: auc",
            "CDNOW without days-since-first-order, mean-order-gap: brier",
            "CDNOW without days-since-first-order, mean-order-gap: ece10",
            "CDNOW without days-since-first-order, mean-order-gap: lift10",
            "CDNOW without days-since-last-order, days-since-first-order, orders, orders-365d, mean-order-gap: auc",
            "CDNOW without days-since-last-order, days-since-first-order, orders, orders-365d, mean-order-gap: brier",
            "CDNOW without days-since-last-order, days-since-first-order, orders, orders-365d, mean-order-gap: ece10",
            "CDNOW without days-since-last-order, days-since-first-order, orders, orders-365d, mean-order-gap: lift10",
            "CDNOW with a planted feature: seeds of 1 in which the guard finds it",
            "CDNOW with a planted feature: seeds of 1 in which it finds another feature",
            "Telco, explanations of blend: most of abs(margin - base - sum of contributions)",
            "Telco, explanations of blend: rows a second",
            "Telco, explanations of forest: most of abs(margin - base - sum of contributions)",
            "Telco, explanations of forest: rows a second",
            "explanations, 45 features: rows a second",
            "explanations, 45 features: rows a second",
            "explanations, 45 features: rows a second");
    assertThat(reached(report, "Telco, blend", "auc")).isBetween(0.6, 0.95);
    assertThat(reached(report, "Telco, blend", "brier")).isBetween(0.01, 0.25);
    assertThat(
            reached(
                report, "CDNOW with a planted feature", "seeds of 1 in which the guard finds it"))
        .isOne();
    for (String id : List.of("blend", "forest")) {
      String of = "Telco, explanations of " + id;
      assertThat(reached(report, of, "most of abs(margin - base - sum of contributions)"))
          .isBetween(0.0, 1e-9);
      assertThat(reached(report, of, "rows a second")).isPositive();
    }
  }

  private static double reached(FigureReport report, String of, String figure) {
    return report.lines().stream()
        .filter(line -> line.of().equals(of) && line.figure().equals(figure))
        .findFirst()
        .orElseThrow()
        .reached();
  }

  /** Those who stay long, or have a contract, stay. */
  private static void writeCustomers(Path dir, int count) throws IOException {
    Random random = new Random(1);
    StringBuilder customers = new StringBuilder("customerID,gender,tenure,Contract,Churn\n");
    StringBuilder folds = new StringBuilder("customerID,fold\n");
    for (int i = 0; i < count; i++) {
      int tenure = random.nextInt(72);
      boolean yearly = random.nextBoolean();
      double risk = 1 / (1 + Math.exp(0.02 * tenure - (yearly ? 0 : 1)));
      String churn = random.nextDouble() < risk ? "Yes" : "No";
      customers.append(
          "c%d,Male,%d,%s,%s\n".formatted(i, tenure, yearly ? "year" : "month", churn));
      folds.append("c%d,%d\n".formatted(i, i % 2));
    }
    Files.writeString(dir.resolve("telco_churn.csv"), customers);
    Files.writeString(dir.resolve("telco_churn_folds_seed42.csv"), folds);
  }

  /** Everybody begins in the first months of 1997 and buys in gaps as long as they like. */
  private static void writePurchases(Path dir, int count) throws IOException {
    Random random = new Random(2);
    StringBuilder purchases = new StringBuilder(" customer_id  date number_of_cds  dollar_value\n");
    for (int i = 0; i < count; i++) {
      double gap = 30 + random.nextInt(400);
      double day = random.nextInt(90);
      while (day < 545) {
        LocalDate date = LocalDate.parse("1997-01-01").plusDays((long) day);
        purchases.append(
            String.format(
                Locale.ROOT,
                " %05d %s  1  %.2f\n",
                i,
                date.format(DateTimeFormatter.BASIC_ISO_DATE),
                5 + 20 * random.nextDouble()));
        day += 1 - gap * Math.log(1 - random.nextDouble());
      }
    }
    Files.writeString(dir.resolve("cdnow_master.txt"), purchases);
  }

  @Test
  void the_suite_says_what_it_lacks(@TempDir Path dir) throws IOException {
    Files.writeString(dir.resolve("cdnow_master.txt"), "");

    assertThat(refusal("--only", "scores"))
        .isEqualTo("suite scores needs --reference DIR, a folder of public data");
    assertThat(refusal("--only", "scores", "--reference", dir.toString()))
        .isEqualTo(
            "--reference: there is no file %s, %s"
                .formatted(
                    dir.resolve("telco_churn.csv"), dir.resolve("telco_churn_folds_seed42.csv")));
  }

  /** First line of what is said when nothing is measured. */
  private static String refusal(String... arguments) {
    StringWriter said = new StringWriter();
    int code =
        new CommandLine(new BenchCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setErr(new PrintWriter(said))
            .execute(arguments);
    assertThat(code).isEqualTo(2);
    return said.toString().lines().findFirst().orElseThrow();
  }

  @Test
  void figures_are_reported_beside_what_is_wanted() {
    FigureReport report =
        new FigureReport(
            "told",
            "nothing",
            List.of(
                new FigureLine(
                    "a",
                    "auc",
                    0.84,
                    Optional.of(new Interval(0.83, 0.85)),
                    Optional.of(Wanted.atLeast(0.844)),
                    ""),
                new FigureLine(
                    "long", "gap", 2e-7, Optional.of(Wanted.atMost(1e-6)), "so \"it\" is"),
                new FigureLine("c", "rows a second", 12_345.6, Optional.empty(), "")));

    assertThat(report.in(Report.Format.TEXT))
        .isEqualTo(
            """
            told: nothing

            of    figure         reached     95 % interval      wanted  met  note
            a     auc             0.8400  [0.8300, 0.8500]   >= 0.8440   no
            long  gap            2.0e-07                    <= 1.0e-06  yes  so "it" is
            c     rows a second   12,346

            """);
    assertThat(report.in(Report.Format.MARKDOWN))
        .startsWith(
            """
            `told`: nothing

            | of | figure | reached | 95 % interval | wanted | met | note |
            |---|---|---|---|---|---|---|
            | a | auc | 0.8400 | [0.8300, 0.8500] | >= 0.8440 | no |  |
            """);
    assertThat(report.in(Report.Format.JSON).lines())
        .hasSize(3)
        .contains(
            "{\"suite\":\"told\",\"of\":\"a\",\"figure\":\"auc\",\"reached\":0.84,\"low\":0.83,\"high\":0.85,\"wanted\":\">= 0.8440\",\"met\":false,\"note\":\"\"}",
            "{\"suite\":\"told\",\"of\":\"long\",\"figure\":\"gap\",\"reached\":2.0E-7,\"low\":null,\"high\":null,\"wanted\":\"<= 1.0e-06\",\"met\":true,\"note\":\"so \\\"it\\\" is\"}");
  }

  @Test
  void what_is_wanted_is_met_up_to_its_limit() {
    assertThat(Wanted.atLeast(2).isMetBy(2)).isTrue();
    assertThat(Wanted.atLeast(2).isMetBy(1.9)).isFalse();
    assertThat(Wanted.atMost(2).isMetBy(2)).isTrue();
    assertThat(Wanted.atMost(2).isMetBy(2.1)).isFalse();
    assertThat(Wanted.atLeast(2).isMetBy(Double.NaN)).isFalse();
    assertThat(Wanted.atMost(2).isMetBy(Double.NaN)).isFalse();
  }
}
