package org.optika.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.sum;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.attribution.ShareDistance;
import org.optika.jobs.config.EngineConfig;
import org.optika.spark.table.Lake;
import org.optika.spark.table.OpenTable;
import org.optika.spark.table.Tables;

/** The newest results as text: what came in, what the gate did, opt-in, attribution, scores. */
final class Summary {
  /** File of a world's truth that says what each channel caused. */
  static final String EFFECTS = "channel_effect.csv";

  private static final String ALL = "all";

  private final Lake lake;
  private final RunContext context;
  private final StringBuilder text = new StringBuilder();

  private Summary(RunContext context) {
    this.context = context;
    this.lake = context.lake();
  }

  /**
   * @param truth folder {@code truth} of a generated world, when the results are of one
   */
  static String of(RunContext context, Optional<Path> truth) {
    Summary summary = new Summary(context);
    summary.ingest();
    summary.gate();
    summary.optIn();
    summary.business();
    summary.attribution();
    summary.policies();
    summary.text.append(ScoreSummary.of(context));
    truth.ifPresent(summary::besideTruth);
    return summary.text.toString();
  }

  private void title(String title) {
    text.append('\n').append(title).append("\n\n");
  }

  private Dataset<Row> current(OpenTable table) {
    return lake.read(table).where(context.sameClocks());
  }

  private void ingest() {
    title("Ingest: rows in = accepted + duplicates + quarantined");
    TextTable table = new TextTable("source", "rows in", "accepted", "duplicates", "quarantined");
    for (Row row :
        lake.read(Tables.INGEST_OUTCOME)
            .groupBy("source_system")
            .agg(sum("rows_in"), sum("accepted"), sum("duplicates"), sum("quarantined"))
            .orderBy("source_system")
            .collectAsList()) {
      table.row(row.getString(0), count(row, 1), count(row, 2), count(row, 3), count(row, 4));
    }
    text.append(table);
  }

  private void gate() {
    title("Gate: admitted + refused = input (job build-journeys)");
    TextTable table = new TextTable("table", "verdict", "purpose", "clock", "reason", "rows");
    for (Row row :
        current(Tables.GATE_OUTCOME)
            .where(col("job").equalTo("build-journeys"))
            .select("table_name", "verdict", "purpose", "clock", "reason", "row_count")
            .orderBy(
                col("table_name"),
                col("verdict"),
                desc("row_count"),
                col("purpose"),
                col("clock"),
                col("reason"))
            .collectAsList()) {
      table.row(
          row.getString(0),
          row.getString(1),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          count(row, 5));
    }
    text.append(table);
  }

  private void optIn() {
    title(
        "Opt-in rate by collection channel and device, purpose attribution (95 % Wilson interval)");
    TextTable table =
        new TextTable("collection channel", "device", "opt-ins", "showings", "rate", "interval");
    for (Row row :
        current(Tables.OPT_IN_RATE)
            .where(col("table_id").equalTo("by-channel-device"))
            .where(col("metric").equalTo("opt-in-rate").and(col("purpose").equalTo("attribution")))
            .select(
                "value_1",
                "value_2",
                "numerator",
                "denominator",
                "rate",
                "rate_low",
                "rate_high",
                "suppression")
            .orderBy("value_1", "value_2")
            .collectAsList()) {
      boolean shown = row.getString(7).equals("none") && !row.isNullAt(4);
      if (!row.getString(7).equals("none") || shown) {
        table.row(
            row.getString(0),
            row.getString(1),
            shown ? count(row, 2) : "suppressed",
            shown ? count(row, 3) : "",
            shown ? percent(row.getDouble(4)) : "",
            shown
                ? "[%s, %s]".formatted(percent(row.getDouble(5)), percent(row.getDouble(6)))
                : "");
      }
    }
    text.append(table);

    title("Banner test: opt-in rate of variant A minus B, what device mix explains taken out");
    TextTable test = new TextTable("purpose", "A", "B", "crude", "standardised", "mix effect");
    for (Row row :
        current(Tables.OPT_IN_COMPARISON)
            .where(col("comparison_id").equalTo("banner-test"))
            .select(
                "purpose",
                "rate_a",
                "rate_b",
                "crude_difference",
                "standardised_difference",
                "mix_effect")
            .orderBy("purpose")
            .collectAsList()) {
      test.row(
          row.getString(0),
          percent(row, 1),
          percent(row, 2),
          points(row, 3),
          points(row, 4),
          points(row, 5));
    }
    text.append(test);
  }

