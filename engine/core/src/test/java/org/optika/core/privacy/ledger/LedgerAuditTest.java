package org.optika.core.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.privacy.ledger.LedgerAudit.Fault;

class LedgerAuditTest {

  private final Charges ledger = new Charges("3", "1e-6");
  private List<LedgerEntry> rows;

  /** Five rows: three releases are reserved, the second is committed, the third is void. */
  @BeforeEach
  void fillLedger() {
    ledger.reserve("first", "2026-01-01", "2026-02-01", "1");
    ledger.reserve("second", "2026-01-15", "2026-02-15", "1");
    ledger.commit("second", "dp_release 1");
    ledger.reserve("third", "2026-03-01", "2026-04-01", "1");
    ledger.makeVoid("third", "release key lost");
    rows = new ArrayList<>(ledger.entries());
  }

  @Test
  void a_ledger_as_it_was_written_has_no_faults() {
    assertThat(ledger.audit(rows)).isEmpty();
    assertThat(LedgerAudit.faults("acme", Charges.BASIC, List.of(), 0, LedgerEntry.NO_HASH))
        .isEmpty();
  }

  static Stream<Arguments> edits() {
    return Stream.of(
        edit("kind", row -> row(row, EntryKind.RELEASE, row.charge(), row.note(), row.budget())),
        edit(
            "release",
            row ->
                row(row, row.kind(), charge(row, "other", "ana", "1"), row.note(), row.budget())),
        edit(
            "spender",
            row ->
                row(row, row.kind(), charge(row, "second", "bob", "1"), row.note(), row.budget())),
        edit(
            "spending",
            row ->
                row(
                    row,
                    row.kind(),
                    charge(row, "second", "ana", "0.5"),
                    row.note(),
                    row.budget())),
        edit("note", row -> row(row, row.kind(), row.charge(), Optional.empty(), row.budget())),
        edit(
            "budget",
            row -> row(row, row.kind(), row.charge(), row.note(), Budget.of("4", "1e-6"))),
        edit(
            "time",
            row -> rest(row, row.recordedAt().plusSeconds(1), row.epsilon(), row.account())),
        edit(
            "epsilon",
            row -> rest(row, row.recordedAt(), Optional.of(new BigDecimal("2")), row.account())),
        edit(
            "account",
            row ->
                rest(
                    row,
                    row.recordedAt(),
                    row.epsilon(),
                    Bytes.of(Account.empty(Charges.BASIC).bytes()))));
  }

  private static Arguments edit(String column, UnaryOperator<LedgerEntry> change) {
    return Arguments.of(column, change);
  }

  private static Charge charge(LedgerEntry row, String releaseId, String by, String epsilon) {
    return new Charge(
        releaseId,
        by,
        row.charge().period(),
        BasicSpending.of(epsilon, "0"),
        row.charge().heldUntil());
  }

  private static LedgerEntry row(
      LedgerEntry row, EntryKind kind, Charge charge, Optional<String> note, Budget budget) {
    return new LedgerEntry(
        row.ledgerId(),
        row.sequence(),
        kind,
        charge,
        note,
        row.recordedAt(),
        budget,
        row.epsilon(),
        row.accounting(),
        row.account(),
        row.previousHash(),
        row.hash());
  }

