package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.uplift.ArmSums;
import org.optika.core.scores.uplift.OutcomeKind;
import org.optika.core.scores.uplift.UpliftBin;
import org.optika.core.scores.uplift.UpliftCounts;
import org.optika.core.scores.uplift.UpliftEvaluation;
import org.optika.core.scores.uplift.UpliftLearners;
import org.optika.jobs.cards.UpliftCardJson;
import org.optika.spark.scores.FlatUpliftEvaluation.Comparison;
import org.optika.spark.scores.FlatUpliftEvaluation.Request;
import org.optika.spark.scores.FlatUpliftEvaluation.Result;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class UpliftReportTest {
  private static final Request REQUEST =
      new Request(
          "trial.csv",
          "arm",
          "none",
          "visit",
          Optional.of("id"),
          List.of("spend"),
          Map.of(),
          "2",
          UpliftLearners.find("two-model"),
          "logistic",
          Optional.empty(),
          42);

  /** The first tenth gains 0.4, the others nothing; the last tenth has few people in control. */
  private static UpliftCounts fold() {
    List<UpliftBin> bins = new ArrayList<>();
    bins.add(new UpliftBin(10, ArmSums.ofBinary(50, 30), ArmSums.ofBinary(50, 10)));
    for (int score = 9; score > 1; score--) {
      bins.add(new UpliftBin(score, ArmSums.ofBinary(50, 10), ArmSums.ofBinary(50, 10)));
    }
    bins.add(new UpliftBin(1, ArmSums.ofBinary(96, 20), ArmSums.ofBinary(4, 1)));
    return UpliftCounts.ofBins(OutcomeKind.BINARY, bins);
  }

  private static Result result(OptionalDouble propensity) {
    List<UpliftCounts> folds = List.of(fold(), fold());
    return new Result(
        REQUEST,
        OutcomeKind.BINARY,
        2,
        List.of(new RawColumn("town", RawColumn.Kind.TEXT)),
        List.of("gender"),
        List.of(new Comparison("mail", propensity, UpliftEvaluation.of(folds, folds, 1))));
  }

  @Test
  void the_text_has_the_effect_the_verdict_the_rankings_and_the_tenths() {
    String text = UpliftReport.text(result(OptionalDouble.empty()));

    assertThat(text)
        .startsWith("Outcome visit (binary)\nColumns: town\nLearner two-model: logistic regression")
        .contains("\nmail against none: 1,092 and 908 people\nAverage effect 0.0")
        .contains("\nThe effect grows with predicted uplift, by ")
        .containsPattern("qini auc +uplift +0\\.\\d{4} +\\[.*\\] +0\\.\\d{4} +0\\.0000\n")
        .containsPattern("qini auc +response ")
        .containsPattern("qini auc +random +-?0\\.0000 ")
        .containsPattern("uplift@30 % +random ")
        .containsPattern(
            "\n +1 +100 +100 +0\\.6000 +0\\.2000 +0\\.4000 +\\[0\\.\\d+, 0\\.\\d+\\]\n");
  }

  @Test
  void fewer_than_ten_people_are_counted_in_neither_form() {
    Result result = result(OptionalDouble.empty());

    assertThat(UpliftReport.text(result)).containsPattern("\n +10 +192 +fewer than 10 ");
    assertThat(UpliftReport.json(result)).contains("\"control_people\": \"fewer than 10\"");
  }

  @Test
  void people_of_one_propensity_are_told_apart() {
    assertThat(UpliftReport.text(result(OptionalDouble.of(0.25))))
        .contains("mail against none where treated with probability 0.25: ");
    assertThat(UpliftReport.json(result(OptionalDouble.of(0.25)))).contains("\"propensity\": 0.25");
  }

  @Test
  void the_json_carries_the_same_figures() {
    Result result = result(OptionalDouble.empty());

    // JSON is YAML 1.2
    Map<?, ?> json =
        (Map<?, ?>)
            new Load(LoadSettings.builder().build()).loadFromString(UpliftReport.json(result));

    assertThat(json.get("learner")).isEqualTo("two-model");
    assertThat(json.get("left_out")).isEqualTo(List.of("gender"));
    Map<?, ?> comparison = (Map<?, ?>) ((List<?>) json.get("comparisons")).get(0);
    assertThat(at(comparison, "heterogeneity", "verdict")).isEqualTo("usable");
    assertThat(at(comparison, "heterogeneity", "targeting")).isEqualTo("by-uplift");
    UpliftEvaluation evaluation = result.comparisons().get(0).evaluation();
    assertThat((Double) at(comparison, "average_effect", "value"))
        .isCloseTo(evaluation.average().value(), within(1e-15));
    assertThat((Double) at(comparison, "rankings", "uplift", "qini", "fold_mean")).isPositive();
    assertThat((Double) at(comparison, "rankings", "random", "top_uplift", "value"))
        .isCloseTo(evaluation.average().value(), within(1e-12));
    assertThat((List<?>) comparison.get("deciles")).hasSize(10);
  }

  @Test
  void average_effects_read_back_from_json() {
    Result result = result(OptionalDouble.empty());
    UpliftEvaluation evaluation = result.comparisons().get(0).evaluation();

    assertThat(UpliftCardJson.averageEffects(UpliftReport.json(result)))
        .isEqualTo(
            Map.of(
                result.comparisons().get(0).treatment(),
                new UpliftCardJson.Effect(
                    evaluation.average().value(), evaluation.average().interval())));
  }

  private static Object at(Object json, String... path) {
    Object value = json;
    for (String name : path) {
      value = ((Map<?, ?>) value).get(name);
    }
    return value;
  }
}
