package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.optika.core.consent.LegalBasis;
import org.optika.core.consent.Purpose;

class NextBestActionJobTest {
  private static Purpose purpose(String id, LegalBasis basis, Map<String, LegalBasis> basisIn) {
    return new Purpose(id, basis, basisIn, false, false, false, false, "");
  }

  @Test
  void contacts_are_counted_under_a_purpose_that_is_a_legal_obligation_everywhere() {
    LegalBasis duty = LegalBasis.LEGAL_OBLIGATION;

    assertThat(NextBestActionJob.countsContacts(purpose("accountability", duty, Map.of())))
        .isTrue();
    assertThat(
            NextBestActionJob.countsContacts(
                purpose("accountability", duty, Map.of("NL", LegalBasis.CONSENT))))
        .isFalse();
    assertThat(
            NextBestActionJob.countsContacts(
                purpose("accountability", LegalBasis.CONSENT, Map.of("NL", duty))))
        .isFalse();
    assertThat(NextBestActionJob.countsContacts(purpose("measurement", duty, Map.of()))).isFalse();
  }
}
