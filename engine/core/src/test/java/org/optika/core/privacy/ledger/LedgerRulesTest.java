package org.optika.core.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.privacy.ledger.Charges.LATER;
import static org.optika.core.privacy.ledger.Charges.NOW;
import static org.optika.core.privacy.ledger.Charges.charge;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.optika.core.privacy.accounting.AnalyticGaussian;
import org.optika.core.privacy.accounting.GaussianCost;
import org.optika.core.privacy.accounting.PrivacyLoss;
import org.optika.core.privacy.ledger.Decision.AlreadyCommitted;
import org.optika.core.privacy.ledger.Decision.Granted;
import org.optika.core.privacy.ledger.Decision.NoRoom;
import org.optika.core.privacy.ledger.Decision.Resumed;
import org.optika.core.privacy.ledger.Decision.Unusable;

class LedgerRulesTest {

  private final Charges ledger = new Charges("3", "1e-6");

  @Test
  void overlapping_periods_add_up() {
    ledger.reserve("january", "2026-01-01", "2026-02-01", "2");

    assertThat(ledger.reserve("winter", "2026-01-31", "2026-03-01", "1.5"))
        .isInstanceOf(NoRoom.class);
    assertThat(ledger.reserve("winter", "2026-01-31", "2026-03-01", "1"))
        .isInstanceOf(Granted.class);
  }

  @Test
  void disjoint_periods_do_not_add_up() {
    ledger.reserve("january", "2026-01-01", "2026-02-01", "3");

    assertThat(ledger.reserve("february", "2026-02-01", "2026-03-01", "3"))
        .isInstanceOf(Granted.class);
    assertThat(ledger.reserve("december", "2025-12-01", "2026-01-01", "3"))
        .isInstanceOf(Granted.class);
  }

  @Test
  void two_short_periods_inside_a_long_one_count_once_each_day() {
    ledger.reserve("first-week", "2026-01-01", "2026-01-08", "2");
    ledger.reserve("second-week", "2026-01-08", "2026-01-15", "2");

    assertThat(ledger.reserve("month", "2026-01-01", "2026-02-01", "1"))
        .isInstanceOf(Granted.class);
    assertThat(ledger.head().account().on(LocalDate.of(2026, 1, 10)).spending())
        .isEqualTo(BasicSpending.of("3", "0"));
    assertThat(ledger.head().account().on(LocalDate.of(2026, 1, 20)).spending())
        .isEqualTo(BasicSpending.of("1", "0"));
  }

  @Test
  void ten_tenths_fill_one_exactly() {
    Charges one = new Charges("1", "0");
    for (int release = 0; release < 10; release++) {
      assertThat(one.reserve("tenth-" + release, "2026-01-01", "2026-01-02", "0.1"))
          .isInstanceOf(Granted.class);
    }

    assertThat(one.reserve("crumb", "2026-01-01", "2026-01-02", "0.000000000000000001"))
        .isInstanceOf(NoRoom.class);
  }

  @Test
  void deltas_add_up_too() {
    ledger.reserve(charge("first", "2026-01-01", "2026-02-01", "1", "9e-7"));

    assertThat(ledger.reserve(charge("second", "2026-01-01", "2026-02-01", "1", "2e-7")))
        .isInstanceOf(NoRoom.class);
    assertThat(ledger.reserve(charge("third", "2026-01-01", "2026-02-01", "1", "1e-7")))
        .isInstanceOf(Granted.class);
  }

