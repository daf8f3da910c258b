package org.optika.core.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpendingTest {

  @Test
  void losses_add_up_exactly() {
    BasicSpending sum = Charges.BASIC.none();
    for (int release = 0; release < 10; release++) {
      sum = sum.compose(BasicSpending.of("0.1", "1e-7"));
    }

    assertThat(sum).isEqualTo(BasicSpending.of("1.00", "0.000001"));
    assertThat(sum).hasToString("epsilon 1, delta 0.000001");
  }

  @Test
  void a_loss_proves_its_epsilon_at_its_delta_and_above() {
    BasicSpending loss = BasicSpending.of("0.5", "1e-7");

    assertThat(loss.epsilonAt(new BigDecimal("1e-7"))).contains(new BigDecimal("0.5"));
    assertThat(loss.epsilonAt(new BigDecimal("1e-6"))).contains(new BigDecimal("0.5"));
    assertThat(loss.epsilonAt(new BigDecimal("9e-8"))).isEmpty();
  }

  @Test
  void a_loss_is_read_again_as_it_was_written() {
    BasicSpending loss = BasicSpending.of("12345678901234567890.000000000000000001", "1e-18");

    assertThat(Charges.BASIC.read(loss.bytes())).isEqualTo(loss);
  }

  @Test
  void what_the_table_cannot_hold_exactly_is_refused() {
    assertThatThrownBy(() -> BasicSpending.of("1", "1e-19"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("delta must have at most 20 digits before and 18 after the point, got 1E-19");
    assertThatThrownBy(() -> BasicSpending.of("100000000000000000000", "0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "epsilon must have at most 20 digits before and 18 after the point, got 100000000000000000000");
    assertThatThrownBy(() -> BasicSpending.of("-0.1", "0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("epsilon must be >= 0, got -0.1");
    assertThatThrownBy(() -> BasicSpending.of("0.1", "-1e-9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("delta must be >= 0, got -0.000000001");
  }

  @Test
  void a_budget_allows_all_of_itself_and_no_more() {
    Budget budget = Budget.of("3", "1e-6");

    assertThat(budget.allows(BasicSpending.of("3", "1e-6"))).isTrue();
    assertThat(budget.allows(BasicSpending.of("3.000000000000000001", "0"))).isFalse();
    assertThat(budget.allows(BasicSpending.of("0", "0.000001000000000001"))).isFalse();
    assertThat(budget.left(BasicSpending.of("1.25", "0"))).isEqualByComparingTo("1.75");
    assertThat(budget.left(BasicSpending.of("4", "0"))).isEqualByComparingTo("0");
    assertThat(budget.left(BasicSpending.of("1", "1e-5"))).isEqualByComparingTo("0");
  }

  @Test
  void a_budget_of_nothing_or_of_certainty_is_refused() {
    assertThatThrownBy(() -> Budget.of("0", "1e-6"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("epsilon of the budget must be > 0, got 0");
    assertThatThrownBy(() -> Budget.of("1", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("delta of the budget must be in [0, 1), got 1");
  }

  @Test
  void a_period_ends_before_its_last_day_and_has_one_at_least() {
    DataPeriod january = DataPeriod.of("2026-01-01", "2026-02-01");

    assertThat(january.contains(january.from())).isTrue();
    assertThat(january.contains(january.until())).isFalse();
    assertThat(january.overlaps(DataPeriod.of("2026-02-01", "2026-03-01"))).isFalse();
    assertThat(january.overlaps(DataPeriod.of("2026-01-31", "2026-03-01"))).isTrue();
    assertThatThrownBy(() -> DataPeriod.of("2026-01-01", "2026-01-01"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a period of the data must end after its first day, got [2026-01-01, 2026-01-01)");
  }

  @Test
  void a_charge_needs_an_id_and_somebody_who_wants_it() {
    assertThatThrownBy(() -> Charges.charge(" ", "ana", "2026-01-01", "2026-02-01", "1", "0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a charge needs a release id, got ' '");
    assertThatThrownBy(() -> Charges.charge("weekly", "", "2026-01-01", "2026-02-01", "1", "0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("release 'weekly': expected who asks for it, got none");
  }

  @Test
  void an_unknown_kind_of_entry_lists_the_known_ones() {
    assertThat(EntryKind.of("void")).isEqualTo(EntryKind.VOID);
    assertThatThrownBy(() -> EntryKind.of("refund"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Unknown kind of ledger entry 'refund'; known: [reserve, commit, release, void]");
  }

  @Test
  void fields_are_their_lengths_and_their_bytes() {
    byte[] bytes = new FieldWriter().text("ab").text(Optional.empty()).number(258).bytes();

    assertThat(bytes)
        .containsExactly(0, 0, 0, 2, 'a', 'b', -1, -1, -1, -1, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 1, 2);
  }

  @Test
  void where_one_field_ends_and_the_next_begins_is_part_of_the_bytes() {
    assertThat(new FieldWriter().text("ab").text("c").bytes())
        .isNotEqualTo(new FieldWriter().text("a").text("bc").bytes());
    assertThat(new FieldWriter().text("").bytes())
        .isNotEqualTo(new FieldWriter().text(Optional.empty()).bytes());
  }

  @Test
  void bytes_that_nobody_wrote_are_refused() {
    byte[] loss = BasicSpending.of("1", "0").bytes();

    assertThatThrownBy(() -> Charges.BASIC.read(new byte[] {0, 0, 0, 9, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a field of at most 1 bytes, got one of 9");
    assertThatThrownBy(() -> Charges.BASIC.read(new FieldWriter().text("1").bytes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a further field, got the end of the bytes");
    assertThatThrownBy(
            () -> Charges.BASIC.read(new FieldWriter().text("1").text("0").text("2").bytes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected no further field, got 5 bytes");
    assertThatThrownBy(() -> new FieldReader(new FieldWriter().binary(loss).bytes()).number())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a number of 8 bytes, got %d", loss.length);
  }

  @Test
  void an_account_is_read_again_as_it_was_written() {
    Charges ledger = new Charges("3", "1e-6");
    ledger.reserve("first", "2026-01-01", "2026-02-01", "1");
    ledger.commit("first", "dp_release 1");
    ledger.reserve("second", "2026-01-15", "2026-03-01", "1");

    byte[] bytes = ledger.head().account().bytes();
    Account read = Account.read(Charges.BASIC, bytes);

    assertThat(read.bytes()).isEqualTo(bytes);
    assertThat(read.open()).extracting(Charge::releaseId).containsExactly("second");
    assertThat(read.steps())
        .extracting(Step::period)
        .containsExactly(
            DataPeriod.of("2026-01-01", "2026-01-15"),
            DataPeriod.of("2026-01-15", "2026-02-01"),
            DataPeriod.of("2026-02-01", "2026-03-01"));
  }
}
