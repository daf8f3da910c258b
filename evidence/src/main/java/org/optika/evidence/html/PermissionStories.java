package org.optika.evidence.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.optika.core.consent.ConsentState;
import org.optika.core.evidence.report.Delay;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.evidence.report.SumRule;
import org.optika.evidence.input.TableRows;

/** Who is tracked and with what permission. */
final class PermissionStories {
  private static final String ALL = SumRule.ALL;

  private PermissionStories() {}

  static Story people(Telling telling) {
    TableRows table = telling.table(ReportTables.PEOPLE_BY_PERMISSION);
    List<String> sentences = new ArrayList<>();
    List<String> known = new ArrayList<>();
    List<String> hidden = new ArrayList<>();
    telling
        .chosenPurposes()
        .filter(purpose -> permitted(table, purpose).isPresent())
        .forEach(
            purpose ->
                (permitted(table, purpose).orElseThrow().knows("people", "share") ? known : hidden)
                    .add(purpose));
    if (!known.isEmpty()) {
      String first = known.get(0);
      Row yes = permitted(table, first).orElseThrow();
      sentences.add(
          telling.text(
              "people.permitted",
              telling.language().whole(yes.known("people")),
              telling.withInterval(yes, "share"),
              telling.purpose(first)));
      Row.where(table, "purpose", first, "permitted", "no", "state", ALL).stream()
          .filter(row -> row.knows("people", "share"))
          .forEach(
              no ->
                  sentences.add(
                      telling.text(
                          "people.refused",
                          telling.language().whole(no.known("people")),
                          telling.withInterval(no, "share"))));
    }
    if (known.size() > 1) {
      Comparator<String> byShare =
          Comparator.comparingDouble(
              purpose -> permitted(table, purpose).orElseThrow().known("share"));
      String least = known.stream().min(byShare).orElseThrow();
      String most = known.stream().max(byShare).orElseThrow();
      sentences.add(
          telling.text(
              "people.range",
              telling.language().percent(permitted(table, least).orElseThrow().known("share")),
              telling.purpose(least),
              telling.language().percent(permitted(table, most).orElseThrow().known("share")),
              telling.purpose(most)));
    }
    if (!hidden.isEmpty()) {
      sentences.add(
          telling.text(
              "people.withheld",
              String.join(", ", hidden.stream().map(telling::purpose).toList())));
    }
    List<Charts.Stack> stacks =
        telling.header().purposeIds().stream()
            .filter(purpose -> permitted(table, purpose).isPresent())
            .map(purpose -> stack(telling, table, purpose))
            .toList();
    return new Story(
        sentences,
        stacks.isEmpty()
            ? List.of()
            : List.of(
                Charts.stacks(
                    telling, telling.id("people-chart"), telling.text("people.chart"), stacks)));
  }

  /** Sum over the states that permit a purpose. */
  static Optional<Row> permitted(TableRows table, String purpose) {
    return Row.where(table, "purpose", purpose, "permitted", "yes", "state", ALL).stream()
        .findFirst();
  }

  private static Charts.Stack stack(Telling telling, TableRows table, String purpose) {
    List<Charts.Part> parts = new ArrayList<>();
    for (String permitted : List.of("yes", "no")) {
      for (ConsentState state : states()) {
        Row.where(table, "purpose", purpose, "permitted", permitted, "state", state.label())
            .stream()
            .filter(row -> row.knows("share") && row.known("share") > 0)
            .forEach(
                row ->
                    parts.add(
                        new Charts.Part(
                            telling.shown(row, "state"),
                            row.known("share"),
                            telling.language().percent(row.known("share")),
                            Fill.of(state))));
      }
    }
    Row all = permitted(table, purpose).orElseThrow();
    String written =
        all.knows("share")
            ? telling.text("people.bar", telling.language().percent(all.known("share")))
            : telling.withheld();
    return new Charts.Stack(telling.purpose(purpose), written, parts);
  }