  @Test
  void a_refusal_says_what_was_asked_what_is_left_who_spent_it_and_what_to_do() {
    ledger.reserve(charge("weekly-1", "ana", "2026-01-01", "2026-01-11", "0.5", "1e-7"));
    ledger.reserve(charge("weekly-2", "ana", "2026-01-06", "2026-01-16", "0.8", "0"));
    ledger.reserve(charge("press", "bob", "2026-01-09", "2026-02-01", "1", "0"));
    ledger.commit("weekly-1", "dp_release 1");
    ledger.commit("press", "dp_release 2");

    Decision refused = ledger.reserve("year", "2026-01-01", "2027-01-01", "1");

    assertThat(refused)
        .isEqualTo(
            new NoRoom(
                "acme",
                Budget.of("3", "0.000001"),
                charge("year", "2026-01-01", "2027-01-01", "1", "0"),
                new Step(
                    DataPeriod.of("2026-01-09", "2026-01-11"),
                    ledger.head().account().on(LocalDate.of(2026, 1, 9))),
                new BigDecimal("0.7"),
                1));
    assertThat(refused.message())
        .isEqualTo(
            "Release 'year' refused: asked epsilon 1, delta 0 on [2026-01-01, 2027-01-01); left in ledger 'acme' on [2026-01-09, 2026-01-11): epsilon 0.7 of the budget epsilon 3, delta 0.000001; spent epsilon 2.3, delta 0.0000001 by ana (2 releases), bob (1 release). Ask for less, for a period without those days, or settle what is reserved there and no longer running (1 open)");
  }

  @Test
  void a_refusal_by_an_empty_ledger_names_nobody() {
    assertThat(ledger.reserve("greedy", "2026-01-01", "2026-01-02", "3.1").message())
        .isEqualTo(
            "Release 'greedy' refused: asked epsilon 3.1, delta 0 on [2026-01-01, 2026-01-02); left in ledger 'acme' on [2026-01-01, 2026-01-02): epsilon 3 of the budget epsilon 3, delta 0.000001; spent epsilon 0, delta 0 by nobody. Ask for less, or for a period without those days");
  }

  @Test
  void a_reservation_counts_as_spent() {
    ledger.reserve("first", "2026-01-01", "2026-02-01", "3");

    assertThat(ledger.reserve("second", "2026-01-01", "2026-02-01", "1"))
        .isInstanceOf(NoRoom.class);
  }

  @Test
  void what_is_void_stays_spent_and_its_id_is_gone() {
    ledger.reserve("lost", "2026-01-01", "2026-02-01", "3");
    ledger.makeVoid("lost", "release key lost");
    ledger.makeVoid("lost", "said again");

    assertThat(ledger.reserve("second", "2026-01-01", "2026-02-01", "1"))
        .isInstanceOf(NoRoom.class);
    assertThat(ledger.reserve("lost", "2026-01-01", "2026-02-01", "3").message())
        .isEqualTo(
            "Release 'lost' refused: charged and void since 2026-03-01T12:00:00Z (release key lost); a new try needs a new id and is charged anew");
    assertThat(ledger.entries()).hasSize(2);
  }

  @Test
  void a_release_that_is_asked_for_again_is_charged_once() {
    Granted first = (Granted) ledger.reserve("weekly", "2026-01-01", "2026-02-01", "2");

    Decision again = ledger.reserve("weekly", "2026-01-01", "2026-02-01", "2");

    assertThat(again).isEqualTo(new Resumed(first.entry()));
    assertThat(again.message())
        .isEqualTo(
            "Release 'weekly': charged since 2026-03-01T12:00:00Z, nothing is charged again; go on with the key of that run, or make it void");
    assertThat(ledger.entries()).hasSize(1);
  }

  @Test
  void a_published_release_is_its_rows() {
    ledger.reserve("weekly", "2026-01-01", "2026-02-01", "2");
    ledger.commit("weekly", "dp_release 7");
    ledger.commit("weekly", "dp_release 7");

    Decision again = ledger.reserve("weekly", "2026-01-01", "2026-02-01", "2");

    assertThat(again).isEqualTo(new AlreadyCommitted(ledger.latest("weekly").orElseThrow()));
    assertThat(again.message())
        .isEqualTo(
            "Release 'weekly': published at 2026-03-01T12:00:00Z, nothing is charged; its rows are dp_release 7");
    assertThat(ledger.entries()).hasSize(2);
  }

