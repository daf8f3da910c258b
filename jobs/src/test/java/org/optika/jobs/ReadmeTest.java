package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/** The README's table of jobs is what the jobs say. */
class ReadmeTest {

  @Test
  void flow_table_names_each_job_and_the_tables_it_writes() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "README.md"));

    for (Job job : jobs()) {
      String written = job.writes().stream().map(Table::name).collect(Collectors.joining(", "));
      assertThat(lines)
          .as("README.md, row of %s", job.name())
          .anyMatch(
              line ->
                  line.startsWith("| `" + job.name() + "` |")
                      && line.endsWith("| " + written + " |"));
    }
  }

  @Test
  void main_classes_in_the_readme_exist() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));

    for (Job job : jobs()) {
      assertThat(readme).contains(job.getClass().getSimpleName());
    }
  }

  @Test
  void every_table_is_written_by_one_job_by_releases_or_by_the_runner() {
    List<Table> written =
        jobs().stream()
            .flatMap(job -> job.writes().stream())
            // Each job that asks the gate about all rows writes its own.
            .filter(table -> table != Tables.GATE_OUTCOME)
            .toList();

    assertThat(written).doesNotHaveDuplicates();
    assertThat(Tables.ALL).containsAll(written);
    assertThat(Tables.ALL)
        .filteredOn(table -> !written.contains(table))
        .containsExactly(
            Tables.GATE_OUTCOME, Tables.DP_RELEASE, Tables.BUDGET_LEDGER, Tables.RUN_TABLE);
  }

  @Test
  void job_classes_are_named_after_their_jobs() {
    for (Job job : jobs()) {
      String words =
          job.getClass()
              .getSimpleName()
              .replaceAll("Job$", "")
              .replaceAll("([a-z])([A-Z])", "$1-$2");
      assertThat(words.toLowerCase(java.util.Locale.ROOT)).isEqualTo(job.name());
    }
  }

  private static List<Job> jobs() {
    return Stream.of(Jobs.ALL, Jobs.SCORES).flatMap(List::stream).toList();
  }
}
