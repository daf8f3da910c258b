package org.optika.core.evidence.report;

import static org.optika.core.evidence.report.ReportColumn.key;
import static org.optika.core.evidence.report.ReportColumn.number;
import static org.optika.core.evidence.report.ReportColumn.required;

import java.util.List;

/** Tables about differentially private releases. */
final class PublicTables {
  private PublicTables() {}

  /** What was released and what it cost; for both audiences, since it holds no figure. */
  static final ReportTable RELEASES =
      new ReportTable(
          "dp_releases",
          "Differentially private releases",
          "A release of figures with noise, and what it took from the privacy budget.",
          List.of(
              key("release_id", "hash of specification and data; the entry of the budget ledger"),
              key("release", "id of the specification"),
              key("title", "what is released, in words"),
              key("source", "rows that were summed up"),
              required("period_from", ColumnType.DATE, "first day of the data, UTC", ""),
              required("period_until", ColumnType.DATE, "day after the last one", ""),
              required("epsilon", ColumnType.NUMBER, "charged for the whole release", "epsilon"),
              required("delta", ColumnType.NUMBER, "charged for the whole release", "delta"),
              key("mechanism", "how the noise was drawn"),
              required("figures", ColumnType.INTEGER, "number of figures", "figures"),
              required(
                  "ledger_sequence",
                  ColumnType.INTEGER,
                  "place of its commit in the budget ledger",
                  "")),
          List.of("release_id"),
          "",
          List.of(),
          List.of(),
          List.of());

  static final ReportTable FIGURES =
      new ReportTable(
          "dp_figures",
          "Figures of differentially private releases",
          "One figure with noise, as it was released.",
          List.of(
              key("release_id", "the release, see dp_releases"),
              key("dimension_1", "name of the first key; - = none"),
              key("value_1", "its value; all = no such key, or left out"),
              key("dimension_2", "name of the second key; - = none"),
              key("value_2", "its value; all = no such key, or left out"),
              key("dimension_3", "name of the third key; - = none"),
              key("value_3", "its value; all = no such key, or left out"),
              key("metric", "id in the specification"),
              number("value", "with noise", "as the metric"),
              number("low", "95 % interval of the noise, lower end", "as the metric"),
              number("high", "95 % interval of the noise, upper end", "as the metric"),
              number(
                  "noise_deviation",
                  "standard deviation of what noise does to the value",
                  "as the metric"),
              required(
                  "uncertain",
                  ColumnType.BOOLEAN,
                  "noise is a larger part than the release allows",
                  "")),
          List.of("release_id", "value_1", "value_2", "value_3", "metric"),
          "",
          List.of(),
          List.of(
              new Metric(
                  "dp-figure",
                  "value",
                  "true figure of bounded contributions + noise, see dp_releases and privacy.json",
                  "as the metric",
                  "as the metric",
                  "period of the release",
                  "of the noise, 95 %",
                  "robots")),
          List.of());
}
