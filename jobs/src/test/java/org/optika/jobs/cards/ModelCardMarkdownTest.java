package org.optika.jobs.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.card.ModelCard;
import org.optika.core.scores.card.Retraining;

class ModelCardMarkdownTest {
  private final ModelCard card = SampleCards.card();
  private final List<String> lines = ModelCardMarkdown.of(card).lines().toList();

  @Test
  void the_first_five_lines_say_what_of_whom_and_how_good() {
    assertThat(lines)
        .startsWith(
            "# Churn scores: model churn-2026-07",
            "- **What:** a score of 30 % means: of 100 people like this one, about 30 do not order"
                + " again within 90 days.",
            "- **Of whom:** buyers of the last 90 days, people who permit measurement and"
                + " profiling; never as the only ground for a decision that weighs on a person.",
            "- **How good:** of 100 people with a score of 86 %, about 83 (78 to 88) did not order"
                + " again within 90 days, of 100 with 2 % about 2 (1 to 5); in brackets the 95 %"
                + " interval; of two people, one with the outcome"
                + " and one without, the one with it has the higher score 86 times in 100.",
            "- **Still good:** 7.5 % of those trained on have withdrawn since, the limit is 5.0 %:"
                + " **train anew**.",
            "");
  }

  @Test
  void few_withdrawals_are_told_as_few() {
    ModelCard few = card.with(new Retraining(OptionalDouble.empty(), 0.05, false));

    assertThat(ModelCardMarkdown.of(few).lines().toList())
        .contains(
            "- **Still good:** fewer than 10 of those trained on have withdrawn since, the limit is"
                + " 5.0 %.");
  }

  @Test
  void every_row_of_a_table_has_its_columns() {
    int columns = 0;
    int tables = 0;
    for (String line : lines) {
      if (!line.startsWith("|")) {
        columns = 0;
        continue;
      }
      int cells = line.replace("\\|", "").split("\\|", -1).length - 2;
      tables += columns == 0 ? 1 : 0;
      columns = columns == 0 ? cells : columns;
      assertThat(cells).as(line).isEqualTo(columns);
    }
    assertThat(tables).isEqualTo(10);
  }

  @Test
  void what_is_hidden_is_told_as_hidden() {
    assertThat(lines)
        .contains(
            "| BE | hidden | hidden | hidden | hidden | hidden | hidden | hidden | hidden |",
            "| training | 2026-01-01T00:00:00Z | hidden | 2,500 | fewer than 10 | hidden |",
            "| training | 2025-10-01T00:00:00Z | 2,750 | 2,500 | 250 | 9.1 % |",
            "| test | 2026-04-01T00:00:00Z | 2,440 | 2,440 | 0 | 0.0 % |");
  }

  @Test
  void figures_come_with_intervals_and_words() {
    double brier = card.quality().test().figure("brier").orElseThrow().value();

    assertThat(lines)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("| brier | " + Markdown.figure(brier) + " | ")
                    .contains(" to ")
                    .endsWith(" | mean squared error; lower is better |"));
  }

  @Test
  void findings_stand_with_the_reason_for_which_they_were_accepted() {
    assertThat(lines)
        .containsSubsequence(
            "| Feature 'days-since-last-order' raises the AUC of the model by 0.0912 | Known at the"
                + " till \\| at once. |",
            "| Feature 'orders-90d' has drifted between training and scoring | a note, stops"
                + " nothing |");
  }

  @Test
  void a_search_is_told_with_what_it_took() {
    assertThat(lines)
        .contains(
            "| search in the folds | trial 7 of 20: ridge 0.0021: log loss 0.41187, of the usual set"
                + " 0.41234 |");
  }

  @Test
  void features_stand_by_importance_with_what_is_known_of_them() {
    assertThat(lines)
        .containsSubsequence(
            "| days since last order (days-since-last-order) | days | all before | conversion |"
                + " measurement, profiling | 0.8100 | 50.6 % | 0.7700 | 0.0310 |  |",
            "| age (age) | years | all before | customer | measurement, profiling | 0.1000 | 6.3 %"
                + " | 0.5333 | not measured | Offers for students differ by law. |");
  }

  @Test
  void the_command_that_proves_absence_can_be_copied() {
    assertThat(lines).contains("    optika prove-membership --model churn-2026-07 --subject KEY");
  }

  @Test
  void texts_are_shown_as_they_are() {
    assertThat(Markdown.escaped("a|b *c* _d_ [e](f) `g` <h> & \\ \n i"))
        .isEqualTo("a\\|b \\*c\\* \\_d\\_ \\[e\\](f) \\`g\\` &lt;h> &amp; \\\\   i");
  }

  @Test
  void blocks_are_apart_by_one_empty_line() {
    assertThat(
            new Markdown()
                .line("# Title")
                .heading("One")
                .paragraph("Text.")
                .picture("a.svg", "A")
                .table(List.of("name", "number#"), List.of(List.of("b", "1")))
                .bullets("List", List.of("c"))
                .text())
        .isEqualTo(
            """
            # Title

            ## One

            Text.

            ![A](a.svg)

            | name | number |
            | --- | ---: |
            | b | 1 |

            **List**

            - c
            """);
    assertThat(ModelCardMarkdown.of(card)).doesNotContain("\n\n\n");
  }
}
