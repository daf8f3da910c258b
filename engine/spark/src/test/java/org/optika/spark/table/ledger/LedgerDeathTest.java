package org.optika.spark.table.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.privacy.ledger.BasicSpending;
import org.optika.core.privacy.ledger.Charge;
import org.optika.core.privacy.ledger.Decision;
import org.optika.core.privacy.ledger.Decision.AlreadyCommitted;
import org.optika.core.privacy.ledger.Decision.Granted;
import org.optika.core.privacy.ledger.EntryKind;
import org.optika.core.privacy.ledger.LedgerEntry;

/**
 * A run that dies before or after any of the files that it writes, and what is found after it. The
 * death is an error that nothing catches; {@link LedgerKillTest} takes whole processes.
 */
class LedgerDeathTest {

  /** The new table writes two files, the reservation and the commit three each. */
  private static final int STEPS = 16;

  private static final int FIRST_WITH_RESERVATION = 8;
  private static final int FIRST_WITH_PUBLICATION = 11;
  private static final int FIRST_WITH_COMMIT = 14;

  private static final class Died extends Error {
    private static final long serialVersionUID = 1;

    Died(String step) {
      super(step);
    }
  }

  @TempDir private Path root;
  private Path table;
  private Path published;
  private BudgetLedger ledger;
  private ReleaseRun survivor;

  static IntStream steps() {
    return IntStream.rangeClosed(1, STEPS);
  }

  @BeforeEach
  void openLedger() throws IOException {
    table = root.resolve("ledger");
    published = Files.createDirectories(root.resolve("published"));
    ledger = Ledgers.open(table);
    survivor = new ReleaseRun(ledger, published);
  }

  private void dieAt(int step) {
    StoppingEngine engine =
        new StoppingEngine(
            step,
            where -> {
              throw new Died(where);
            });
    new ReleaseRun(Ledgers.open(engine, table), published).run("weekly");
  }

  @ParameterizedTest(name = "step {0}")
  @MethodSource("steps")
  void a_run_that_died_is_charged_as_soon_as_it_could_read_and_once(int step) {
    assertThat(catchThrowable(() -> dieAt(step))).isInstanceOf(Died.class);

    assertThat(kinds())
        .containsExactlyElementsOf(
            List.of(EntryKind.RESERVE, EntryKind.COMMIT)
                .subList(0, step < FIRST_WITH_RESERVATION ? 0 : step < FIRST_WITH_COMMIT ? 1 : 2));
    assertThat(survivor.publishedAs("weekly").isPresent())
        .isEqualTo(step >= FIRST_WITH_PUBLICATION);

    Decision again = survivor.run("weekly");

    assertThat(kinds()).containsExactly(EntryKind.RESERVE, EntryKind.COMMIT);
    assertThat(again instanceof Granted).isEqualTo(step < FIRST_WITH_RESERVATION);
    assertThat(again instanceof AlreadyCommitted).isEqualTo(step >= FIRST_WITH_COMMIT);
    assertThat(ledger.head().account().on(LocalDate.of(2026, 1, 1)).spending())
        .isEqualTo(BasicSpending.of("0.1", "1e-7"));
    assertThat(ledger.audit()).isEmpty();
  }

  @ParameterizedTest(name = "step {0}")
  @MethodSource("steps")
  void the_settler_commits_what_was_published_and_makes_the_rest_void(int step) {
    assertThat(catchThrowable(() -> dieAt(step))).isInstanceOf(Died.class);

    List<Charge> settled = ledger.settle(Ledgers.LATER, survivor::publishedAs);

    boolean wasOpen = FIRST_WITH_RESERVATION <= step && step < FIRST_WITH_COMMIT;
    assertThat(settled).hasSize(wasOpen ? 1 : 0);
    if (step < FIRST_WITH_RESERVATION) {
      assertThat(kinds()).isEmpty();
    } else {
      assertThat(kinds())
          .containsExactly(
              EntryKind.RESERVE, step < FIRST_WITH_PUBLICATION ? EntryKind.VOID : EntryKind.COMMIT);
    }
    assertThat(ledger.audit()).isEmpty();
  }

  @Test
  void there_are_no_further_steps() {
    dieAt(STEPS + 1);

    assertThat(kinds()).containsExactly(EntryKind.RESERVE, EntryKind.COMMIT);
  }

  private List<EntryKind> kinds() {
    return ledger.entries().stream().map(LedgerEntry::kind).toList();
  }
}
