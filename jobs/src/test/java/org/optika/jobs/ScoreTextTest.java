package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.card.ProposalGroup;
import org.optika.core.scores.card.RiskGroup;
import org.optika.core.scores.uplift.Interval;
import org.optika.jobs.cards.SampleCards;

class ScoreTextTest {
  private static final RiskGroup LOW = new RiskGroup("below 5 %", 900, 18, 120.4);
  private static final RiskGroup HIGH = new RiskGroup("50 % and more", 100, 60, 2_000);

  private static ProposalGroup proposed(String action, long people, double cost) {
    return new ProposalGroup(action, people, people * cost, 3.0 * people, cost < 6 ? 0 : people);
  }

  private static List<String> lines(List<RiskGroup> risks, List<ProposalGroup> proposals) {
    return ScoreText.people(risks, proposals, 10).lines().map(String::stripTrailing).toList();
  }

  @Test
  void people_are_told_by_risk_and_by_proposal_with_what_they_add_up_to() {
    assertThat(
            lines(List.of(LOW, HIGH), List.of(proposed("none", 600, 0), proposed("call", 400, 6))))
        .containsExactly(
            "",
            "Churn scores: people by probability of churn",
            "",
            "  probability    people  expected to churn  value at stake",
            "  -------------  ------  -----------------  --------------",
            "  below 5 %         900                 18             120",
            "  50 % and more     100                 60           2,000",
            "  all             1,000                 78           2,120",
            "",
            "Next best action: people by what is proposed for them",
            "",
            "  action  people      cost  expected net gain  a human decides",
            "  ------  ------  --------  -----------------  ---------------",
            "  none       600      0.00           1,800.00                0",
            "  call       400  2,400.00           1,200.00              400",
            "  all      1,000  2,400.00           3,000.00              400");
  }

  /** 9 calls are few; with the total, the mails would tell them, and so would the cost of all. */
  @Test
  void few_people_cannot_be_seen_or_found_by_what_all_cost() {
    List<String> lines =
        lines(
            List.of(LOW, HIGH),
            List.of(proposed("none", 960, 0), proposed("mail", 31, 0.5), proposed("call", 9, 6)));

    assertThat(lines)
        .contains(
            "  none    960         0.00           2,880.00                0",
            "  mail    suppressed",
            "  call    suppressed",
            "  all     1,000",
            "  50 % and more     100                 60           2,000");
  }

  @Test
  void a_total_that_one_table_hides_is_hidden_in_the_other() {
    List<String> lines =
        lines(
            List.of(new RiskGroup("below 5 %", 11, 1, 5)),
            List.of(proposed("none", 5, 0), proposed("mail", 6, 0.5)));

    assertThat(lines)
        .contains(
            "  below 5 %    suppressed",
            "  all          suppressed",
            "  none    suppressed",
            "  mail    suppressed",
            "  all     suppressed");
  }

  @Test
  void nobody_scored_is_told_nothing_of() {
    assertThat(ScoreText.people(List.of(), List.of(), 10)).isEmpty();
    assertThat(lines(List.of(LOW), List.of())).noneMatch(line -> line.contains("action"));
  }

  @Test
  void a_model_is_told_with_its_figures_on_later_people() {
    assertThat(ScoreText.model(SampleCards.card()).lines())
        .contains(
            "Model of churn within 90 days: blend, trained as of 2026-07-10T00:00:00Z on 3,600 people; figures on later people")
        .anyMatch(line -> line.matches("  auc +0\\.8\\d{3}  \\[0\\.8\\d{3}, 0\\.8\\d{3}]"));
  }

  @Test
  void effects_stand_with_intervals_and_what_is_done_with_them() {
    assertThat(
            ScoreText.effects(
                    List.of(
                        new ScoreText.Effect(
                            "winback",
                            "mail",
                            0.0312,
                            new Interval(0.011, 0.0514),
                            "everybody is given the average effect")))
                .lines()
                .skip(5)
                .map(String::strip))
        .containsExactly(
            "mail    winback             0.0312  [0.0110, 0.0514]  everybody is given the average effect");
  }
}
