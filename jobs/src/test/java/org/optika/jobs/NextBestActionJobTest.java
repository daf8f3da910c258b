package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.optika.core.consent.Jurisdiction;
import org.optika.core.consent.LegalBasis;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;
import org.optika.core.scores.Feature;
import org.optika.spark.table.PersonTable;
import org.optika.spark.table.Tables;

class NextBestActionJobTest {
  private static final LegalBasis DUTY = LegalBasis.LEGAL_OBLIGATION;

  private static Map<PersonTable, List<String>> purposes(
      String id, LegalBasis basis, Map<String, LegalBasis> basisIn) {
    return NextBestActionJob.purposes(
        new RulePack(
            List.of(
                new Purpose(
                    "profiling", LegalBasis.CONSENT, Map.of(), false, false, false, false, ""),
                new Purpose(id, basis, basisIn, false, false, false, false, "")),
            List.of(new Jurisdiction("EU", List.of(), List.of(), List.of())),
            List.of(),
            List.of()),
        Map.of(
            Feature.Source.CONTACT, List.of("profiling", "measurement"),
            Feature.Source.CUSTOMER, List.of("profiling")));
  }

  @Test
  void contacts_are_read_under_the_legal_obligation_and_states_under_the_purposes_of_scores() {
    assertThat(purposes("accountability", DUTY, Map.of()))
        .isEqualTo(
            Map.of(
                Tables.CONTACT, List.of("accountability"),
                Tables.CUSTOMER, List.of("profiling")));
  }

  @Test
  void without_a_purpose_that_is_a_legal_obligation_everywhere_contacts_are_not_counted() {
    assertRefused("accountability", DUTY, Map.of("NL", LegalBasis.CONSENT));
    assertRefused("accountability", LegalBasis.CONSENT, Map.of("NL", DUTY));
    assertRefused("measurement", DUTY, Map.of());
  }

  private static void assertRefused(String id, LegalBasis basis, Map<String, LegalBasis> basisIn) {
    assertThatThrownBy(() -> purposes(id, basis, basisIn))
        .isInstanceOf(UserErrorException.class)
        .hasMessageStartingWith(
            "conf/purposes.yaml needs a purpose 'accountability' with basis legal_obligation in all"
                + " jurisdictions");
  }
}
