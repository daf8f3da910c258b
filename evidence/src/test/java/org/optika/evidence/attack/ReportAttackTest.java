package org.optika.evidence.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.ReportTables;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.Fixture;
import org.optika.evidence.Json;
import org.optika.evidence.bundle.BundleBuilder;
import org.optika.evidence.format.AttackFormat;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;

/** The attack on the whole report of {@link Fixture}, and on what may be wrong with one. */
class ReportAttackTest {
  private static final int THRESHOLD = 10;
  private static final ReportTable PEOPLE = ReportTables.PEOPLE_BY_PERMISSION;
  private static final ReportTable OPT_IN = ReportTables.OPT_IN;
  private static final ReportTable BUSINESS = ReportTables.BUSINESS;
  private static final ReportTable WITHDRAWALS = ReportTables.WITHDRAWALS;

  @Test
  void a_good_report_passes_and_says_so_without_a_figure() {
    AttackReport report = TableAttack.run(Fixture.input());

    report.requireSafe();
    String json = new String(Json.lines(report.toJson()), StandardCharsets.UTF_8);
    assertThat(json)
        .contains(
            "\"metrics\": \"together\"",
            "\"verdict\": \"safe\"",
            "\"narrowest_interval\": \">= 10\"")
        .doesNotContain("recoverable");
    assertThat(report.tables().stream().mapToInt(AttackReport.Table::programs).sum()).isPositive();
    assertThat(report.tables()).extracting(AttackReport.Table::id).contains("gate", "retention");
  }

  @Test
  void a_row_that_alone_is_withheld_is_named_and_its_count_is_not() {
    Report report = changed(WITHDRAWALS, key("measurement", "2026-07", "within a day"), hide());

    assertThatThrownBy(() -> attack(report).requireSafe())
        .isInstanceOf(EvidenceException.class)
        .hasMessage(
            "attack test: withdrawals, row [measurement, 2026-07, within a day]: the withheld count"
                + " of withdrawals.people can be computed exactly; the report was not written;"
                + " withhold a further row of the same sums, or publish fewer values");
  }

  @Test
  void no_bundle_is_made_of_a_report_that_fails() {
    Report report = changed(WITHDRAWALS, key("measurement", "2026-07", "within a day"), hide());
    ReportInput good = Fixture.input();
    ReportInput input =
        new ReportInput(good.header(), good.source(), report.tables(), good.documents());

    assertThatThrownBy(() -> BundleBuilder.unsigned(input))
        .isInstanceOf(EvidenceException.class)
        .hasMessageStartingWith("attack test: withdrawals, row");
    assertThat(BundleBuilder.unsigned(good).file(AttackFormat.PATH)).isPresent();
  }

  @Test
  void every_single_row_of_a_table_with_margins_is_caught_when_it_is_withheld_alone() {
    for (ReportTable table : List.of(WITHDRAWALS, ReportTables.GATE, ReportTables.RETENTION)) {
      TableRows rows = Fixture.input().table(table);
      for (List<Object> row : rows.rows()) {
        if (Long.valueOf(0).equals(rows.value(row, table.people()))) {
          continue; // a withheld count is at least 1: that it is 0 contradicts the others
        }
        AttackReport report = attack(changed(only(table, now()), table, row::equals, hide()));

        assertThat(report.failures()).as("%s %s", table.id(), row).isNotEmpty();
        assertThat(report.failures().get(0).place().key()).isEqualTo(Place.of(rows, row, "").key());
      }
    }
  }

  @Test
  void a_margin_that_another_table_shows_is_not_withheld() {
    Report report = changed(OPT_IN, key("by-month", "opt-in-rate", "measurement", "all"), hide());

    assertThat(problems(report))
        .contains(
            "opt_in, row [by-month, opt-in-rate, measurement, all, all, all]: the withheld count is"
                + " shown in opt_in, row [by-channel-device, consent-rate, measurement, all, all,"
                + " all]");
  }

