package org.optika.evidence.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.optika.core.evidence.report.Audience;
import org.optika.core.evidence.report.ReportTables;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.Fixture;
import org.optika.evidence.Json;

class ReportInputTest {

  @Test
  void reads_all_tables_of_the_audience_sorted_by_key() {
    ReportInput input = Fixture.input();
    assertThat(input.tables().stream().map(TableRows::table))
        .isEqualTo(ReportTables.of(Audience.AUTHORITY));
    TableRows requests = input.table(ReportTables.REQUESTS);
    assertThat(requests.rows().get(0)).containsExactly("access", "2026-07", 14L, 14L, false);
    assertThat(requests.isWithheld(requests.rows().get(1))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[\"access\",\"2026-07\",-1,1,false]; received",
        "[\"access\",\"2026-07\",1.5,1,false]; received",
        "[\"access\",\"2026-07\",\"1\",1,false]; received",
        "[\"access\",null,1,1,false]; month",
        "[\"access\",\"\",1,1,false]; month",
        "[\"theft\",\"2026-07\",1,1,false]; kind",
        "[\"access\",\"2026-07\",1,1,null]; withheld",
        "[\"access\",\"2026-07\",1,1,\"no\"]; withheld"
      })
  void a_value_that_its_column_does_not_allow_is_refused(String row, String column) {
    assertThatThrownBy(() -> rows(row))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("row 1, column " + column);
  }

  @Test
  void two_rows_with_one_key_are_refused() {
    String row = "[\"access\",\"2026-07\",1,1,false]";
    assertThatThrownBy(() -> rows(row + "," + row)).hasMessageContaining("two rows have the key");
  }

  @Test
  void a_row_of_another_length_is_refused() {
    assertThatThrownBy(() -> rows("[\"access\"]")).hasMessageContaining("expected 5 values, got 1");
  }

  private static TableRows rows(String rows) {
    String json = "{\"table\":\"requests\",\"rows\":[" + rows + "]}";
    return TableRows.of(
        ReportTables.REQUESTS, Json.read("test", json.getBytes(StandardCharsets.UTF_8)));
  }
}
