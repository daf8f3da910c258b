package org.optika.core.evidence.monitor;

import java.util.Arrays;
import java.util.Optional;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.ReportTables;

/** What is watched from month to month. To add one: an entry here, and its values. */
public enum Monitor {
  CONSENT_RECORDS(
      "consent-records",
      "rows of choices and showings, by month of the choice (UTC)",
      Unit.ROWS,
      new JumpRule(JumpRule.Kind.RATIO, 1.5),
      "consent_event"),
  TOUCHPOINTS(
      "touchpoints",
      "contacts with marketing channels, robots left out, by month of the contact (UTC)",
      Unit.ROWS,
      new JumpRule(JumpRule.Kind.RATIO, 1.5),
      "coverage"),
  QUARANTINED(
      "quarantined-share",
      "raw rows that were refused as unreadable / raw rows, by month in which their file was read (UTC)",
      Unit.SHARE,
      new JumpRule(JumpRule.Kind.DIFFERENCE, 0.02),
      "ingest_outcome"),
  USUAL_LATENCY(
      "usual-latency",
      "time from the recording of a choice until it was received that half of the rows do not exceed, by month of the choice",
      Unit.CLASS,
      new JumpRule(JumpRule.Kind.CLASSES, 0),
      "consent_event"),
  LONG_LATENCY(
      "long-latency",
      "the same for 95 of 100 rows",
      Unit.CLASS,
      new JumpRule(JumpRule.Kind.CLASSES, 0),
      "consent_event"),
  REFUSED_ORDERS(
      "refused-orders-share",
      "orders without permission / all orders, by month",
      Unit.SHARE,
      new JumpRule(JumpRule.Kind.DIFFERENCE, 0.1),
      ReportTables.BUSINESS),
  WITHDRAWALS(
      "withdrawals",
      "people who withdrew or objected, by purpose and month of the choice (UTC)",
      Unit.PEOPLE,
      new JumpRule(JumpRule.Kind.RATIO, 1.5),
      ReportTables.WITHDRAWALS);

  /** What a figure is. */
  public enum Unit {
    ROWS,
    PEOPLE,
    /** In [0, 1]. */
    SHARE,
    /** A {@link org.optika.core.evidence.report.Delay}. */
    CLASS;

    /** Name in files. */
    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final String id;
  private final String meaning;
  private final Unit unit;
  private final JumpRule rule;
  private final String source;
  private final Optional<ReportTable> published;

  Monitor(String id, String meaning, Unit unit, JumpRule rule, String source) {
    this(id, meaning, unit, rule, source, Optional.empty());
  }

  Monitor(String id, String meaning, Unit unit, JumpRule rule, ReportTable published) {
    this(id, meaning, unit, rule, published.id(), Optional.of(published));
  }

  Monitor(
      String id,
      String meaning,
      Unit unit,
      JumpRule rule,
      String source,
      Optional<ReportTable> published) {
    this.id = id;
    this.meaning = meaning;
    this.unit = unit;
    this.rule = rule;
    this.source = source;
    this.published = published;
  }

  /** Name in files; kebab-case, never reused. */
  public String id() {
    return id;
  }

  /** A few words, English. */
  public String meaning() {
    return meaning;
  }

  public Unit unit() {
    return unit;
  }

  public JumpRule rule() {
    return rule;
  }

  /** Table of the lake, or of the report, that the figures are from. */
  public String source() {
    return source;
  }

  /**
   * Table of the report that has the figures already, so that they are not given a second time and
   * only their jumps are told.
   */
  public Optional<ReportTable> published() {
    return published;
  }

  /**
   * @throws IllegalArgumentException for an id that no monitor has
   */
  public static Monitor of(String id) {
    return Arrays.stream(values())
        .filter(monitor -> monitor.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Unknown monitor: " + id));
  }
}