  @Test
  void a_metric_that_shows_what_another_metric_withholds_is_found() {
    Report report =
        changed(
            OPT_IN,
            key("by-channel-device", "consent-rate", "profiling", "app", "desktop"),
            show(38L, 56L, 0.68, 0.55, 0.79));

    assertThat(problems(report))
        .contains(
            "opt_in, row [by-channel-device, opt-in-rate, profiling, app, desktop, all]: the"
                + " withheld count is shown in opt_in, row [by-channel-device, consent-rate,"
                + " profiling, app, desktop, all]");
  }

  @Test
  void everybody_is_observed_for_each_purpose_so_one_of_them_is_not_withheld() {
    Report report = changed(PEOPLE, key("profiling", "all", "all", "all"), hide());

    assertThat(problems(report))
        .contains(
            "people_by_permission, row [profiling, all, all]: the withheld count is shown in"
                + " people_by_permission, row [accountability, all, all]");
  }

  @Test
  void a_withheld_row_with_any_figure_is_found() {
    Report report =
        changed(PEOPLE, key("email_marketing", "no", "withdrawn"), row -> row.set(5, 0.0042));

    assertThat(problems(report))
        .containsExactly(
            "people_by_permission, row [email_marketing, no, withdrawn]: the row is withheld and"
                + " shows share");
  }

  @Test
  void a_small_count_that_is_published_is_found() {
    Report report = changed(ReportTables.REQUESTS, key("access"), row -> row.set(2, 9L));

    assertThat(problems(report))
        .containsExactly(
            "requests, row [access, 2026-07]: received is published and below the threshold of 10");
  }

  @Test
  void a_row_without_a_count_has_to_say_that_it_is_withheld() {
    Report report = changed(ReportTables.REQUESTS, key("access"), row -> row.set(2, null));

    assertThat(problems(report))
        .containsExactly(
            "requests, row [access, 2026-07]: the row is not withheld and has no received");
  }

  @Test
  void orders_of_a_single_withheld_region_are_a_subtraction() {
    Report report =
        changed(
            BUSINESS,
            key("region", "FR-IDF"),
            show(1000L, 600L, 540L, 225L, 46000.0, 17000.0, 0.54, 0.375));

    assertThat(problems(report))
        .containsExactly(
            "business_by_permission, row [region, BE-VLG]: its orders and revenue are those of all"
                + " less those of every other region");
  }

  @Test
  void sums_that_do_not_hold_are_not_attacked_but_refused() {
    Report report =
        changed(WITHDRAWALS, key("measurement", "2026-07", "within a day"), row -> row.set(3, 68L));

    assertThat(problems(report))
        .containsExactly(
            "all tables: no people can give all published figures: sums or metrics contradict each"
                + " other");
  }

  @Test
  void what_an_earlier_report_shows_cannot_be_withheld_any_more() {
    Report now = now();
    Report earlier =
        changed(
            OPT_IN,
            key("by-channel-device", "opt-in-rate", "profiling", "app", "desktop"),
            show(38L, 68L, 0.56, 0.44, 0.67));

    assertThat(TableAttack.run(now, List.of(earlier), THRESHOLD).failures())
        .extracting(Failure::toString)
        .contains(
            "opt_in, row [by-channel-device, opt-in-rate, profiling, app, desktop, all]: the"
                + " withheld count is shown in opt_in, row [by-channel-device, opt-in-rate,"
                + " profiling, app, desktop, all] of the report on 2026-Q3");
  }

