package org.optika.spark.table.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.spark.table.ledger.Ledgers.LATER;
import static org.optika.spark.table.ledger.Ledgers.NOW;
import static org.optika.spark.table.ledger.Ledgers.tenth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.privacy.ledger.Budget;
import org.optika.core.privacy.ledger.ConcentratedComposition;
import org.optika.core.privacy.ledger.Decision;
import org.optika.core.privacy.ledger.Decision.AlreadyCommitted;
import org.optika.core.privacy.ledger.Decision.Granted;
import org.optika.core.privacy.ledger.Decision.NoRoom;
import org.optika.core.privacy.ledger.Decision.Resumed;
import org.optika.core.privacy.ledger.Decision.Unusable;
import org.optika.core.privacy.ledger.EntryKind;
import org.optika.core.privacy.ledger.LedgerAudit;
import org.optika.core.privacy.ledger.LedgerEntry;
import org.optika.core.privacy.ledger.LedgerRules;
import org.optika.core.privacy.ledger.OtherAccountingException;

class BudgetLedgerTest {

  @TempDir private Path table;

  @Test
  void a_charge_is_read_again_as_it_was_written() {
    BudgetLedger ledger = Ledgers.open(table);

    Granted granted = (Granted) ledger.reserve(tenth("weekly-1"), NOW);

    assertThat(ledger.entries()).containsExactly(granted.entry());
    assertThat(Ledgers.open(table).entries()).containsExactly(granted.entry());
    assertThat(ledger.head().sequence()).isEqualTo(1);
    assertThat(ledger.head().hash()).isEqualTo(granted.entry().hash());
    assertThat(ledger.head().account().open()).containsExactly(tenth("weekly-1"));
    assertThat(ledger.audit()).isEmpty();
  }

  @Test
  void a_ledger_that_nobody_has_used_is_empty_and_is_not_made_by_looking() {
    BudgetLedger ledger = Ledgers.open(table.resolve("new"));

    assertThat(ledger.entries()).isEmpty();
    assertThat(ledger.audit()).isEmpty();
    assertThat(ledger.head().sequence()).isZero();
    assertThat(table.resolve("new")).doesNotExist();
  }

  @Test
  void the_same_release_is_charged_once() {
    BudgetLedger ledger = Ledgers.open(table);

    LedgerEntry first = ((Granted) ledger.reserve(tenth("weekly-1"), NOW)).entry();

    assertThat(ledger.reserve(tenth("weekly-1"), NOW.plusSeconds(1))).isEqualTo(new Resumed(first));
    assertThat(ledger.entries()).hasSize(1);
  }

  @Test
  void a_published_release_is_returned_and_costs_nothing() {
    BudgetLedger ledger = Ledgers.open(table);
    ledger.reserve(tenth("weekly-1"), NOW);

    ledger.commit("weekly-1", "dp_release 7", NOW);
    ledger.commit("weekly-1", "dp_release 7", NOW.plusSeconds(1));

    AlreadyCommitted committed = (AlreadyCommitted) ledger.reserve(tenth("weekly-1"), LATER);
    assertThat(committed.entry().note()).contains("dp_release 7");
    assertThat(ledger.entries())
        .extracting(LedgerEntry::kind)
        .containsExactly(EntryKind.RESERVE, EntryKind.COMMIT);
    assertThat(ledger.head().account().open()).isEmpty();
  }

  @Test
  void a_ledger_keeps_to_the_accounting_of_its_rows() {
    Ledgers.open(table).reserve(tenth("weekly-1"), NOW);
    BudgetLedger other =
        BudgetLedger.open(
            new Configuration(),
            table.toString(),
            new LedgerRules("acme", Budget.of("1", "1e-6"), new ConcentratedComposition()));

    assertThatThrownBy(() -> other.reserve(tenth("weekly-2"), NOW))
        .isInstanceOf(OtherAccountingException.class)
        .hasMessage(
            "ledger 'acme' is kept with the accounting 'basic', got 'concentrated'; a ledger keeps to one accounting");
    assertThat(Ledgers.open(table).entries()).hasSize(1);
  }