  private void business() {
    title("Business with and without permission, by month (purposes of the journeys job)");
    TextTable table =
        new TextTable(
            "month",
            "opt-in rate",
            "visitors +",
            "visitors -",
            "orders +",
            "orders -",
            "revenue +",
            "revenue -",
            "conv. rate +",
            "conv. rate -");
    for (Row row :
        current(Tables.OPT_IN_KPI)
            .where(col("purpose").equalTo("attribution").and(col("segment").isin("month", ALL)))
            .select(
                "segment_value",
                "opt_in_rate",
                "visitors_permitted",
                "visitors_refused",
                "conversions_permitted",
                "conversions_refused",
                "revenue_permitted",
                "revenue_refused",
                "conversion_rate_permitted",
                "conversion_rate_refused")
            .orderBy("segment_value")
            .collectAsList()) {
      table.row(
          row.getString(0),
          row.isNullAt(1) ? "suppressed" : percent(row, 1),
          count(row, 2),
          count(row, 3),
          count(row, 4),
          count(row, 5),
          row.isNullAt(6) ? "" : money(row.getDecimal(6).doubleValue()),
          row.isNullAt(7) ? "" : money(row.getDecimal(7).doubleValue()),
          percent(row, 8),
          percent(row, 9));
    }
    text.append(table);
  }

  private void attribution() {
    EngineConfig.Attribution settings = context.config().attribution();
    title(
        "Attributed conversions by model (policy "
            + settings.defaultPolicy()
            + ", all periods and regions)");
    Map<String, Map<String, Double>> byChannel = new LinkedHashMap<>();
    for (Row row :
        credits()
            .where(col("policy").equalTo(settings.defaultPolicy()))
            .select("channel", "model", "conversions")
            .orderBy("channel")
            .collectAsList()) {
      byChannel
          .computeIfAbsent(row.getString(0), channel -> new TreeMap<>())
          .put(row.getString(1), row.getDouble(2));
    }
    text.append(grid("channel", byChannel, settings.models()));

    title("Channels under " + settings.defaultModel() + ": credit with 95 % interval, cost");
    TextTable table =
        new TextTable(
            "channel", "stage", "conversions", "interval", "revenue", "cost", "CPA", "ROAS");
    for (Row row :
        credits()
            .where(
                col("policy")
                    .equalTo(settings.defaultPolicy())
                    .and(col("model").equalTo(settings.defaultModel())))
            .select(
                "channel",
                "stage",
                "conversions",
                "conversions_low",
                "conversions_high",
                "revenue",
                "cost",
                "cpa",
                "roas")
            .orderBy(desc("conversions"))
            .collectAsList()) {
      table.row(
          row.getString(0),
          row.getString(1),
          decimal(row, 2),
          row.isNullAt(3) ? "" : "[%s, %s]".formatted(decimal(row, 3), decimal(row, 4)),
          money(row.getDouble(5)),
          row.isNullAt(6) ? "" : money(row.getDouble(6)),
          twoDigits(row, 7),
          twoDigits(row, 8));
    }
    text.append(table);
  }

  private void policies() {
    EngineConfig.Attribution settings = context.config().attribution();
    title("The same model under each policy for refused touches: " + settings.defaultModel());
    Map<String, Map<String, Double>> byChannel = new LinkedHashMap<>();
    for (Row row :
        credits()
            .where(col("model").equalTo(settings.defaultModel()))
            .select("channel", "policy", "conversions")
            .orderBy("channel")
            .collectAsList()) {
      byChannel
          .computeIfAbsent(row.getString(0), channel -> new TreeMap<>())
          .put(row.getString(1), row.getDouble(2));
    }
    text.append(grid("channel", byChannel, settings.policies()));
  }

