package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.optika.spark.gate.OtherClocksException;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CommandLineMainTest {
  /** What a command has printed when it failed. */
  private record Said(int exit, String err) {}

  @Command(name = "failing")
  private record Failing(RuntimeException failure) implements Runnable {
    @Override
    public void run() {
      throw failure;
    }
  }

  private static Said saidOf(RuntimeException failure) {
    StringWriter err = new StringWriter();
    CommandLine command = new CommandLine(new Failing(failure)).setErr(new PrintWriter(err, true));
    return new Said(CommandLineMain.execute(command, new String[0]), err.toString());
  }

  @Test
  void what_a_user_did_wrong_is_one_line() {
    Said said = saidOf(new UserErrorException("No purpose '%s'.", "x"));

    assertThat(said).isEqualTo(new Said(2, "No purpose 'x'.%n".formatted()));
  }

  @Test
  void a_table_that_was_never_built_is_named_with_the_command_that_makes_it() {
    Said journey = saidOf(OtherClocksException.neverBuilt("journey"));
    Said permission = saidOf(OtherClocksException.neverBuilt("permission"));

    assertThat(journey)
        .isEqualTo(
            new Said(
                2,
                "Table 'journey' was never built. It is made by 'optika build-journeys'.%n"
                    .formatted()));
    assertThat(permission.err()).contains("'optika build-consent-timeline'");
  }

  @Test
  void a_fault_of_ours_comes_with_its_trace() {
    Said said = saidOf(new IllegalStateException("odd"));

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err())
        .startsWith("Optika failed: java.lang.IllegalStateException: odd")
        .contains("at org.optika.jobs.CommandLineMainTest");
  }

  @Test
  void each_table_that_a_job_writes_has_a_command() {
    for (Job job : Jobs.ALL) {
      for (Table table : job.writes()) {
        assertThat(Jobs.commandThatWrites(table.name())).isPresent();
      }
    }
    assertThat(Jobs.commandThatWrites(Tables.BUDGET_LEDGER.name())).isEmpty();
  }
}