  private static LedgerEntry rest(
      LedgerEntry row, Instant recordedAt, Optional<BigDecimal> epsilon, Bytes account) {
    return new LedgerEntry(
        row.ledgerId(),
        row.sequence(),
        row.kind(),
        row.charge(),
        row.note(),
        recordedAt,
        row.budget(),
        epsilon,
        row.accounting(),
        account,
        row.previousHash(),
        row.hash());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("edits")
  void an_edited_row_is_named(String column, UnaryOperator<LedgerEntry> change) {
    rows.set(2, change.apply(rows.get(2)));

    assertThat(ledger.audit(rows))
        .containsExactly(
            new Fault(
                3,
                "row 3 (%s of release '%s') was edited: its hash is not that of its fields"
                    .formatted(rows.get(2).kind().id(), rows.get(2).charge().releaseId())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("edits")
  void an_edited_row_that_was_hashed_again_shows_in_the_row_after_it(
      String column, UnaryOperator<LedgerEntry> change) {
    rows.set(2, change.apply(rows.get(2)).sealed());

    assertThat(ledger.audit(rows))
        .containsExactly(
            new Fault(4, "row 4 (reserve of release 'third') does not follow the row before it"));
  }

  @Test
  void a_row_that_was_taken_out_is_named() {
    rows.remove(1);

    assertThat(ledger.audit(rows)).containsExactly(new Fault(2, "rows 2 to 2 are missing"));
  }

  @Test
  void rows_that_were_taken_off_the_end_are_missed_by_the_head() {
    LedgerEntry last = rows.remove(4);
    LedgerEntry before = rows.get(3);

    assertThat(ledger.audit(rows))
        .containsExactly(
            new Fault(
                5,
                "the ledger should end with row 5, hash %s, got row 4, hash %s"
                    .formatted(last.hash(), before.hash())));
  }

  @Test
  void rows_that_were_exchanged_are_named() {
    Collections.swap(rows, 1, 2);

    assertThat(ledger.audit(rows))
        .containsExactly(
            new Fault(2, "rows 2 to 2 are missing"),
            new Fault(2, "row 2 (reserve of release 'second') stands after row 3"),
            new Fault(3, "rows 3 to 3 are missing"));
  }

  @Test
  void a_row_that_stands_twice_is_named() {
    rows.add(2, rows.get(1));

    assertThat(ledger.audit(rows))
        .containsExactly(new Fault(2, "row 2 (reserve of release 'second') stands after row 2"));
  }

  @Test
  void a_row_of_another_ledger_is_named() {
    assertThat(LedgerAudit.faults("bolt", Charges.BASIC, rows.subList(0, 1), 1, rows.get(0).hash()))
        .containsExactly(
            new Fault(1, "row 1 (reserve of release 'first') belongs to ledger 'acme'"));
  }

  /** All hashes are right: only the decision is not. */
  @Test
  void a_row_that_the_rules_would_have_refused_is_named() {
    LedgerRules tooGenerous = new LedgerRules("acme", Budget.of("100", "0"), Charges.BASIC);
    Charge charge = Charges.charge("fourth", "2026-01-20", "2026-01-21", "50", "0");
    LedgerEntry generous =
        ((Decision.Granted)
                tooGenerous.reserve(ledger.head(), Optional.empty(), charge, Charges.NOW))
            .entry();
    LedgerEntry forged =
        row(generous, generous.kind(), generous.charge(), generous.note(), Budget.of("3", "1e-6"))
            .sealed();
    rows.add(forged);

    assertThat(LedgerAudit.faults("acme", Charges.BASIC, rows, 6, forged.hash()))
        .containsExactly(
            new Fault(
                6, "row 6 (reserve of release 'fourth') is not what the rules allow after row 5"));
  }

  @Test
  void a_commit_of_what_was_never_reserved_is_named() {
    LedgerEntry commit = rows.get(2);
    LedgerEntry forged =
        new LedgerEntry(
                "acme",
                1,
                EntryKind.COMMIT,
                commit.charge(),
                commit.note(),
                commit.recordedAt(),
                commit.budget(),
                commit.epsilon(),
                commit.accounting(),
                commit.account(),
                LedgerEntry.NO_HASH,
                LedgerEntry.NO_HASH)
            .sealed();

    assertThat(LedgerAudit.faults("acme", Charges.BASIC, List.of(forged), 1, forged.hash()))
        .containsExactly(
            new Fault(
                1, "row 1 (commit of release 'second') is not what the rules allow after row 0"));
  }

  /** SHA-256 of the bytes of {@link LedgerEntry#computedHash}, put together by another program. */
  @Test
  void the_hash_of_a_row_is_that_of_its_canonical_bytes() {
    assertThat(rows.get(0).hash())
        .isEqualTo("16ae289f1502705a94724a5c0e54403346a9b80f9f743e850cceae959b071705");
  }
}
