package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.search.SearchOutcome;

class SearchReportTest {
  private static final SearchReport REPORT =
      new SearchReport(
          List.of(
              new SearchOutcome(20, 7, ridges(0.0021, 0.013), 0.41187, 0.41234),
              new SearchOutcome(20, 0, ridges(0.001, 0.01), 0.4, 0.4)));

  private static Map<String, Double> ridges(double ridge, double bendRidge) {
    Map<String, Double> ridges = new LinkedHashMap<>();
    ridges.put("ridge", ridge);
    ridges.put("bend-ridge", bendRidge);
    return ridges;
  }

  @Test
  void each_fold_has_its_own_choice() {
    assertThat(REPORT.text())
        .isEqualTo(
            """
            Parameters searched without the people of a fold, 20 sets drawn beside the usual one:
              fold 1: trial 7 of 20: ridge 0.0021, bend-ridge 0.013: log loss 0.41187, of the usual set 0.41234
              fold 2: trial 0 of 20: ridge 0.001, bend-ridge 0.01: log loss 0.40000, of the usual set 0.40000
            """);
  }

  @Test
  void programs_are_told_the_same_to_the_last_digit() {
    assertThat(REPORT.json())
        .isEqualTo(
            """
            ,
              "search": [
                {"trials": 20, "chosen": 7, "parameters": {"ridge": 0.0021, "bend-ridge": 0.013}, "log_loss": 0.41187, "usual_log_loss": 0.41234},
                {"trials": 20, "chosen": 0, "parameters": {"ridge": 0.001, "bend-ridge": 0.01}, "log_loss": 0.4, "usual_log_loss": 0.4}
              ]"""
                .stripTrailing());
  }

  @Test
  void nothing_is_told_where_nothing_was_searched() {
    assertThat(new SearchReport(List.of()).text()).isEmpty();
    assertThat(new SearchReport(List.of()).json()).isEmpty();
  }
}
