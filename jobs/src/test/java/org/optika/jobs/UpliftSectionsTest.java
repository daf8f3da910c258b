package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.card.PolicyTable;
import org.optika.core.scores.card.PolicyTable.Segment;
import org.optika.core.scores.card.PolicyTable.Treatment;
import org.optika.core.scores.leakage.Finding;
import org.optika.core.scores.leakage.FindingKind;
import org.optika.spark.scores.FeatureDrift;

class UpliftSectionsTest {
  private static final List<String> MAIL = List.of("mail");

  private static final List<PolicyTable> TREATED =
      List.of(
          new PolicyTable(
              "age",
              List.of(
                  new Segment("under 25", Optional.empty(), List.of()),
                  new Segment(
                      "25 to 34",
                      Optional.of(1_200L),
                      List.of(new Treatment(Optional.of(0.125), 0.0312))),
                  new Segment(
                      "35 to 44",
                      Optional.of(80L),
                      List.of(new Treatment(Optional.empty(), -0.01))))));

  private static final List<FeatureDrift> DRIFT =
      List.of(
          new FeatureDrift("orders", 0.0123, List.of()),
          new FeatureDrift(
              "tenure",
              0.6,
              List.of(
                  new Finding(
                      FindingKind.DRIFT, Finding.Weight.STOP, "tenure", 0.6, 0.25, "drifted"))));

  @Test
  void groups_stand_with_shares_and_mean_effects_or_as_hidden() {
    assertThat(UpliftSections.treated(TREATED, MAIL).lines())
        .containsExactly(
            "  age       people  mail: given  mean effect",
            "  --------  ------  -----------  -----------",
            "  under 25  hidden  hidden       hidden",
            "  25 to 34  1,200   12.5 %       0.0312",
            "  35 to 44  80      hidden       -0.0100");
  }

  @Test
  void what_is_hidden_is_not_in_the_json() {
    assertThat(UpliftSections.treatedJson(TREATED, MAIL))
        .isEqualTo(
            List.of(
                Map.of(
                    "by",
                    "age",
                    "segments",
                    List.of(
                        Map.of("name", "under 25"),
                        Map.of(
                            "name",
                            "25 to 34",
                            "people",
                            1_200L,
                            "mail",
                            Map.of("share", 0.125, "mean_effect", 0.0312)),
                        Map.of(
                            "name",
                            "35 to 44",
                            "people",
                            80L,
                            "mail",
                            Map.of("mean_effect", -0.01))))));
  }

  @Test
  void drift_stands_with_what_is_found() {
    assertThat(UpliftSections.drift(DRIFT).lines())
        .containsExactly(
            "  feature  stability index  finding",
            "  -------  ---------------  ----------------------",
            "  orders            0.0123",
            "  tenure            0.6000  other people than then");
    assertThat(UpliftSections.driftJson(DRIFT))
        .containsExactly(
            Map.of("feature", "orders", "stability_index", 0.0123, "findings", List.of()),
            Map.of("feature", "tenure", "stability_index", 0.6, "findings", List.of("drift")));
  }
}