  /** With those who never chose at the end. */
  private static List<ConsentState> states() {
    return Stream.concat(
            Arrays.stream(ConsentState.values()).filter(state -> state != ConsentState.UNKNOWN),
            Stream.of(ConsentState.UNKNOWN))
        .toList();
  }

  static Story optIn(Telling telling) {
    TableRows table = telling.table(ReportTables.OPT_IN);
    List<String> sentences = new ArrayList<>();
    overall(telling)
        .ifPresent(
            row ->
                sentences.add(
                    telling.text(
                        "optin.overall",
                        telling.language().whole(row.known("denominator")),
                        telling.purpose(row.text("purpose")),
                        telling.language().whole(row.known("numerator")),
                        telling.withInterval(row, "rate"))));
    List<Page.Chart> charts = new ArrayList<>();
    for (String id : tableIds(table)) {
      charted(telling, id)
          .ifPresent(
              first -> {
                List<Row> cells = cells(telling, id, first);
                charts.add(
                    chart(telling, telling.id("opt-in-chart-" + charts.size()), first, cells));
                range(telling, cells).ifPresent(sentences::add);
              });
    }
    return new Story(sentences, charts);
  }

  /** The opt-in rate (or what there is) of the first purpose, over all showings. */
  static Optional<Row> overall(Telling telling) {
    return telling.ordered(telling.table(ReportTables.OPT_IN)).stream()
        .filter(row -> row.isAll("value_1") && row.isAll("value_2") && row.isAll("value_3"))
        .filter(row -> row.knows("numerator", "denominator", "rate"))
        .min(Comparator.comparing(row -> row.text("metric").equals("opt-in-rate") ? 0 : 1));
  }

  static List<String> tableIds(TableRows table) {
    return Row.of(table).stream().map(row -> row.text("table_id")).distinct().toList();
  }

  private static Optional<Row> charted(Telling telling, String id) {
    return telling.ordered(telling.table(ReportTables.OPT_IN)).stream()
        .filter(row -> row.has("table_id", id) && !row.text("dimension_1").equals("-"))
        .min(Comparator.comparing(row -> row.text("metric").equals("opt-in-rate") ? 0 : 1));
  }

  /** The finest cells, or those of the first dimension where these are too many. */
  private static List<Row> cells(Telling telling, String id, Row first) {
    List<Row> rows =
        telling.ordered(telling.table(ReportTables.OPT_IN)).stream()
            .filter(
                row ->
                    row.has(
                        "table_id",
                        id,
                        "metric",
                        first.text("metric"),
                        "purpose",
                        first.text("purpose")))
            .filter(row -> !row.isAll("value_1"))
            .toList();
    List<Row> finest =
        rows.stream()
            .filter(
                row ->
                    Stream.of(2, 3)
                        .allMatch(
                            place ->
                                row.text("dimension_" + place).equals("-")
                                    || !row.isAll("value_" + place)))
            .toList();
    return finest.size() <= Charts.MOST_BARS
        ? finest
        : rows.stream().filter(row -> row.isAll("value_2") && row.isAll("value_3")).toList();
  }

  private static Page.Chart chart(Telling telling, String id, Row first, List<Row> cells) {
    boolean isMonths =
        cells.stream()
            .allMatch(row -> Language.isMonth(row.text("value_1")) && row.isAll("value_2"));
    List<Charts.Bar> bars =
        cells.stream()
            .map(
                row ->
                    new Charts.Bar(
                        isMonths
                            ? telling.language().shortMonth(row.text("value_1"))
                            : Language.capital(cell(telling, row)),
                        row.number("rate"),
                        row.number("rate_low"),
                        row.number("rate_high"),
                        !row.knows("rate")
                            ? telling.withheld()
                            : isMonths
                                ? telling.language().percent(row.known("rate"))
                                : telling.withInterval(row, "rate"),
                        Fill.MIDDLE_BLUE.colour()))
            .toList();
    String title =
        telling.text(
            "optin.chart",
            telling.text("metric." + first.text("metric")),
            telling.purpose(first.text("purpose")),
            dimensions(telling, first));
    return isMonths
        ? Charts.months(telling, id, title, bars)
        : Charts.bars(telling, id, title, true, bars);
  }

