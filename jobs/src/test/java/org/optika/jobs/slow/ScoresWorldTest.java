package org.optika.jobs.slow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.jobs.JobsInSession;
import org.optika.jobs.Optika;
import org.optika.jobs.SmallWorld;
import org.optika.sample.ExperimentEffect;
import org.optika.sample.SampleWorld;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/** From raw files to proposals, as a user runs it. */
@Tag("slow")
@Tag("scores")
class ScoresWorldTest {
  private static final int PEOPLE = 20_000;
  private static final int DAYS = 240;

  /** In its world the offer by e-mail clearly keeps people: average effect 0.08, at least 0.02. */
  private static final long SEED = 42;

  private static final double BUDGET = 8;
  private static final int BUCKETS = 2;

  private SmallWorld world;
  private Path folder;
  private JobsInSession session;

  @Test
  void people_are_scored_and_proposals_made_until_they_withdraw(@TempDir Path folder)
      throws Exception {
    this.folder = folder;
    world = SmallWorld.in(folder, 20);
    world.edit(
        "scores.yaml",
        "(?m)^features: \\[[^\\]]*\\]",
        "features: [orders, order-value, complaints-90d, cancel-questions-90d, tenure, age]",
        "moments: \\d+",
        "moments: 2");
    new SampleWorld(PEOPLE, DAYS, SEED)
        .withExperiment(ExperimentEffect.STRONG)
        .writeTo(folder.resolve("world"), line -> {});
    try (JobsInSession jobs = JobsInSession.open(world.config())) {
      session = jobs;
      optika("ingest");
      optika("build-consent-timeline");
      optika("build-features");
      optika("train", "--cards", folder.resolve("cards").toString());
      optika("train", "--model", "uplift", "--cards", folder.resolve("cards").toString());
      optika("score");
      optika("next-best-action", "--budget", Double.toString(BUDGET), "--audit");

      assertThat(read(Tables.MODEL_CARD).select("kind").distinct().count()).isEqualTo(2);
      Dataset<Row> proposals = read(Tables.NEXT_BEST_ACTION);
      List<String> first = rows(proposals);
      assertThat(first).hasSize((int) read(Tables.CHURN_SCORE).count()).hasSizeGreaterThan(500);
      double cost = proposals.selectExpr("cast(sum(cost) as double)").first().getDouble(0);
      assertThat(cost).isBetween(BUDGET * 0.9, BUDGET);

      optika("next-best-action", "--budget", Double.toString(BUDGET));
      assertThat(rows(read(Tables.NEXT_BEST_ACTION))).as("the same again").isEqualTo(first);

      assertThat(printed("show"))
          .contains(
              "Model of churn within 60 days",
              "What actions change",
              "Churn scores: people by probability of churn",
              "Next best action: people by what is proposed for them");

      long subject =
          proposals.where("action <> 'none'").orderBy("subject_id").first().getAs("subject_id");
      for (Row model : read(Tables.MODEL_CARD).collectAsList()) {
        assertThat(proof(model.getAs("model_id"), subject))
            .contains(model.<String>getAs("model_id"), model.<String>getAs("manifest_hash"));
      }
      withdraw(subject);
      optika("build-consent-timeline");
      optika("build-features");
      optika("score");
      optika("next-best-action", "--audit");
      for (Table table : List.of(Tables.FEATURE, Tables.CHURN_SCORE, Tables.NEXT_BEST_ACTION)) {
        Dataset<Row> left = read(table);
        assertThat(left.where("subject_id = " + subject).count()).as(table.name()).isZero();
        assertThat(left.count()).as(table.name()).isPositive();
      }
    }
  }

  /** What the command prints. */
  private String proof(String model, long subject) {
    String key =
        read(Tables.SUBJECT_TABLE).where("subject_id = " + subject).first().getAs("subject_key");
    return printed("training-proof", "--model-id", model, "--subject-key", key);
  }

  private String printed(String... command) {
    PrintStream terminal = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      optika(command);
    } finally {
      System.setOut(terminal);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private void optika(String... command) {
    List<String> arguments = new ArrayList<>(Arrays.asList(command));
    arguments.addAll(
        List.of(
            "--config",
            world.config().toString(),
            "--lake",
            lake().toString(),
            "--raw",
            folder.resolve("world/raw").toString()));
    assertThat(Optika.run(arguments.toArray(String[]::new))).as(arguments.toString()).isZero();
  }

  private Path lake() {
    return folder.resolve("lake");
  }

  private Dataset<Row> read(Table table) {
    return session.spark().read().format("delta").load(lake().resolve(table.name()).toString());
  }

  /** What does not tell the run apart. */
  private static List<String> rows(Dataset<Row> rows) {
    return rows.drop("run_id").collectAsList().stream().map(Row::toString).sorted().toList();
  }

  /** As the person's own consent, an hour before the run. */
  private void withdraw(long subject) {
    Dataset<Row> consent =
        read(Tables.CONSENT_EVENT)
            .where("purpose = 'profiling' AND action = 'given' AND subject_id = " + subject)
            .limit(1);
    assertThat(consent.count()).isEqualTo(1);
    String hourBefore = "timestamp'2026-09-30T23:00:00Z'";
    List<String> columns =
        Stream.of(consent.columns())
            .map(
                column ->
                    switch (column) {
                      case "event_id" -> "md5(event_id) AS event_id";
                      case "source_event_id" -> "'withdrawn' AS source_event_id";
                      case "action" -> "'withdrawn' AS action";
                      case "event_time", "recorded_time", "ingested_time" ->
                          hourBefore + " AS " + column;
                      default -> "`" + column + "`";
                    })
            .toList();
    Lake.open(session.spark(), lake().toString(), BUCKETS)
        .appendNew(
            Tables.CONSENT_EVENT,
            consent.selectExpr(columns.toArray(String[]::new)).drop("bucket", "slice"));
  }
}