  @Test
  void an_id_stands_for_one_release_only() {
    ledger.reserve("weekly", "2026-01-01", "2026-02-01", "2");

    Decision other = ledger.reserve("weekly", "2026-02-01", "2026-03-01", "2");

    assertThat(other).isInstanceOf(Unusable.class);
    assertThat(other.message())
        .isEqualTo(
            "Release 'weekly' refused: the id stands for a release of [2026-01-01, 2026-02-01) at epsilon 2, delta 0; take another id for [2026-02-01, 2026-03-01) at epsilon 2, delta 0");
  }

  @Test
  void what_was_given_back_may_be_spent_by_others_or_under_the_same_id() {
    Granted granted = (Granted) ledger.reserve("weekly", "2026-01-01", "2026-02-01", "3");
    ledger.release(granted);
    ledger.release(granted);
    assertThat(ledger.head().account().steps()).isEmpty();
    assertThat(ledger.reserve("other", "2026-01-01", "2026-01-02", "2"))
        .isInstanceOf(Granted.class);

    assertThat(ledger.reserve("weekly", "2026-01-02", "2026-02-01", "1"))
        .isInstanceOf(Granted.class);
    assertThat(ledger.entries()).hasSize(4);
  }

  @Test
  void a_charge_is_given_back_only_by_the_run_that_holds_it() {
    Granted first = (Granted) ledger.reserve("weekly", "2026-01-01", "2026-02-01", "1");
    ledger.release(first);
    ledger.reserve("weekly", "2026-01-01", "2026-02-01", "1");

    assertThatThrownBy(() -> ledger.release(first))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Release 'weekly' in ledger 'acme': its latest row is the reserve of 2026-03-01T12:00:00Z; only an open reservation of the same run can be given back");
  }

