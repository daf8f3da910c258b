package org.optika.spark.table.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.privacy.ledger.Decision.Granted;

/** What {@link LedgerRaceTest} shows once, many times and with several processes. */
@Tag("slow")
@Tag("races")
class LedgerRacesTest {

  private static final int PROCESSES = 4;
  private static final int THREADS = 16;

  @TempDir private Path root;

  @RepeatedTest(100)
  void of_64_threads_that_ask_at_once_ten_are_granted() throws Exception {
    Path table = root.resolve("ledger");

    assertThat(LedgerRace.run(thread -> Ledgers.open(table), "release", 64))
        .filteredOn(Granted.class::isInstance)
        .hasSize(Ledgers.ROOM);
    assertThat(Ledgers.open(table).entries()).hasSize(Ledgers.ROOM);
    assertThat(Ledgers.open(table).audit()).isEmpty();
  }

  @RepeatedTest(5)
  void of_four_processes_with_16_threads_each_ten_are_granted() throws Exception {
    Path table = root.resolve("ledger");
    List<Jvm> racers = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        racers.add(
            new Jvm(
                LedgerRacer.class,
                List.of(table.toString(), "process-" + i, Integer.toString(THREADS))));
      }
      for (Jvm racer : racers) {
        racer.awaitLine("ready");
      }
      for (Jvm racer : racers) {
        racer.send("go");
      }
      int granted = 0;
      for (Jvm racer : racers) {
        granted += Integer.parseInt(racer.awaitLine("granted ").substring("granted ".length()));
        assertThat(racer.exit()).isZero();
      }

      assertThat(granted).isEqualTo(Ledgers.ROOM);
      assertThat(Ledgers.open(table).entries()).hasSize(Ledgers.ROOM);
      assertThat(Ledgers.open(table).audit()).isEmpty();
    } finally {
      racers.forEach(Jvm::close);
    }
  }
}
