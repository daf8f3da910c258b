package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.spark.table.Tables;

/** What the slow suite asks of all jobs under kill -9, asked of two jobs undisturbed. */
class SameInputTwiceTest {

  @Test
  void the_same_input_twice_adds_nothing(@TempDir Path folder) throws IOException {
    SmallWorld world = SmallWorld.in(folder, 20);
    Path once = folder.resolve("once");
    Path twice = folder.resolve("twice");
    try (JobsInSession session = JobsInSession.open(world.config())) {
      List<String> jobs = List.of("ingest", "build-consent-timeline");
      session.run(once, world.first(), SmallWorld.LATER, jobs);
      SmallWorld.copy(once, twice);

      session.run(twice, world.first(), SmallWorld.LATER, jobs);

      LakeContent expected = new LakeContent(session, once);
      assertThat(new LakeContent(session, twice).differences(expected)).isEmpty();
      assertThat(
              Stream.of(Tables.CONSENT_EVENT, Tables.TOUCHPOINT, Tables.CONSENT_TIMELINE)
                  .map(table -> expected.rows(table).size()))
          .allMatch(rows -> rows > 100);
    }
  }
}