  /** The report on July says what the quarter withholds of it. */
  @Test
  void a_month_of_an_earlier_report_is_the_month_of_this_one() {
    Report quarter =
        changed(
            only(WITHDRAWALS, now()),
            WITHDRAWALS,
            row ->
                row.get(0).equals("measurement")
                    && List.of("2026-07", "2026-08").contains(row.get(1))
                    && List.of("within an hour", "within a day").contains(row.get(2)),
            hide());
    assertThat(attack(quarter).failures()).isEmpty();
    Report july =
        new Report(
            "2026-07",
            LocalDate.parse("2026-07-01"),
            LocalDate.parse("2026-08-01"),
            List.of(
                new TableRows(
                    WITHDRAWALS,
                    List.of(List.of("measurement", "all", "within a day", 67L, false)))));

    List<Failure> failures = TableAttack.run(quarter, List.of(july), THRESHOLD).failures();

    // One of four cells in a square is enough for all of them.
    assertThat(failures).extracting(failure -> failure.place().key()).hasSize(4);
  }

  @Test
  void a_figure_that_has_changed_since_an_earlier_report_is_told() {
    Report earlier = only(WITHDRAWALS, now());
    List<List<Object>> rows = new ArrayList<>();
    for (List<Object> row : earlier.tables().get(0).rows()) {
      rows.add(row.get(1).equals("2026-08") ? changed(row, r -> r.set(3, 20L)) : row);
    }
    Report other =
        new Report(
            "2026-H2",
            earlier.from(),
            LocalDate.parse("2027-01-01"),
            List.of(
                new TableRows(
                    WITHDRAWALS, rows.stream().filter(r -> !r.get(1).equals("all")).toList())));

    AttackReport report = TableAttack.run(now(), List.of(other), THRESHOLD);

    assertThat(report.failures()).isEmpty();
    assertThat(report.earlierReports()).isEqualTo(1);
    assertThat(report.findings())
        .contains(
            "withdrawals, row [measurement, 2026-08, within an hour] of the report on 2026-H2 shows"
                + " another people than the report under test");
  }

  private static AttackReport attack(Report report) {
    return TableAttack.run(report, List.of(), THRESHOLD);
  }

  private static List<String> problems(Report report) {
    return attack(report).failures().stream().map(Failure::toString).toList();
  }

  private static Report now() {
    return Report.of(Fixture.input());
  }

  private static Report only(ReportTable table, Report report) {
    return new Report(
        report.id(),
        report.from(),
        report.until(),
        report.tables().stream().filter(rows -> rows.table().equals(table)).toList());
  }

  private static Report changed(
      ReportTable table, Predicate<List<Object>> which, Consumer<List<Object>> change) {
    return changed(now(), table, which, change);
  }

  private static Report changed(
      Report report,
      ReportTable table,
      Predicate<List<Object>> which,
      Consumer<List<Object>> change) {
    return new Report(
        report.id(),
        report.from(),
        report.until(),
        report.tables().stream()
            .map(
                rows ->
                    rows.table().equals(table)
                        ? new TableRows(
                            table,
                            rows.rows().stream()
                                .map(row -> which.test(row) ? changed(row, change) : row)
                                .toList())
                        : rows)
            .toList());
  }

  private static List<Object> changed(List<Object> row, Consumer<List<Object>> change) {
    List<Object> copy = new ArrayList<>(row);
    change.accept(copy);
    return copy;
  }

  /** Rows of which some values follow each other like this. */
  private static Predicate<List<Object>> key(String... values) {
    return row -> {
      List<Object> left = new ArrayList<>(row);
      for (String value : values) {
        int place = left.indexOf(value);
        if (place < 0) {
          return false;
        }
        left = left.subList(place + 1, left.size());
      }
      return true;
    };
  }

  private static Consumer<List<Object>> hide() {
    return row -> {
      for (int index = 0; index < row.size(); index++) {
        if (row.get(index) instanceof Number) {
          row.set(index, null);
        }
      }
      row.set(row.size() - 1, true);
    };
  }

  private static Consumer<List<Object>> show(Object... figures) {
    return row -> {
      int first = row.size() - 1 - figures.length;
      for (int index = 0; index < figures.length; index++) {
        row.set(first + index, figures[index]);
      }
      row.set(row.size() - 1, false);
    };
  }
}
