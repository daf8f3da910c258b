package org.optika.core.evidence.report;

import static org.optika.core.evidence.report.ReportColumn.amount;
import static org.optika.core.evidence.report.ReportColumn.count;
import static org.optika.core.evidence.report.ReportColumn.key;
import static org.optika.core.evidence.report.ReportColumn.number;
import static org.optika.core.evidence.report.ReportColumn.oneOf;
import static org.optika.core.evidence.report.ReportColumn.required;
import static org.optika.core.evidence.report.ReportColumn.share;
import static org.optika.core.evidence.report.ReportColumn.withheld;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.optika.core.consent.ConsentState;
import org.optika.core.optin.OptInMetric;
import org.optika.core.optin.OptInMetrics;

/** Tables for a supervisory authority. */
final class AuthorityTables {
  private static final String WILSON = "Wilson, 95 %";
  private static final String NONE = "none";
  private static final String AT_END = "end of the period";
  private static final String IN_PERIOD = "the period";
  private static final String ROBOTS = "robots";

  private AuthorityTables() {}

  static final ReportTable PEOPLE_BY_PERMISSION =
      new ReportTable(
          "people_by_permission",
          "People tracked and not tracked",
          "People observed, by whether a purpose is permitted for them at the end of the period, and by what decides that.",
          List.of(
              key("purpose", "purpose id"),
              oneOf(
                  "permitted",
                  "whether the purpose is permitted, so that people are tracked for it",
                  "all",
                  "yes",
                  "no"),
              oneOf("state", "what decides, e.g. consent or withdrawn; all = any", states()),
              oneOf(
                  "legal_basis",
                  "basis on which the purpose is permitted; none where it is not, all where several are summed up",
                  "all",
                  "none",
                  "consent",
                  "legitimate_interest",
                  "soft_opt_in",
                  "legal_obligation_or_contract"),
              count(
                  "people",
                  "pseudonyms; a person with two devices that were never linked counts twice",
                  "people"),
              share("share", "people / people observed"),
              share("share_low", "its 95 % interval, lower end"),
              share("share_high", "its 95 % interval, upper end"),
              withheld()),
          List.of("purpose", "permitted", "state"),
          "people",
          List.of("purpose", "permitted", "state"),
          List.of(
              new Metric(
                  "permitted-share",
                  "share",
                  "people in the state / people observed",
                  "share",
                  "people observed, with or without a consent record",
                  AT_END,
                  WILSON,
                  ROBOTS)),
          List.of(
              new SumRule("people", "permitted", List.of("purpose", "state"), 0),
              new SumRule("people", "state", List.of("purpose", "permitted"), 0)));

  static final ReportTable OPT_IN =
      new ReportTable(
          "opt_in",
          "Opt-in by segment and over time",
          "One metric of one purpose in one cell of a table of showings of consent notices in the period.",
          List.of(
              key("table_id", "table, as configured"),
              oneOf(
                  "metric",
                  "metric id, see metrics.jsonl",
                  OptInMetrics.ofShowings().stream().map(OptInMetric::id).toArray(String[]::new)),
              key("purpose", "purpose id"),
              key("dimension_1", "name of the first dimension; - = none"),
              key("value_1", "its value; all = all of them"),
              key("dimension_2", "name of the second dimension; - = none"),
              key("value_2", "its value; all = all of them"),
              key("dimension_3", "name of the third dimension; - = none"),
              key("value_3", "its value; all = all of them"),
              count("numerator", "showings that the metric counts", "showings"),
              count("denominator", "showings that it divides by", "showings"),
              share("rate", "numerator / denominator"),
              share("rate_low", "its 95 % interval, lower end"),
              share("rate_high", "its 95 % interval, upper end"),
              withheld()),
          List.of("table_id", "metric", "purpose", "value_1", "value_2", "value_3"),
          "denominator",
          List.of("value_1", "value_2", "value_3"),
          OptInMetrics.ofShowings().stream().map(AuthorityTables::optIn).toList(),
          Stream.of("numerator", "denominator")
              .flatMap(
                  column ->
                      Stream.of(
                          sumOverValue(column, 1),
                          sumOverValue(column, 2),
                          sumOverValue(column, 3)))
              .toList());

