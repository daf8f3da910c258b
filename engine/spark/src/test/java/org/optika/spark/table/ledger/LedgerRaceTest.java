package org.optika.spark.table.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.privacy.ledger.Decision;
import org.optika.core.privacy.ledger.Decision.Granted;
import org.optika.core.privacy.ledger.Decision.NoRoom;

class LedgerRaceTest {

  @TempDir private Path table;

  @Test
  void of_64_threads_that_ask_at_once_ten_are_granted() throws Exception {
    List<Decision> decisions = LedgerRace.run(thread -> Ledgers.open(table), "release", 64);

    assertThat(decisions).filteredOn(Granted.class::isInstance).hasSize(Ledgers.ROOM);
    assertThat(decisions).filteredOn(NoRoom.class::isInstance).hasSize(64 - Ledgers.ROOM);
    assertThat(Ledgers.open(table).entries()).hasSize(Ledgers.ROOM);
    assertThat(Ledgers.open(table).audit()).isEmpty();
  }

  /** Their appends meet at one version of the table, and none is in the way of the other. */
  @Test
  void controllers_that_ask_at_once_do_not_take_room_from_each_other() throws Exception {
    List<String> controllers = List.of("acme", "bolt");

    List<Decision> decisions =
        LedgerRace.run(
            thread -> Ledgers.open(table, controllers.get(thread % 2)),
            "release",
            2 * (Ledgers.ROOM + 1));

    assertThat(decisions).filteredOn(Granted.class::isInstance).hasSize(2 * Ledgers.ROOM);
    for (String controller : controllers) {
      assertThat(Ledgers.open(table, controller).entries()).hasSize(Ledgers.ROOM);
      assertThat(Ledgers.open(table, controller).audit()).isEmpty();
    }
  }
}
