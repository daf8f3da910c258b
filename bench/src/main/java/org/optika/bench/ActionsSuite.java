package org.optika.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.optika.jobs.Optika;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/**
 * The job {@code next-best-action} within a budget, from tables to its table, beside reading the
 * same columns and writing the same rows. Before that it is run once with its audit, which reads
 * back what was written and checks every proposal on a way of its own.
 */
final class ActionsSuite implements Suite {
  /** So little that money is short, and the budget decides. */
  private static final double BUDGET_PER_PERSON = 0.5;

  private static final BigDecimal MOST_GAP_PERCENT = BigDecimal.ONE;
  private static final int SHUFFLE_PARTITIONS = 8;

  private static final String NUMBER = "(\\d+(?:\\.\\d+)?)";
  private static final Pattern WITHIN_BUDGET =
      Pattern.compile(
          "budget %1$s: %1$s spent for an expected gain of %1$s; no choice within it gains more than %1$s\\."
              .formatted(NUMBER));
  private static final Pattern NO_VIOLATION =
      Pattern.compile("audit: [\\d,]+ proposals checked, 0 violations");

  /** What the job reads, by table. */
  private static final Map<Table, List<String>> READ = new LinkedHashMap<>();

  static {
    READ.put(
        Tables.CHURN_SCORE,
        List.of(
            "controller_id",
            "subject_id",
            "model_id",
            "probability",
            "customer_value",
            "as_of",
            "known_at"));
    READ.put(
        Tables.FEATURE,
        List.of("controller_id", "subject_id", "moment", "numbers", "texts", "as_of", "known_at"));
    READ.put(Tables.PERMISSION, List.of("controller_id", "subject_id", "from", "state"));
    READ.put(
        Tables.CONTACT,
        List.of(
            "controller_id",
            "subject_id",
            "contact_id",
            "occurred_at",
            "direction",
            "contact_channel",
            "topic",
            "recorded_time",
            "ingested_time"));
    READ.put(Tables.SUBJECT_TABLE, List.of("subject_id", "subject_key"));
    READ.put(Tables.TRAINING_MANIFEST, List.of("model_id", "part", "leaves"));
    READ.put(
        Tables.CUSTOMER,
        List.of(
            "controller_id",
            "subject_id",
            "customer_since",
            "customer_until",
            "birth_year",
            "region",
            "preferred_channels",
            "declined_channels",
            "recorded_time",
            "ingested_time"));
  }

  private final SparkSession spark;
  private final ActionsWorld world;
  private final String audit;

  /**
   * @param conf configuration of the checkout
   */
  ActionsSuite(SparkSession spark, Path dir, double scale, Path conf) throws IOException {
    this.spark = spark;
    spark.conf().set("spark.sql.shuffle.partitions", SHUFFLE_PARTITIONS);
    world = ActionsWorld.in(dir, scale, spark, conf);
    audit = audited(world);
    proposals(world.lake())
        .drop("bucket")
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(earlier().toString());
  }

  @Override
  public String name() {
    return "actions";
  }

  @Override
  public String data() {
    return world.size() + "; " + audit;
  }

  @Override
  public List<Variant> variants() {
    return List.of(
        new Variant("read-and-write", Variant.Role.LIMIT, this::readAndWrite),
        new Variant(
            "optika-next-best-action",
            Variant.Role.ENGINE,
            () -> {
              propose(world);
              return () -> summary(world.lake());
            }));
  }

  private static void propose(ActionsWorld world, String... further) {
    List<String> arguments = new ArrayList<>(List.of("next-best-action"));
    arguments.addAll(world.options());
    arguments.addAll(List.of("--budget", budget(world)));
    arguments.addAll(List.of(further));
    int code = Optika.run(arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException("next-best-action ended with " + code);
    }
  }

  private static String budget(ActionsWorld world) {
    return Long.toString(Math.round(BUDGET_PER_PERSON * world.people()));
  }

  /** What the job says of the budget and the audit, in one line. */
  private static String audited(ActionsWorld world) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream errors = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      propose(world, "--audit");
    } finally {
      System.setErr(errors);
      errors.print(said.toString(StandardCharsets.UTF_8));
    }
    return audited(said.toString(StandardCharsets.UTF_8));
  }

  private static String audited(String said) {
    Matcher budget = WITHIN_BUDGET.matcher(said);
    if (!budget.find() || !NO_VIOLATION.matcher(said).find()) {
      throw new IllegalStateException("next-best-action said nothing of its budget or audit");
    }
    BigDecimal net = new BigDecimal(budget.group(3));
    BigDecimal bound = new BigDecimal(budget.group(4));
    BigDecimal gapPercent = bound.subtract(net).movePointRight(2).divide(bound, new MathContext(2));
    if (gapPercent.compareTo(MOST_GAP_PERCENT) > 0) {
      throw new IllegalStateException(
          "net gain %s is %s %% below the bound %s".formatted(net, gapPercent, bound));
    }
    return "0 violations; budget %s, spent %s, net gain %s, %s %% below the bound %s"
        .formatted(budget.group(1), budget.group(2), net, gapPercent.toPlainString(), bound);
  }

  /** The rows that are written come from a file of their own, the price of which is in it too. */
  private Variant.Answer readAndWrite() {
    READ.forEach(
        (table, columns) ->
            table(world.lake(), table)
                .selectExpr(columns.stream().map("`%s`"::formatted).toArray(String[]::new))
                .write()
                .format("noop")
                .mode(SaveMode.Overwrite)
                .save());
    String copy = world.results().resolve("copy").toString();
    Lake.open(spark, copy, ActionsWorld.BUCKETS)
        .replace(Tables.NEXT_BEST_ACTION, spark.read().parquet(earlier().toString()));
    return () -> summary(copy);
  }

  private Path earlier() {
    return world.results().resolve("earlier");
  }

  private Dataset<Row> proposals(String lake) {
    return table(lake, Tables.NEXT_BEST_ACTION);
  }

  private Dataset<Row> table(String lake, Table table) {
    return spark.read().format("delta").load(Path.of(lake, table.name()).toString());
  }

  /** How often each action is proposed, and what all of them cost. */
  private String summary(String lake) {
    Dataset<Row> proposals = proposals(lake);
    return proposals.groupBy("action").count().orderBy("action").collectAsList().stream()
            .map(row -> "%s %,d".formatted(row.getString(0), row.getLong(1)))
            .collect(Collectors.joining(", "))
        + ", cost "
        + proposals.selectExpr("sum(cost)").first().getDecimal(0).toPlainString();
  }

  @Override
  public void close() {
    // Holds nothing open.
  }
}
