package org.optika.jobs;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.uplift.ArmMinimum;
import org.optika.core.scores.uplift.AverageEffect;
import org.optika.core.scores.uplift.Decile;
import org.optika.core.scores.uplift.Figure;
import org.optika.core.scores.uplift.Heterogeneity;
import org.optika.core.scores.uplift.Interval;
import org.optika.core.scores.uplift.RankingFigures;
import org.optika.core.scores.uplift.UpliftEvaluation;
import org.optika.core.scores.uplift.UpliftMetric;
import org.optika.spark.scores.FlatUpliftEvaluation.Comparison;
import org.optika.spark.scores.FlatUpliftEvaluation.Request;
import org.optika.spark.scores.FlatUpliftEvaluation.Result;
import org.optika.spark.scores.UpliftBases;

/** What {@code optika evaluate-uplift} prints: the same figures as text and as JSON. */
final class UpliftReport {
  private static final Map<UpliftMetric, String> IN_TEXT = new EnumMap<>(UpliftMetric.class);

  static {
    IN_TEXT.put(UpliftMetric.QINI, "qini auc");
    IN_TEXT.put(UpliftMetric.UPLIFT, "uplift auc");
    IN_TEXT.put(UpliftMetric.TOP_UPLIFT, "uplift@30 %");
    IN_TEXT.put(UpliftMetric.QINI_PER_TREATED, "qini a treated person");
  }

  private UpliftReport() {}

  static String text(Result result) {
    Request request = result.request();
    StringBuilder text = new StringBuilder();
    line(text, "Outcome %s (%s)", request.outcome(), outcome(result));
    line(text, "Columns: %s", String.join(", ", names(result)));
    line(text, "Learner %s: %s", request.learner().id(), UpliftBases.summary(request.base()));
    line(text, "%d folds, each scored by models of the others", result.folds());
    for (Comparison comparison : result.comparisons()) {
      text.append('\n');
      append(text, comparison, request.control());
    }
    return text.toString();
  }

  private static List<String> names(Result result) {
    return result.columns().stream().map(RawColumn::name).toList();
  }

  private static String outcome(Result result) {
    return result.outcome().name().toLowerCase(Locale.ROOT);
  }

  static void append(StringBuilder text, Comparison comparison, String control) {
    UpliftEvaluation evaluation = comparison.evaluation();
    line(
        text,
        "%s against %s%s: %,d and %,d people",
        comparison.treatment(),
        control,
        withPropensity(comparison.propensity()),
        evaluation.treatedPeople(),
        evaluation.controlPeople());
    AverageEffect average = evaluation.average();
    line(text, "Average effect %s %s", number(average.value()), interval(average.interval()));
    line(text, "%s", evaluation.heterogeneity().sentence());
    text.append('\n').append(rankings(evaluation)).append('\n').append(deciles(evaluation));
  }

  private static String withPropensity(OptionalDouble propensity) {
    return propensity.isEmpty()
        ? ""
        : " where treated with probability %s".formatted(propensity.getAsDouble());
  }

  private static TextTable rankings(UpliftEvaluation evaluation) {
    TextTable table =
        new TextTable("figure", "ranked by", "value", "95 % interval", "mean of folds", "sd");
    IN_TEXT.forEach(
        (metric, name) -> {
          for (RankingFigures ranking : evaluation.rankings()) {
            Figure figure = ranking.figure(metric);
            table.row(
                name,
                ranking.by().id(),
                number(figure.value()),
                interval(figure.interval()),
                number(figure.foldMean()),
                number(figure.foldDeviation()));
          }
        });
    return table;
  }

  private static TextTable deciles(UpliftEvaluation evaluation) {
    TextTable table =
        new TextTable(
            "tenth by uplift",
            "treated",
            "control",
            "mean treated",
            "mean control",
            "uplift",
            "95 % interval");
    for (Decile decile : evaluation.deciles()) {
      table.row(
          Integer.toString(decile.number()),
          ArmMinimum.told(decile.treated().people()),
          ArmMinimum.told(decile.control().people()),
          number(decile.treated().mean()),
          number(decile.control().mean()),
          number(decile.uplift()),
          interval(decile.interval()));
    }
    return table;
  }