  static final ReportTable WITHDRAWALS =
      new ReportTable(
          "withdrawals",
          "Withdrawals and the time until they were known",
          "People who withdrew or objected in the period, by month and by the time from their choice until the organisation knew it. A withdrawal counts from its own time on, whenever it became known.",
          List.of(
              key("purpose", "purpose id"),
              key("month", "month of the choice, UTC, e.g. 2026-09; all = the period"),
              oneOf("time_to_effect", "time until it was known; all = any", delays()),
              count(
                  "people",
                  "people who withdrew or objected; once a purpose, month and delay",
                  "people"),
              withheld()),
          List.of("purpose", "month", "time_to_effect"),
          "people",
          List.of("purpose", "month", "time_to_effect"),
          List.of(
              new Metric(
                  "withdrawals",
                  "people",
                  "number of (person, purpose, month, delay) with a withdrawal or an objection",
                  "people",
                  NONE,
                  IN_PERIOD,
                  NONE,
                  ROBOTS)),
          List.of(
              new SumRule("people", "month", List.of("purpose", "time_to_effect"), 0),
              new SumRule("people", "time_to_effect", List.of("purpose", "month"), 0)));

  static final ReportTable LATE_WITHDRAWALS =
      new ReportTable(
          "late_withdrawals",
          "Late-withdrawal exposure",
          "Rows that an earlier run used and that would be refused with what is known now (rule R16).",
          List.of(
              required(
                  "earlier_as_of",
                  ColumnType.INSTANT,
                  "instant of processing of the earlier run",
                  ""),
              required(
                  "earlier_known_at", ColumnType.INSTANT, "what the earlier run could know", ""),
              key("data_set", "table that was read"),
              key("purpose", "first purpose that fails now"),
              key("clock", "which question fails now"),
              key("reason", "state that refuses now"),
              count("row_count", "rows", "rows"),
              withheld()),
          List.of("earlier_as_of", "earlier_known_at", "data_set", "purpose", "clock", "reason"),
          "row_count",
          List.of(),
          List.of(
              new Metric(
                  "late-withdrawal-exposure",
                  "row_count",
                  "rows admitted by the earlier run and refused now",
                  "rows",
                  NONE,
                  "all activity up to the earlier run",
                  NONE,
                  NONE)),
          List.of());

  static final ReportTable GATE =
      new ReportTable(
          "gate",
          "Rows admitted and refused, by reason",
          "Rows of activity that attribution could have used up to the end of the period, by what the gate decided.",
          List.of(
              key("data_set", "table of activity; all = all of them"),
              key("cause", "admitted, or purpose, clock and reason of the refusal; all = all rows"),
              oneOf("verdict", "admitted or refused; all = both", "all", "admitted", "refused"),
              key("purpose", "first purpose that failed; - where none did"),
              key("clock", "which question failed; - where none did"),
              key("reason", "what refused; - where nothing did"),
              count("row_count", "rows", "rows"),
              withheld()),
          List.of("data_set", "cause"),
          "row_count",
          List.of("data_set", "cause"),
          List.of(
              new Metric(
                  "gate-outcome",
                  "row_count",
                  "rows with this outcome; admitted + refused = rows read",
                  "rows",
                  NONE,
                  "all activity up to the end of the period",
                  NONE,
                  NONE)),
          List.of(
              new SumRule("row_count", "data_set", List.of("cause"), 0),
              new SumRule("row_count", "cause", List.of("data_set"), 0)));

  static final ReportTable BUSINESS =
      new ReportTable(
          "business_by_permission",
          "Business with and without permission",
          "What people did who could be measured and who could not: the effect of consent on what can be known of the business.",
          List.of(
              oneOf(
                  "segment",
                  "dimension; all = no dimension",
                  "all",
                  "month",
                  "region",
                  "device_class"),
              key("segment_value", "its value"),
              count("people_permitted", "people with admitted activity", "people"),
              count("people_refused", "people with refused activity", "people"),
              count("conversions_permitted", "admitted orders", "orders"),
              count("conversions_refused", "refused orders", "orders"),
              number("revenue_permitted", "revenue of admitted orders, net of refunds", "currency"),
              number("revenue_refused", "revenue of refused orders, net of refunds", "currency"),
              amount(
                  "conversion_rate_permitted",
                  "admitted orders / people with admitted activity",
                  "orders a person"),
              amount(
                  "conversion_rate_refused",
                  "refused orders / people with refused activity",
                  "orders a person"),
              withheld()),
          List.of("segment", "segment_value"),
          "people_permitted",
          List.of(),
          List.of(
              business(
                  "conversions-permitted",
                  "conversions_permitted",
                  "orders whose row is admitted",
                  "orders"),
              business(
                  "revenue-permitted",
                  "revenue_permitted",
                  "sum of values of admitted orders - of their refunds",
                  "currency"),
              business(
                  "revenue-refused",
                  "revenue_refused",
                  "sum of values of refused orders - of their refunds",
                  "currency")),
          List.of());