  @Test
  void the_eleventh_of_ten_tenths_is_refused() {
    BudgetLedger ledger = Ledgers.open(table);
    for (int release = 1; release <= Ledgers.ROOM; release++) {
      assertThat(ledger.reserve(tenth("weekly-" + release), NOW)).isInstanceOf(Granted.class);
    }

    assertThat(ledger.reserve(tenth("weekly-11"), NOW)).isInstanceOf(NoRoom.class);
    assertThat(ledger.entries()).hasSize(Ledgers.ROOM);
    assertThat(ledger.audit()).isEmpty();
  }

  @Test
  void a_charge_that_was_given_back_makes_room() {
    BudgetLedger ledger = Ledgers.open(table);
    Granted granted = (Granted) ledger.reserve(tenth("weekly-1"), NOW);

    ledger.release(granted, NOW);
    ledger.release(granted, NOW);

    assertThat(ledger.head().account().steps()).isEmpty();
    assertThat(ledger.reserve(tenth("weekly-1"), NOW)).isInstanceOf(Granted.class);
    assertThat(ledger.entries())
        .extracting(LedgerEntry::kind)
        .containsExactly(EntryKind.RESERVE, EntryKind.RELEASE, EntryKind.RESERVE);
    assertThat(ledger.audit()).isEmpty();
  }

  @Test
  void ledgers_of_two_controllers_share_a_table_and_nothing_else() {
    BudgetLedger acme = Ledgers.open(table, "acme");
    BudgetLedger bolt = Ledgers.open(table, "bolt");

    LedgerEntry ofAcme = ((Granted) acme.reserve(tenth("weekly-1"), NOW)).entry();
    LedgerEntry ofBolt = ((Granted) bolt.reserve(tenth("weekly-1"), NOW)).entry();

    assertThat(acme.entries()).containsExactly(ofAcme);
    assertThat(bolt.entries()).containsExactly(ofBolt);
    assertThat(acme.audit()).isEmpty();
    assertThat(bolt.audit()).isEmpty();
  }

  @Test
  void reservations_are_settled_when_they_are_held_no_longer() {
    BudgetLedger ledger = Ledgers.open(table);
    ledger.reserve(tenth("published"), NOW);
    ledger.reserve(tenth("lost"), NOW);

    assertThat(ledger.settle(LATER.minusMillis(1), this::published)).isEmpty();
    assertThat(ledger.settle(LATER, this::published))
        .containsExactly(tenth("lost"), tenth("published"));
    assertThat(ledger.settle(LATER, this::published)).isEmpty();

    assertThat(ledger.reserve(tenth("published"), NOW)).isInstanceOf(AlreadyCommitted.class);
    Unusable lost = (Unusable) ledger.reserve(tenth("lost"), NOW);
    assertThat(lost.message())
        .isEqualTo(
            "Release 'lost' refused: charged and void since 2026-03-01T13:00:00Z (not published when its reservation ended at 2026-03-01T13:00:00Z); a new try needs a new id and is charged anew");
    assertThat(ledger.head().account().steps())
        .singleElement()
        .satisfies(step -> assertThat(step.load().releases()).containsEntry("ana", 2L));
    assertThat(ledger.audit()).isEmpty();
  }

  private Optional<String> published(String releaseId) {
    return releaseId.equals("published") ? Optional.of("dp_release 7") : Optional.empty();
  }

  @Test
  void a_release_key_that_is_lost_leaves_a_row_that_says_so() {
    BudgetLedger ledger = Ledgers.open(table);
    ledger.reserve(tenth("weekly-1"), NOW);

    ledger.makeVoid("weekly-1", "release key lost", NOW);
    ledger.makeVoid("weekly-1", "release key lost", NOW);

    List<LedgerEntry> entries = ledger.entries();
    assertThat(entries)
        .extracting(LedgerEntry::kind)
        .containsExactly(EntryKind.RESERVE, EntryKind.VOID);
    assertThat(entries.get(1).note()).contains("release key lost");
    assertThatThrownBy(() -> ledger.commit("weekly-1", "dp_release 7", NOW))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Release 'weekly-1' in ledger 'acme': charged and void since 2026-03-01T12:00:00Z (release key lost); take its rows back");
  }

  @Test
  void what_is_not_reserved_cannot_be_committed() {
    BudgetLedger ledger = Ledgers.open(table);

    assertThatThrownBy(() -> ledger.commit("weekly-1", "dp_release 7", NOW))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Release 'weekly-1' in ledger 'acme': it has no reservation; reserve it first");
  }