  private static void line(StringBuilder text, String pattern, Object... values) {
    text.append(String.format(Locale.ROOT, pattern, values)).append('\n');
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String interval(Interval interval) {
    return Double.isNaN(interval.low())
        ? "-"
        : "[%s, %s]".formatted(number(interval.low()), number(interval.high()));
  }

  static String json(Result result) {
    Request request = result.request();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("data", request.data());
    json.put("outcome", request.outcome());
    json.put("outcome_kind", outcome(result));
    json.put("control", request.control());
    json.put("learner", request.learner().id());
    json.put("base", request.base());
    json.put("base_summary", UpliftBases.summary(request.base()));
    json.put("folds", result.folds());
    json.put("seed", request.seed());
    json.put("columns", names(result));
    json.put("left_out", result.leftOut());
    json.put("included_for", request.reasons());
    json.put("comparisons", result.comparisons().stream().map(UpliftReport::json).toList());
    return JsonText.of(json);
  }

  static Map<String, Object> json(Comparison comparison) {
    UpliftEvaluation evaluation = comparison.evaluation();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("treatment", comparison.treatment());
    comparison.propensity().ifPresent(propensity -> json.put("propensity", propensity));
    json.put("treated_people", evaluation.treatedPeople());
    json.put("control_people", evaluation.controlPeople());
    AverageEffect average = evaluation.average();
    Map<String, Object> effect = valueAndInterval(average.value(), average.interval());
    effect.put("p", average.pValue());
    json.put("average_effect", effect);
    json.put("heterogeneity", json(evaluation.heterogeneity()));
    Map<String, Object> rankings = new LinkedHashMap<>();
    evaluation.rankings().forEach(ranking -> rankings.put(ranking.by().id(), json(ranking)));
    json.put("rankings", rankings);
    json.put("deciles", deciles(evaluation.deciles()));
    return json;
  }

  private static Map<String, Object> json(Heterogeneity heterogeneity) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verdict", heterogeneity.verdict().name().toLowerCase(Locale.ROOT));
    json.put(
        "targeting", heterogeneity.targeting().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.put("sentence", heterogeneity.sentence());
    Map<String, Object> slope = valueAndInterval(heterogeneity.slope(), heterogeneity.interval());
    slope.put("p", heterogeneity.pValue());
    json.put("slope", slope);
    return json;
  }

  private static Map<String, Object> json(RankingFigures ranking) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (UpliftMetric metric : UpliftMetric.values()) {
      Figure figure = ranking.figure(metric);
      Map<String, Object> parts = valueAndInterval(figure.value(), figure.interval());
      parts.put("fold_mean", figure.foldMean());
      parts.put("fold_sd", figure.foldDeviation());
      json.put(metric.id(), parts);
    }
    return json;
  }

  private static List<Map<String, Object>> deciles(List<Decile> deciles) {
    List<Map<String, Object>> json = new ArrayList<>();
    for (Decile decile : deciles) {
      Map<String, Object> parts = new LinkedHashMap<>();
      parts.put("decile", decile.number());
      parts.put("treated_people", told(decile.treated().people()));
      parts.put("control_people", told(decile.control().people()));
      parts.put("treated_mean", decile.treated().mean());
      parts.put("control_mean", decile.control().mean());
      parts.putAll(valueAndInterval(decile.uplift(), decile.interval()));
      json.add(parts);
    }
    return json;
  }

  /** A number, or a text where it is too small to be told. */
  private static Object told(long people) {
    return people < ArmMinimum.FEWEST_TOLD ? ArmMinimum.told(people) : (Object) people;
  }

  static Map<String, Object> valueAndInterval(double value, Interval interval) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", value);
    json.put("low", interval.low());
    json.put("high", interval.high());
    return json;
  }
}