  @Test
  void what_is_published_cannot_be_given_back_nor_be_void_nor_be_published_elsewhere() {
    Granted granted = (Granted) ledger.reserve("weekly", "2026-01-01", "2026-02-01", "1");
    ledger.commit("weekly", "dp_release 7");

    assertThatThrownBy(() -> ledger.release(granted))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Release 'weekly' in ledger 'acme': its latest row is the commit of 2026-03-01T12:00:00Z; only an open reservation of the same run can be given back");
    assertThatThrownBy(() -> ledger.makeVoid("weekly", "key lost"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Release 'weekly' in ledger 'acme': its latest row is the commit of 2026-03-01T12:00:00Z; only a reservation can be void");
    assertThatThrownBy(() -> ledger.commit("weekly", "dp_release 8"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Release 'weekly' in ledger 'acme': published as dp_release 7 already, got dp_release 8");
  }

  @Test
  void only_what_is_reserved_can_be_published() {
    Granted granted = (Granted) ledger.reserve("back", "2026-01-01", "2026-02-01", "1");
    ledger.release(granted);
    ledger.reserve("lost", "2026-01-01", "2026-02-01", "1");
    ledger.makeVoid("lost", "key lost");

    assertThatThrownBy(() -> ledger.commit("never", "dp_release 7"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Release 'never' in ledger 'acme': it has no reservation; reserve it first");
    assertThatThrownBy(() -> ledger.commit("back", "dp_release 7"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Release 'back' in ledger 'acme': its charge was given back; reserve it again");
    assertThatThrownBy(() -> ledger.commit("lost", "dp_release 7"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Release 'lost' in ledger 'acme': charged and void since 2026-03-01T12:00:00Z (key lost); take its rows back");
  }

  @Test
  void a_smaller_budget_holds_for_what_comes_after_it() {
    ledger.reserve(charge("before", "2026-01-01", "2026-02-01", "2", "5e-7"));
    ledger.budget("1", "1e-7");

    ledger.commit("before", "dp_release 1");

    LedgerEntry commit = ledger.latest("before").orElseThrow();
    assertThat(commit.budget()).isEqualTo(Budget.of("1", "1e-7"));
    assertThat(commit.epsilon()).isEmpty();
    assertThat(ledger.reserve("after", "2026-01-31", "2026-02-02", "0.1"))
        .isInstanceOfSatisfying(
            NoRoom.class, refused -> assertThat(refused.left()).isEqualByComparingTo("0"));
    assertThat(ledger.reserve("later", "2026-02-01", "2026-02-02", "1"))
        .isInstanceOf(Granted.class);
  }

  @Test
  void reservations_are_overdue_from_the_instant_until_which_they_are_held() {
    ledger.reserve("weekly", "2026-01-01", "2026-02-01", "1");
    ledger.reserve("done", "2026-01-01", "2026-02-01", "1");
    ledger.commit("done", "dp_release 1");

    assertThat(ledger.head().account().overdue(LATER.minusNanos(1))).isEmpty();
    assertThat(ledger.head().account().overdue(LATER))
        .extracting(Charge::releaseId)
        .containsExactly("weekly");
  }

  @Test
  void a_reservation_that_nobody_would_hold_is_not_made() {
    Charge held = charge("weekly", "2026-01-01", "2026-02-01", "1", "0");
    LedgerRules rules = new LedgerRules("acme", Budget.of("1", "0"), Charges.BASIC);

    assertThatThrownBy(
            () -> rules.reserve(LedgerHead.empty(Charges.BASIC), Optional.empty(), held, LATER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "release 'weekly': a reservation made at 2026-03-01T13:00:00Z must be held until later, got 2026-03-01T13:00:00Z");
  }

  @Test
  void a_ledger_keeps_to_one_accounting() {
    ledger.reserve("weekly", "2026-01-01", "2026-02-01", "1");
    LedgerEntry last = ledger.entries().get(0);

    assertThatThrownBy(() -> LedgerHead.of(last, new ConcentratedComposition()))
        .isInstanceOf(OtherAccountingException.class)
        .hasMessage(
            "ledger 'acme' is kept with the accounting 'basic', got 'concentrated'; a ledger keeps to one accounting");
    assertThatThrownBy(
            () -> BasicSpending.of("1", "0").compose(new ConcentratedComposition().none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a spending of the accounting 'basic', got ConcentratedSpending");
  }

  @Test
  void instants_are_kept_as_the_table_keeps_them() {
    Charge charge =
        new Charge(
            "weekly",
            "ana",
            DataPeriod.of("2026-01-01", "2026-02-01"),
            BasicSpending.of("1", "0"),
            NOW.plusNanos(1_234_567));

    assertThat(charge.heldUntil()).isEqualTo(NOW.plusNanos(1_234_000));
  }

  @Test
  void many_releases_with_gaussian_noise_fit_where_rhos_are_added_up() {
    Accounting accounting = new ConcentratedComposition();
    LedgerRules rules = new LedgerRules("acme", Budget.of("6", "1e-5"), accounting);
    Spending spending =
        accounting.of(
            new PrivacyLoss(new BigDecimal("1"), new BigDecimal("1e-6")),
            List.of(
                org.optika.core.privacy.accounting.Charge.of(
                    new GaussianCost(AnalyticGaussian.sigma(1, 1e-6)))));
    List<LedgerEntry> entries = new ArrayList<>();
    LedgerHead head = LedgerHead.empty(accounting);
    Decision decision;
    do {
      Charge charge =
          new Charge(
              "release " + entries.size(),
              "ana",
              DataPeriod.of("2026-01-01", "2026-02-01"),
              spending,
              Charges.LATER);
      decision = rules.reserve(head, Optional.empty(), charge, Charges.NOW);
      if (decision instanceof Decision.Granted granted) {
        entries.add(granted.entry());
        head = LedgerHead.of(granted.entry(), accounting);
      }
    } while (decision instanceof Decision.Granted);

    // 25 times 0.02802 is less than 6 at half of delta, 26 times is more.
    assertThat(entries).hasSize(25);
    assertThat(decision.message()).contains("asked epsilon 1, delta 0.000001, or rho 0.02802");
    assertThat(LedgerAudit.faults("acme", accounting, entries, head.sequence(), head.hash()))
        .isEmpty();
  }
}
