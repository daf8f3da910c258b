package org.optika.evidence.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.evidence.report.SumRule;
import org.optika.evidence.input.TableRows;
import org.optika.evidence.schema.RetentionRules;

/** What permission did to the data that is used, to the business and to what is kept. */
final class EffectStories {
  private static final String ALL = SumRule.ALL;

  private EffectStories() {}

  static Story lateWithdrawals(Telling telling) {
    TableRows table = telling.table(ReportTables.LATE_WITHDRAWALS);
    List<Row> rows = telling.ordered(table);
    if (rows.isEmpty()) {
      return new Story(List.of(telling.text("late.none")), List.of());
    }
    double sum =
        rows.stream()
            .filter(row -> row.knows("row_count"))
            .mapToDouble(row -> row.known("row_count"))
            .sum();
    long hidden = rows.stream().filter(Row::isWithheld).count();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        telling.text(hidden == 0 ? "late.rows" : "late.rows.least", telling.language().whole(sum)));
    if (hidden > 0) {
      sentences.add(telling.text("late.withheld", telling.language().whole(hidden)));
    }
    List<Charts.Bar> bars =
        rows.stream()
            .map(
                row ->
                    new Charts.Bar(
                        "%s · %s, %s"
                            .formatted(
                                Language.capital(telling.shown(row, "data_set")),
                                telling.purpose(row.text("purpose")),
                                telling.shown(row, "reason")),
                        row.number("row_count"),
                        count(telling, row),
                        Fill.ORANGE.colour()))
            .toList();
    return new Story(
        sentences,
        List.of(
            Charts.bars(
                telling, telling.id("late-chart"), telling.text("late.chart"), false, bars)));
  }

  static Story gate(Telling telling) {
    TableRows table = telling.table(ReportTables.GATE);
    List<Row> all =
        telling.ordered(table).stream()
            .filter(row -> row.isAll("data_set") && !row.isAll("cause"))
            .sorted(
                Comparator.comparing((Row row) -> row.text("verdict"))
                    .thenComparing(row -> -row.number("row_count").orElse(0)))
            .toList();
    OptionalDouble read =
        Row.where(table, "data_set", ALL, "cause", ALL).stream()
            .map(row -> row.number("row_count"))
            .findFirst()
            .orElse(OptionalDouble.empty());
    if (all.isEmpty() || read.isEmpty() || read.getAsDouble() == 0) {
      return Story.NONE;
    }
    List<String> sentences =
        all.stream()
            .filter(row -> row.has("verdict", "admitted") && row.knows("row_count"))
            .map(
                row ->
                    telling.text(
                        "gate.admitted",
                        telling.language().whole(read.getAsDouble()),
                        telling.language().whole(row.known("row_count")),
                        telling.language().percent(row.known("row_count") / read.getAsDouble()),
                        telling.language().whole(read.getAsDouble() - row.known("row_count")),
                        telling
                            .language()
                            .percent(1 - row.known("row_count") / read.getAsDouble())))
            .toList();
    List<Charts.Bar> bars =
        all.stream()
            .map(
                row ->
                    new Charts.Bar(
                        Language.capital(telling.shown(row, "cause")),
                        share(row, "row_count", read.getAsDouble()),
                        row.knows("row_count")
                            ? "%s (%s)"
                                .formatted(
                                    count(telling, row),
                                    telling
                                        .language()
                                        .percent(row.known("row_count") / read.getAsDouble()))
                            : telling.withheld(),
                        row.has("verdict", "admitted") ? Fill.BLUE.colour() : Fill.ORANGE.colour()))
            .toList();
    return new Story(
        sentences,
        List.of(
            Charts.bars(
                telling, telling.id("gate-chart"), telling.text("gate.chart"), true, bars)));
  }

  static Story business(Telling telling) {
    TableRows table = telling.table(ReportTables.BUSINESS);
    List<String> sentences = new ArrayList<>();
    for (Row row : Row.where(table, "segment", ALL)) {
      if (row.knows(
          "revenue_permitted", "revenue_refused", "conversions_permitted", "conversions_refused")) {
        sentences.add(
            telling.text(
                "business.orders",
                telling.language().whole(row.known("conversions_permitted")),
                telling.money(row.known("revenue_permitted")),
                telling.language().whole(row.known("conversions_refused")),
                telling.money(row.known("revenue_refused"))));
        refusedRevenue(row)
            .ifPresent(
                share ->
                    sentences.add(
                        telling.text("business.unknown", telling.language().percent(share))));
      }
      if (row.knows("conversion_rate_permitted", "conversion_rate_refused")) {
        sentences.add(
            telling.text(
                "business.rates",
                telling.language().decimals(row.known("conversion_rate_permitted"), 2),
                telling.language().decimals(row.known("conversion_rate_refused"), 2)));
      }
    }
    List<Page.Chart> charts = new ArrayList<>();
    List<Row> all = Row.where(table, "segment", ALL);
    Map<String, List<Row>> segments =
        telling.ordered(table).stream()
            .filter(row -> !row.isAll("segment"))
            .collect(
                Collectors.groupingBy(
                    row -> row.text("segment"), LinkedHashMap::new, Collectors.toList()));
    segments.forEach(
        (segment, rows) ->
            charts.add(
                revenue(telling, segment, Stream.concat(all.stream(), rows.stream()).toList())));
    if (segments.isEmpty() && !all.isEmpty()) {
      charts.add(revenue(telling, ALL, all));
    }
    return new Story(sentences, charts);
  }

  /** Revenue of refused orders / all revenue; empty where it is unknown or not a share. */
  static OptionalDouble refusedRevenue(Row row) {
    if (!row.knows("revenue_permitted", "revenue_refused")) {
      return OptionalDouble.empty();
    }
    double permitted = row.known("revenue_permitted");
    double refused = row.known("revenue_refused");
    return permitted < 0 || refused < 0 || permitted + refused == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(refused / (permitted + refused));
  }

  private static Page.Chart revenue(Telling telling, String segment, List<Row> rows) {
    List<Charts.Stack> stacks = new ArrayList<>();
    for (Row row : rows) {
      OptionalDouble refused = refusedRevenue(row);
      List<Charts.Part> parts =
          refused.isEmpty()
              ? List.of()
              : List.of(
                  part(telling, "permitted", row, 1 - refused.getAsDouble(), Fill.BLUE),
                  part(telling, "refused", row, refused.getAsDouble(), Fill.ORANGE));
      stacks.add(
          new Charts.Stack(
              telling.shown(row, "segment_value"),
              refused.isPresent()
                  ? telling.money(row.known("revenue_permitted") + row.known("revenue_refused"))
                  : telling.withheld(),
              parts));
    }
    return Charts.stacks(
        telling,
        telling.id("business-chart-" + segment),
        segment.equals(ALL)
            ? telling.text("business.chart.all")
            : telling.text("business.chart", telling.shown("segment", segment)),
        stacks);
  }

  private static Charts.Part part(Telling telling, String which, Row row, double share, Fill fill) {
    return new Charts.Part(
        telling.text("column.revenue_" + which), share, telling.language().percent(share), fill);
  }

  static Story attribution(Telling telling) {
    TableRows table = telling.table(ReportTables.ATTRIBUTION);
    List<Row> rows = telling.ordered(table);
    String month =
        rows.stream().map(row -> row.text("month")).max(Comparator.naturalOrder()).orElse("");
    List<Row> last = rows.stream().filter(row -> row.has("month", month)).toList();
    List<String> policies = last.stream().map(row -> row.text("policy")).distinct().toList();
    if (policies.isEmpty()) {
      return Story.NONE;
    }
    String policy = policies.contains("drop-touch") ? "drop-touch" : policies.get(0);
    List<String> sentences = new ArrayList<>();
    Function<Row, OptionalDouble> credit = row -> row.number("conversions");
    last.stream()
        .filter(
            row -> row.has("policy", policy) && row.isAll("channel") && row.knows("conversions"))
        .findFirst()
        .ifPresent(
            row ->
                sentences.add(
                    telling.text(
                        "attribution.all",
                        telling.language().month(month),
                        telling.language().decimals(row.known("conversions"), 1),
                        row.text("model"))));
    last.stream()
        .filter(row -> row.has("policy", policy) && isChannel(row) && row.knows("conversions"))
        .max(Comparator.comparingDouble(row -> credit.apply(row).orElseThrow()))
        .ifPresent(
            row ->
                sentences.add(
                    telling.text(
                        "attribution.most",
                        telling.shown(row, "channel"),
                        credited(telling, row))));
    List<String> refused =
        last.stream()
            .filter(row -> row.has("channel", "(touches refused)") && row.knows("conversions"))
            .map(
                row ->
                    telling.text(
                        "attribution.refused.part",
                        telling.language().decimals(row.known("conversions"), 1),
                        telling.shown(row, "policy")))
            .toList();
    if (!refused.isEmpty()) {
      sentences.add(telling.text("attribution.refused", String.join("; ", refused)));
    }
    List<Page.Chart> charts = new ArrayList<>();
    charts.add(
        Charts.bars(
            telling,
            telling.id("attribution-chart"),
            telling.text(
                "attribution.chart",
                telling.language().month(month),
                telling.shown("policy", policy)),
            false,
            last.stream()
                .filter(row -> row.has("policy", policy) && !row.isAll("channel"))
                .sorted(
                    Comparator.comparing((Row row) -> isChannel(row) ? 0 : 1)
                        .thenComparing(row -> -credit.apply(row).orElse(0)))
                .map(
                    row ->
                        new Charts.Bar(
                            telling.shown(row, "channel"),
                            row.number("conversions"),
                            row.number("conversions_low"),
                            row.number("conversions_high"),
                            row.isWithheld() ? telling.withheld() : credited(telling, row),
                            isChannel(row) ? Fill.MIDDLE_BLUE.colour() : Fill.GREY.colour()))
                .toList()));
    return new Story(sentences, charts);
  }

  /** Whether it is a channel, and not a sum of small ones or of journeys without one. */
  private static boolean isChannel(Row row) {
    return !row.text("channel").startsWith("(") && !row.isAll("channel");
  }

  private static String credited(Telling telling, Row row) {
    Language language = telling.language();
    if (!row.knows("conversions")) {
      return telling.text("missing");
    }
    String credit = language.decimals(row.known("conversions"), 1);
    return row.knows("conversions_low", "conversions_high")
        ? "%s (%s–%s)"
            .formatted(
                credit,
                language.decimals(row.known("conversions_low"), 1),
                language.decimals(row.known("conversions_high"), 1))
        : credit;
  }

  static Story retention(Telling telling) {
    TableRows table = telling.table(ReportTables.RETENTION);
    List<String> sentences = new ArrayList<>(limits(telling));
    List<Charts.Stack> stacks = new ArrayList<>();
    List<String> ages =
        table.table().columns().get(table.table().indexOf("age")).values().stream()
            .filter(age -> !age.equals(ALL))
            .toList();
    for (Row all : Row.where(table, "age", ALL)) {
      String dataSet = all.text("data_set");
      if (!all.knows("row_count") || all.known("row_count") == 0) {
        stacks.add(
            new Charts.Stack(telling.shown(all, "data_set"), count(telling, all), List.of()));
        continue;
      }
      List<Charts.Part> parts = new ArrayList<>();
      for (String age : ages) {
        for (Row row : Row.where(table, "data_set", dataSet, "age", age)) {
          double share = share(row, "row_count", all.known("row_count")).orElse(0);
          if (share > 0) {
            parts.add(
                new Charts.Part(
                    telling.shown(row, "age"),
                    share,
                    telling.language().percent(share),
                    Fill.step(ages.indexOf(age))));
          }
          if (age.equals("over 25 months") && row.knows("row_count")) {
            sentences.add(
                telling.text(
                    "retention.old",
                    telling.shown(row, "data_set"),
                    count(telling, all),
                    count(telling, row)));
          }
        }
      }
      stacks.add(
          new Charts.Stack(
              telling.shown(all, "data_set"),
              telling.text("retention.bar", count(telling, all)),
              parts));
    }
    return new Story(
        sentences,
        stacks.isEmpty()
            ? List.of()
            : List.of(
                Charts.stacks(
                    telling,
                    telling.id("retention-chart"),
                    telling.text("retention.chart"),
                    stacks)));
  }

  /** How long rows may be kept and are kept, one sentence for purposes with the same limit. */
  private static List<String> limits(Telling telling) {
    Map<List<String>, List<String>> purposes = new LinkedHashMap<>();
    Map<List<String>, JsonNode> states = new LinkedHashMap<>();
    JsonNode retention = telling.input().document(RetentionRules.PATH).orElse(NullNode.instance);
    for (JsonNode limit : retention.path("limits")) {
      List<String> key =
          List.of(limit.path("data_set").asText(), limit.path("limit_months").asText());
      purposes
          .computeIfAbsent(key, any -> new ArrayList<>())
          .add(telling.purpose(limit.path("purpose").asText()));
      states.put(key, limit);
    }
    List<String> sentences = new ArrayList<>();
    purposes.forEach(
        (key, named) -> {
          JsonNode state = states.get(key);
          sentences.add(
              telling.text(
                  state.path("oldest_months").isNull()
                      ? "retention.limit.empty"
                      : "retention.limit",
                  Language.capital(telling.shown("data_set", key.get(0))),
                  key.get(1),
                  String.join(", ", named),
                  telling.language().whole(state.path("oldest_months").asInt()),
                  state.path("withheld").asBoolean()
                      ? telling.withheld()
                      : telling.language().whole(state.path("rows_past_limit").asLong())));
        });
    List<String> without = new ArrayList<>();
    retention
        .path("without_limit")
        .forEach(purpose -> without.add(telling.purpose(purpose.asText())));
    if (!without.isEmpty()) {
      sentences.add(telling.text("retention.limit.none", String.join(", ", without)));
    }
    return sentences;
  }

  static Story requests(Telling telling) {
    List<Row> rows = telling.ordered(telling.table(ReportTables.REQUESTS));
    if (rows.isEmpty()) {
      return new Story(List.of(telling.text("requests.none")), List.of());
    }
    List<Row> known =
        rows.stream().filter(row -> row.knows("received", "answered_in_time")).toList();
    long hidden = rows.stream().filter(Row::isWithheld).count();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        telling.text(
            "requests.received",
            telling
                .language()
                .whole(known.stream().mapToDouble(row -> row.known("received")).sum()),
            telling
                .language()
                .whole(known.stream().mapToDouble(row -> row.known("answered_in_time")).sum())));
    if (hidden > 0) {
      sentences.add(telling.text("requests.withheld", telling.language().whole(hidden)));
    }
    List<Charts.Bar> bars =
        rows.stream()
            .map(
                row ->
                    new Charts.Bar(
                        "%s, %s"
                            .formatted(
                                Language.capital(telling.shown(row, "kind")),
                                telling.shown(row, "month")),
                        row.number("received"),
                        row.isWithheld()
                            ? telling.withheld()
                            : row.number("received").isPresent()
                                ? telling.language().whole(row.known("received"))
                                : telling.text("missing"),
                        Fill.MIDDLE_BLUE.colour()))
            .toList();
    return new Story(
        sentences,
        List.of(
            Charts.bars(
                telling,
                telling.id("requests-chart"),
                telling.text("requests.chart"),
                false,
                bars)));
  }

  private static String count(Telling telling, Row row) {
    return row.knows("row_count")
        ? telling.language().whole(row.known("row_count"))
        : telling.withheld();
  }

  private static OptionalDouble share(Row row, String column, double whole) {
    return row.knows(column)
        ? OptionalDouble.of(Math.min(1, row.known(column) / whole))
        : OptionalDouble.empty();
  }
}