  /** Statistics of files hold the first characters of a text only. */
  @Test
  void release_ids_that_begin_alike_are_told_apart() {
    BudgetLedger ledger = Ledgers.open(table);
    String beginning = "Woche-für-Woche-".repeat(8);
    LedgerEntry first = ((Granted) ledger.reserve(tenth(beginning + "1"), NOW)).entry();
    LedgerEntry second = ((Granted) ledger.reserve(tenth(beginning + "2"), NOW)).entry();
    ledger.reserve(tenth(beginning), NOW);

    assertThat(ledger.reserve(tenth(beginning + "1"), NOW)).isEqualTo(new Resumed(first));
    assertThat(ledger.reserve(tenth(beginning + "2"), NOW)).isEqualTo(new Resumed(second));
  }

  /** Steps 1 to 4 make the table, 5 and 6 write the row, 7 and 8 commit it. */
  private BudgetLedger failingFrom(int step) {
    return Ledgers.open(
        new StoppingEngine(
            step,
            where -> {
              throw new IOException("disk full");
            }),
        table);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7})
  void a_row_that_cannot_be_written_is_not_granted(int step) {
    BudgetLedger failing = failingFrom(step);

    assertThatThrownBy(() -> failing.reserve(tenth("weekly-1"), NOW))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Release 'weekly-1' in ledger 'acme': its row could not be written; should it turn up all the same, it counts, and the same call finds it")
        .hasStackTraceContaining("disk full");
    assertThat(Ledgers.open(table).entries()).isEmpty();
    assertThat(Ledgers.open(table).reserve(tenth("weekly-1"), NOW)).isInstanceOf(Granted.class);
  }

  @Test
  void a_row_whose_commit_came_through_and_was_told_to_fail_is_granted() {
    Decision decision = failingFrom(8).reserve(tenth("weekly-1"), NOW);

    assertThat(decision).isInstanceOf(Granted.class);
    assertThat(Ledgers.open(table).entries()).containsExactly(((Granted) decision).entry());
  }

  @Test
  void a_row_that_cannot_be_followed_by_a_checksum_is_granted_all_the_same() {
    assertThat(failingFrom(9).reserve(tenth("weekly-1"), NOW)).isInstanceOf(Granted.class);
    assertThat(Ledgers.open(table).entries()).hasSize(1);
  }

  @Test
  void a_row_that_was_put_in_beside_the_ledger_is_found_by_the_audit() throws IOException {
    BudgetLedger ledger = Ledgers.open(table);
    Granted granted = (Granted) ledger.reserve(tenth("weekly-1"), NOW);
    LedgerTable beside =
        new LedgerTable(BudgetLedger.engine(new Configuration()), table.toString());

    beside.append(beside.snapshotOrNew(), granted.entry());

    assertThat(ledger.audit())
        .containsExactly(
            new LedgerAudit.Fault(1, "row 1 (reserve of release 'weekly-1') stands after row 1"));
  }

  @Test
  void a_ledger_without_its_last_row_decides_nothing() throws IOException {
    BudgetLedger ledger = Ledgers.open(table);
    ledger.reserve(tenth("weekly-1"), NOW);
    Path log = table.resolve("_delta_log/00000000000000000001.json");
    Files.writeString(log, Files.readString(log).replace("budget.acme", "budget.bolt"));
    Files.deleteIfExists(table.resolve("_delta_log/00000000000000000001.crc"));
    BudgetLedger bolt = Ledgers.open(table, "bolt");
    String hash = ledger.entries().get(0).hash();

    assertThatThrownBy(() -> bolt.reserve(tenth("weekly-1"), NOW))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Ledger 'bolt' should end with row 1, hash %s, and has no such row: something else has written to its table; audit it",
            hash);
  }

  /** Writers have to know domain metadata, in which the end of a ledger stands; readers do not. */
  @Test
  void the_table_keeps_to_the_protocol_of_independent_readers() throws IOException {
    Ledgers.open(table).reserve(tenth("weekly-1"), NOW);

    assertThat(Files.readString(table.resolve("_delta_log/00000000000000000000.json")))
        .contains("\"minReaderVersion\":1,\"minWriterVersion\":7", "\"domainMetadata\"")
        .doesNotContain("readerFeatures");
  }
}