  /** Names of the dimensions of a table: channel × device. */
  static String dimensions(Telling telling, Row row) {
    return String.join(
        " × ",
        Stream.of("dimension_1", "dimension_2", "dimension_3")
            .filter(column -> !row.text(column).equals("-"))
            .map(column -> telling.shown(row, column))
            .toList());
  }

  private static String cell(Telling telling, Row row) {
    return String.join(
        ", ",
        Stream.of("value_1", "value_2", "value_3")
            .filter(column -> !row.isAll(column))
            .map(column -> telling.shown(row, column))
            .toList());
  }

  private static Optional<String> range(Telling telling, List<Row> cells) {
    List<Row> known = cells.stream().filter(row -> row.knows("rate")).toList();
    if (known.size() < 2) {
      return Optional.empty();
    }
    Comparator<Row> byRate = Comparator.comparingDouble(row -> row.known("rate"));
    Row least = known.stream().min(byRate).orElseThrow();
    Row most = known.stream().max(byRate).orElseThrow();
    return Optional.of(
        telling.text(
            "optin.range",
            dimensions(telling, least),
            telling.language().percent(least.known("rate")),
            cell(telling, least),
            telling.language().percent(most.known("rate")),
            cell(telling, most)));
  }

  static Story withdrawals(Telling telling) {
    TableRows table = telling.table(ReportTables.WITHDRAWALS);
    List<String> sentences = new ArrayList<>();
    List<Charts.Stack> stacks = new ArrayList<>();
    for (String purpose : telling.header().purposeIds()) {
      Optional<Row> all =
          Row.where(table, "purpose", purpose, "month", ALL, "time_to_effect", ALL).stream()
              .findFirst();
      if (all.isEmpty()) {
        continue;
      }
      OptionalDouble people = all.get().number("people");
      if (people.isPresent()) {
        sentences.add(
            telling.text(
                "withdrawals.people",
                telling.purpose(purpose),
                telling.language().whole(people.getAsDouble()),
                early(telling, table, purpose)));
      }
      stacks.add(
          new Charts.Stack(
              telling.purpose(purpose),
              people.isPresent()
                  ? telling.text("withdrawals.bar", telling.language().whole(people.getAsDouble()))
                  : telling.withheld(),
              people.isPresent()
                  ? delays(telling, table, purpose, people.getAsDouble())
                  : List.of()));
    }
    return new Story(
        sentences,
        stacks.isEmpty()
            ? List.of()
            : List.of(
                Charts.stacks(
                    telling,
                    telling.id("withdrawals-chart"),
                    telling.text("withdrawals.chart"),
                    stacks)));
  }

  /** Of the people who withdrew, how many were known within a day. */
  private static String early(Telling telling, TableRows table, String purpose) {
    double people = 0;
    for (Delay delay : List.of(Delay.WITHIN_A_MINUTE, Delay.WITHIN_AN_HOUR, Delay.WITHIN_A_DAY)) {
      for (Row row :
          Row.where(table, "purpose", purpose, "month", ALL, "time_to_effect", delay.label())) {
        if (!row.knows("people")) {
          return telling.withheld();
        }
        people += row.known("people");
      }
    }
    return telling.language().whole(people);
  }

  private static List<Charts.Part> delays(
      Telling telling, TableRows table, String purpose, double people) {
    List<Charts.Part> parts = new ArrayList<>();
    for (Delay delay : Delay.values()) {
      Row.where(table, "purpose", purpose, "month", ALL, "time_to_effect", delay.label()).stream()
          .filter(row -> row.knows("people") && row.known("people") > 0)
          .forEach(
              row ->
                  parts.add(
                      new Charts.Part(
                          telling.shown(row, "time_to_effect"),
                          Math.min(1, row.known("people") / people),
                          telling.language().whole(row.known("people")),
                          Fill.step(delay.ordinal()))));
    }
    return parts;
  }
}
