package org.optika.core.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportPeriodTest {

  @ParameterizedTest
  @CsvSource({
    "2026, 2026-01-01, 2027-01-01, 12",
    "2026-Q1, 2026-01-01, 2026-04-01, 3",
    "2026-Q4, 2026-10-01, 2027-01-01, 3",
    "2026-09, 2026-09-01, 2026-10-01, 1",
    "2026-12, 2026-12-01, 2027-01-01, 1"
  })
  void a_period_is_a_year_a_quarter_or_a_month(
      String id, LocalDate from, LocalDate until, int months) {
    ReportPeriod period = ReportPeriod.of(id);
    assertThat(period).isEqualTo(new ReportPeriod(id, from, until));
    assertThat(period.months()).hasSize(months).first().isEqualTo(from.toString().substring(0, 7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-Q5", "2026-13", "2026-9", "Q3", "", "2026-09-01", "3026"})
  void any_other_text_is_refused(String id) {
    assertThatThrownBy(() -> ReportPeriod.of(id))
        .hasMessageContaining("2026-Q3")
        .hasMessageContaining("'" + id + "'");
  }

  @ParameterizedTest
  @CsvSource({"2026-10-01, 2026-Q3", "2027-01-01, 2026-Q4", "2026-09-01, 2026-08"})
  void the_period_that_ends_with_a_month_is_its_quarter_where_that_ends_too(
      LocalDate until, String id) {
    assertThat(ReportPeriod.endingAt(until)).contains(ReportPeriod.of(id));
    assertThat(ReportPeriod.of(id).until()).isEqualTo(until);
  }

  @Test
  void no_period_ends_within_a_month() {
    assertThat(ReportPeriod.endingAt(LocalDate.parse("2026-09-30"))).isEmpty();
  }

  @Test
  void only_a_bundle_for_the_public_is_named_after_its_audience() {
    assertThat(Audience.AUTHORITY.bundleName("shop", "2026")).isEqualTo("report-shop-2026");
    assertThat(Audience.PUBLIC.bundleName("shop", "2026")).isEqualTo("report-shop-2026-public");
  }

  @Test
  void ages_are_classes_up_to_and_with_their_limit() {
    assertThat(Age.of(0)).isEqualTo(Age.HALF_A_YEAR);
    assertThat(Age.of(6)).isEqualTo(Age.HALF_A_YEAR);
    assertThat(Age.of(7)).isEqualTo(Age.A_YEAR);
    assertThat(Age.of(13)).isEqualTo(Age.A_YEAR);
    assertThat(Age.of(14)).isEqualTo(Age.TWO_YEARS);
    assertThat(Age.of(25)).isEqualTo(Age.TWO_YEARS);
    assertThat(Age.of(26)).isEqualTo(Age.OLDER);
  }

  @Test
  void every_table_of_both_audiences_is_found_by_its_id() {
    for (Audience audience : Audience.values()) {
      ReportTables.of(audience)
          .forEach(table -> assertThat(ReportTables.find(table.id())).isSameAs(table));
    }
  }

  @Test
  void the_public_gets_no_table_of_the_authority_but_that_of_releases() {
    assertThat(ReportTables.of(Audience.PUBLIC))
        .filteredOn(ReportTables.of(Audience.AUTHORITY)::contains)
        .containsExactly(ReportTables.DP_RELEASES);
  }
}