  static final ReportTable ATTRIBUTION =
      new ReportTable(
          "attribution",
          "Attribution: coverage and return by channel",
          "Credit of channels for permitted conversions under the configured model, and what each treatment of refused touches makes of it. Channels with few conversions are summed up as '(small channels)'.",
          List.of(
              key("month", "month of the conversion, UTC"),
              key("policy", "what was done with refused touches"),
              key(
                  "channel",
                  "channel; (touches refused) and (no touch seen) are conversions without a channel; all = all of them"),
              required("model", ColumnType.STRING, "attribution model", ""),
              amount("conversions", "credited conversions", "orders"),
              amount("conversions_low", "95 % interval (bootstrap), lower end", "orders"),
              amount("conversions_high", "95 % interval (bootstrap), upper end", "orders"),
              number("revenue", "credited revenue, net of refunds", "currency"),
              amount("cost", "money spent in the month; missing where none is known", "currency"),
              number("return_on_spend", "revenue / cost", "currency a currency unit"),
              withheld()),
          List.of("month", "policy", "channel"),
          "conversions",
          List.of("month", "channel"),
          List.of(
              new Metric(
                  "attributed-conversions",
                  "conversions",
                  "credit of the channel under the model, summed over permitted conversions",
                  "orders",
                  NONE,
                  "month of the conversion",
                  "bootstrap, 95 %",
                  ROBOTS),
              new Metric(
                  "return-on-spend",
                  "return_on_spend",
                  "credited revenue / cost",
                  "currency a currency unit",
                  "cost of the channel in the month",
                  "month of the conversion",
                  NONE,
                  ROBOTS)),
          List.of(new SumRule("conversions", "channel", List.of("month", "policy"), 1e-4)));

  static final ReportTable RETENTION =
      new ReportTable(
          "retention",
          "How old the stored data is",
          "Rows held at the end of the period, by age.",
          List.of(
              key("data_set", "what is stored"),
              oneOf(
                  "age",
                  "time since the event, of activity since the first day of its month; all = any",
                  ages()),
              count("row_count", "rows", "rows"),
              withheld()),
          List.of("data_set", "age"),
          "row_count",
          List.of("data_set", "age"),
          List.of(
              new Metric(
                  "retained-rows",
                  "row_count",
                  "rows with an event of this age",
                  "rows",
                  NONE,
                  AT_END,
                  NONE,
                  NONE)),
          List.of(new SumRule("row_count", "age", List.of("data_set"), 0)));

  static final ReportTable REQUESTS =
      new ReportTable(
          "requests",
          "Requests and complaints of people",
          "Requests and complaints, as the controller has counted them.",
          List.of(
              oneOf(
                  "kind",
                  "what was asked",
                  "access",
                  "erasure",
                  "objection",
                  "portability",
                  "rectification",
                  "restriction",
                  "complaint"),
              key("month", "month in which it came in"),
              count("received", "how many came in", "requests"),
              count("answered_in_time", "of these, answered within the legal time", "requests"),
              withheld()),
          List.of("kind", "month"),
          "received",
          List.of(),
          List.of(
              new Metric(
                  "requests",
                  "received",
                  "requests received, counted by the controller",
                  "requests",
                  NONE,
                  "month of receipt",
                  NONE,
                  NONE)),
          List.of());

  static final List<ReportTable> ALL =
      List.of(
          PEOPLE_BY_PERMISSION,
          OPT_IN,
          WITHDRAWALS,
          LATE_WITHDRAWALS,
          GATE,
          BUSINESS,
          ATTRIBUTION,
          RETENTION,
          REQUESTS);

  private static String[] states() {
    return Stream.concat(
            Stream.of(SumRule.ALL), Arrays.stream(ConsentState.values()).map(ConsentState::label))
        .toArray(String[]::new);
  }

  private static String[] delays() {
    return Stream.concat(Stream.of(SumRule.ALL), Arrays.stream(Delay.values()).map(Delay::label))
        .toArray(String[]::new);
  }

  private static String[] ages() {
    return Stream.concat(Stream.of(SumRule.ALL), Arrays.stream(Age.values()).map(Age::label))
        .toArray(String[]::new);
  }

  private static SumRule sumOverValue(String column, int place) {
    List<String> same =
        Stream.concat(
                Stream.of("table_id", "metric", "purpose"),
                Stream.of(1, 2, 3).filter(other -> other != place).map(other -> "value_" + other))
            .toList();
    return new SumRule(column, "value_" + place, same, 0);
  }

  private static Metric optIn(OptInMetric metric) {
    return new Metric(
        metric.id(),
        "rate",
        metric.formula(),
        metric.unit(),
        metric.denominatorMeaning(),
        IN_PERIOD,
        WILSON,
        "bots: %s; GPC: %s; no choice: %s"
            .formatted(metric.bots(), metric.gpc(), metric.noChoice()));
  }

  private static Metric business(String id, String column, String formula, String unit) {
    return new Metric(
        id,
        column,
        formula,
        unit,
        NONE,
        "all activity up to the end of the period; months: of the period",
        NONE,
        ROBOTS);
  }
}
