package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.spark.gate.OtherClocksException;
import org.optika.spark.table.Tables;

/** Where nothing was built, later stages refuse; where nobody was found, they find nothing. */
class EmptyLakeTest {
  private static final Instant CLOCK = Instant.parse("2026-10-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void what_was_never_built_is_told_from_what_is_empty() {
    try (JobsInSession session = JobsInSession.open(Path.of("..", "conf", "optika.yaml"))) {
      requireNeverBuilt(session, "build-journeys", "permission");
      requireNeverBuilt(session, "attribute-conversions", "journey");

      run(session, CLOCK, "build-consent-timeline", "build-journeys");
      run(session, CLOCK, "attribute-conversions");
      assertThat(
              session
                  .spark()
                  .read()
                  .format("delta")
                  .load(folder.resolve("lake").resolve(Tables.RUN_TABLE.name()).toString())
                  .where("job = 'attribute-conversions'")
                  .count())
          .isEqualTo(1);

      Instant later = CLOCK.plusSeconds(1);
      assertThatThrownBy(() -> run(session, later, "attribute-conversions"))
          .as("journeys of other clocks, none of which is there")
          .isInstanceOf(OtherClocksException.class);
    }
  }

  private void requireNeverBuilt(JobsInSession session, String job, String table) {
    assertThatThrownBy(() -> run(session, CLOCK, job))
        .isInstanceOf(OtherClocksException.class)
        .hasMessage("Table '%s' was never built.".formatted(table));
  }

  private void run(JobsInSession session, Instant clock, String... jobs) {
    session.run(folder.resolve("lake"), folder.resolve("raw"), clock, List.of(jobs));
  }
}