  /** What each channel really caused, and how close each model comes to it. */
  private void besideTruth(Path truth) {
    EngineConfig.Attribution settings = context.config().attribution();
    Map<String, Double> caused = new LinkedHashMap<>();
    for (Row row :
        lake.spark()
            .read()
            .option("header", true)
            .csv(truth.resolve(EFFECTS).toString())
            .select(col("channel"), col("incremental_orders").cast("double"))
            .collectAsList()) {
      caused.put(row.getString(0), row.getDouble(1));
    }
    Map<String, Map<String, Double>> byModel = new TreeMap<>();
    for (Row row :
        credits()
            .where(col("policy").equalTo(settings.defaultPolicy()))
            .select("model", "channel", "conversions")
            .collectAsList()) {
      byModel
          .computeIfAbsent(row.getString(0), model -> new TreeMap<>())
          .put(row.getString(1), row.getDouble(2));
    }
    title(
        "Beside the truth: percent of the credit of channels, and of the orders that they caused");
    List<String> header = new ArrayList<>(List.of("model", "Spearman", "L1"));
    header.addAll(caused.keySet());
    TextTable table = new TextTable(header.toArray(String[]::new));
    double[] wanted = amounts(caused, caused);
    table.row(shares("truth", wanted, wanted));
    for (String model : settings.models()) {
      table.row(shares(model, wanted, amounts(caused, byModel.getOrDefault(model, Map.of()))));
    }
    text.append(table);
  }

  private static double[] amounts(Map<String, Double> channels, Map<String, Double> amounts) {
    return channels.keySet().stream()
        .mapToDouble(channel -> amounts.getOrDefault(channel, 0.0))
        .toArray();
  }

  private static Object[] shares(String name, double[] wanted, double[] amounts) {
    List<Object> cells = new ArrayList<>(List.of(name));
    double total = Arrays.stream(amounts).sum();
    if (total == 0) {
      cells.addAll(Collections.nCopies(amounts.length + 2, "-"));
      return cells.toArray();
    }
    ShareDistance distance = ShareDistance.between(wanted, amounts);
    cells.add("%.2f".formatted(distance.spearman()));
    cells.add("%.2f".formatted(distance.l1()));
    for (double amount : amounts) {
      cells.add("%.1f".formatted(100 * amount / total));
    }
    return cells.toArray();
  }

  private Dataset<Row> credits() {
    return current(Tables.ATTRIBUTION_CREDIT)
        .where(
            col("period")
                .equalTo(ALL)
                .and(col("region").equalTo(ALL))
                .and(col("campaign").equalTo(ALL)));
  }

  private static TextTable grid(
      String rowName, Map<String, Map<String, Double>> rows, List<String> columns) {
    String[] header = new String[columns.size() + 1];
    header[0] = rowName;
    for (int i = 0; i < columns.size(); i++) {
      header[i + 1] = columns.get(i);
    }
    TextTable table = new TextTable(header);
    Map<String, Double> totals = new TreeMap<>();
    rows.forEach(
        (name, values) -> {
          Object[] cells = new Object[columns.size() + 1];
          cells[0] = name;
          for (int i = 0; i < columns.size(); i++) {
            double value = values.getOrDefault(columns.get(i), 0.0);
            totals.merge(columns.get(i), value, Double::sum);
            cells[i + 1] = "%,.1f".formatted(value);
          }
          table.row(cells);
        });
    Object[] cells = new Object[columns.size() + 1];
    cells[0] = "permitted conversions";
    for (int i = 0; i < columns.size(); i++) {
      cells[i + 1] = "%,.1f".formatted(totals.getOrDefault(columns.get(i), 0.0));
    }
    return table.row(cells);
  }

  private static String count(Row row, int index) {
    return row.isNullAt(index) ? "" : "%,d".formatted(row.getLong(index));
  }

  private static String decimal(Row row, int index) {
    return row.isNullAt(index) ? "" : "%,.1f".formatted(row.getDouble(index));
  }

  private static String twoDigits(Row row, int index) {
    return row.isNullAt(index) ? "" : "%,.2f".formatted(row.getDouble(index));
  }

  private static String money(double amount) {
    return "%,.0f".formatted(amount);
  }

  private static String percent(Row row, int index) {
    return row.isNullAt(index) ? "" : percent(row.getDouble(index));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  private static String points(Row row, int index) {
    return row.isNullAt(index)
        ? ""
        : String.format(Locale.ROOT, "%+.1f pp", 100 * row.getDouble(index));
  }
}
