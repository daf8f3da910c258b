package org.optika.core.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.optika.core.consent.ConsentState;

class CountRowsTest {
  private static final int THRESHOLD = 10;

  /**
   * 5 + 6 people: with their sum known, each lies between 1 and 10. Everybody is 11, everywhere.
   */
  @Test
  void everybody_is_withheld_for_all_purposes_or_for_none() {
    List<List<Object>> rows =
        CountRows.peopleByPermission(
            Map.of(
                "measurement", Map.of(ConsentState.CONSENT, 5L, ConsentState.UNKNOWN, 6L),
                "attribution", Map.of(ConsentState.CONSENT, 11L)),
            THRESHOLD);

    assertThat(rows)
        .filteredOn(row -> row.get(1).equals("all") && row.get(2).equals("all"))
        .hasSize(2)
        .allMatch(row -> row.get(4) == null && row.get(8).equals(true));
  }

  @Test
  void few_people_of_one_purpose_are_hidden_among_its_own_states() {
    List<List<Object>> rows =
        CountRows.peopleByPermission(
            Map.of(
                "measurement",
                Map.of(
                    ConsentState.CONSENT, 500L,
                    ConsentState.UNKNOWN, 90L,
                    ConsentState.WITHDRAWN, 3L),
                "attribution",
                Map.of(ConsentState.CONSENT, 400L, ConsentState.UNKNOWN, 193L)),
            THRESHOLD);

    assertThat(rows)
        .filteredOn(row -> row.get(0).equals("attribution"))
        .isNotEmpty()
        .allMatch(row -> row.get(8).equals(false));
    assertThat(rows)
        .filteredOn(row -> row.get(8).equals(true))
        .extracting(row -> row.get(1) + " " + row.get(2))
        .containsExactlyInAnyOrder("no withdrawn", "no unknown", "all withdrawn", "all unknown");
  }
}
