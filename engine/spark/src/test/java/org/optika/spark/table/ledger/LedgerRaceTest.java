package org.optika.spark.table.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.privacy.ledger.Decision;
import org.optika.core.privacy.ledger.Decision.Granted;
import org.optika.core.privacy.ledger.Decision.NoRoom;

class LedgerRaceTest {

  @TempDir private Path table;

  @RepeatedTest(2)
  void of_64_threads_that_ask_at_once_ten_are_granted() throws Exception {
    List<Decision> decisions = LedgerRace.run(table, "thread", 64);

    assertThat(decisions).filteredOn(Granted.class::isInstance).hasSize(Ledgers.ROOM);
    assertThat(decisions).filteredOn(NoRoom.class::isInstance).hasSize(64 - Ledgers.ROOM);
    assertThat(Ledgers.open(table).entries()).hasSize(Ledgers.ROOM);
    assertThat(Ledgers.open(table).audit()).isEmpty();
  }
}
