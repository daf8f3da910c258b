package org.optika.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.spark.table.Tables;

/** The log on the command line, from ingest to erasure. */
@Tag("slow")
@Tag("retries")
class LogCommandTest {
  private SmallWorld world;
  private Path lake;

  /** What a command has printed. */
  private record Said(int exit, String out) {}

  @Test
  void a_log_is_written_by_ingest_verified_proven_and_forgotten(@TempDir Path folder)
      throws IOException {
    world = SmallWorld.in(folder, 4);
    lake = folder.resolve("lake");
    try (JobsInSession session = JobsInSession.open(world.config())) {
      session.run(lake, world.first(), SmallWorld.LATER, List.of("ingest"));
      Path head = Files.writeString(folder.resolve("head.json"), log("head").out());
      session.run(lake, world.both(), SmallWorld.LATER, List.of("ingest"));
      Row event = events(session).orderBy("event_id").first();
      String eventId = event.getAs("event_id");

      assertThat(log("verify", "--head", head.toString()))
          .satisfies(
              said -> {
                assertThat(said.exit()).isZero();
                assertThat(said.out())
                    .contains("0 events erased, nothing else was changed", "continues the head");
              });
      proofs(folder, eventId);
      changes(eventId);
      erasure(session, folder, event.getAs("subject_id"), head);
    }
  }

  private void proofs(Path folder, String eventId) throws IOException {
    Path proof =
        Files.writeString(
            folder.resolve("proof.json"), log("prove", "--event-id", eventId, "--with-row").out());
    Path edited =
        Files.writeString(
            folder.resolve("edited.json"),
            Files.readString(proof)
                .replaceFirst(
                    "(\"column\": \"action\",[^}]*\"value\": )\"[a-z]+\"", "$1\"objected\""));

    assertThat(check(proof).out()).startsWith("PROVEN: Leaf ").contains("stands for the row");
    assertThat(check(proof, "--head", "1:" + "00".repeat(32)))
        .satisfies(
            said -> {
              assertThat(said.exit()).isEqualTo(2);
              assertThat(said.out()).startsWith("REFUSED: The proof is about the head ");
            });
    assertThat(check(edited))
        .satisfies(
            said -> {
              assertThat(said.exit()).isEqualTo(2);
              assertThat(said.out()).startsWith("REFUSED: The row is not the one that leaf ");
            });
    Path history =
        Files.writeString(folder.resolve("history.json"), log("prove", "--from", "5").out());
    assertThat(check(history).out()).startsWith("PROVEN: The log of ").contains("the one of 5 ");
    assertThat(log("prove", "--leaf", "99999999").exit()).isEqualTo(2);
    assertThat(log("prove").exit()).isEqualTo(2);
  }

  private void changes(String eventId) {
    DeltaTable events = DeltaTable.forPath(lake.resolve(Tables.CONSENT_EVENT.name()).toString());
    events.update(col("event_id").equalTo(eventId), Map.of("purpose", lit("canary")));

    assertThat(log("verify"))
        .satisfies(
            said -> {
              assertThat(said.exit()).isEqualTo(2);
              assertThat(said.out())
                  .startsWith("EDITED: leaf ")
                  .contains(eventId, "1 wrong. Compare the tables")
                  .doesNotContain("canary");
            });
    events.restoreToVersion(events.history(2).collectAsList().get(1).<Long>getAs("version"));
    assertThat(log("verify").exit()).isZero();
  }

  private void erasure(JobsInSession session, Path folder, long subject, Path head)
      throws IOException {
    String key =
        session
            .spark()
            .read()
            .format("delta")
            .load(lake.resolve(Tables.SUBJECT_TABLE.name()).toString())
            .where(col("subject_id").equalTo(subject))
            .select("subject_key")
            .first()
            .getString(0);
    Path wrong = Files.writeString(folder.resolve("wrong"), key + "\n\nann@example.org\n");
    Path subjects = Files.writeString(folder.resolve("subjects"), key + "\n");
    long before = events(session).count();
    long ofSubject = events(session).where(col("subject_id").equalTo(subject)).count();

    assertThat(log("erase", "--subjects", wrong.toString()).exit()).isEqualTo(2);
    assertThat(log("erase", "--subjects", subjects.toString()).exit()).isZero();

    assertThat(events(session).count()).isEqualTo(before - ofSubject);
    assertThat(log("verify", "--head", head.toString()))
        .satisfies(
            said -> {
              assertThat(said.exit()).isZero();
              assertThat(said.out())
                  .contains("%d events erased, nothing else was changed".formatted(ofSubject));
            });
  }

  private Dataset<Row> events(JobsInSession session) {
    return session
        .spark()
        .read()
        .format("delta")
        .load(lake.resolve(Tables.CONSENT_EVENT.name()).toString());
  }

  private Said log(String... arguments) {
    List<String> all = new ArrayList<>(List.of("log"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--config", world.config().toString(), "--lake", lake.toString()));
    return say(all);
  }

  private static Said check(Path proof, String... arguments) {
    List<String> all = new ArrayList<>(List.of("log", "check-proof", proof.toString()));
    all.addAll(List.of(arguments));
    return say(all);
  }

  private static Said say(List<String> arguments) {
    PrintStream out = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      int exit = Optika.run(arguments.toArray(String[]::new));
      return new Said(exit, said.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
    }
  }
}
