package org.optika.spark.table;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.optika.spark.table.Column.optional;
import static org.optika.spark.table.Column.required;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.optika.core.privacy.ledger.Spending;

/** All tables, in the order in which data flows. docs/tables.md is generated from this list. */
public final class Tables {
  private Tables() {}

  private static final DataType LONGS = new ArrayType(LongType, false);
  private static final DataType HASHES = new ArrayType(BinaryType, false);
  private static final DataType MONEY = DataTypes.createDecimalType(18, 4);
  private static final DataType PRIVACY_LOSS =
      DataTypes.createDecimalType(38, Spending.DECIMAL_PLACES);

  private static final Column BUCKET =
      required("bucket", IntegerType, "pmod(xxhash64(subject_id), N); partition column");
  private static final Column CONTROLLER =
      required("controller_id", StringType, "who decides on the processing");
  private static final Column SUBJECT =
      required("subject_id", LongType, "pseudonym: 63 bits of the keyed HMAC of the identifier");
  private static final Column AS_OF =
      required(
          "as_of",
          TimestampType,
          "instant of processing of the run: permissions are asked at it too");
  private static final Column KNOWN_AT =
      required("known_at", TimestampType, "the run knows what was known at this instant");
  private static final Column RUN =
      required("run_id", StringType, "run that wrote the row, see table run");

  private static Column slice(String time) {
    return required(
        "slice", DateType, "first day of the UTC month of " + time + "; partition column");
  }

  private static List<Column> columns(Object... parts) {
    List<Column> columns = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof Column column) {
        columns.add(column);
      } else {
        ((List<?>) part).forEach(column -> columns.add((Column) column));
      }
    }
    return columns;
  }

  /** Where a silver row came from; (file_id, file_row) finds the raw row again. */
  private static final List<Column> ORIGIN =
      List.of(
          required("recorded_time", TimestampType, "when the organisation recorded it, UTC"),
          required(
              "ingested_time", TimestampType, "when it was received; known = the later of both"),
          required("source_system", StringType, "name of the declared source"),
          required("file_id", LongType, "file of the row, see ingest_outcome"),
          required("file_row", LongType, "row in that file, from 1, header not counted"));

  public static final OpenTable CONSENT_EVENT =
      new OpenTable(
          "consent_event",
          "One row per thing said about one purpose of one subject: shown, given, refused, withdrawn, objected ... Append-only.",
          columns(
              BUCKET,
              slice("event_time"),
              CONTROLLER,
              SUBJECT,
              required(
                  "event_id",
                  StringType,
                  "identity: 32 hex digits over source, source event id, subject, purpose, action and time"),
              required("purpose", StringType, "purpose id of conf/purposes.yaml"),
              required(
                  "action",
                  StringType,
                  "shown, given, renewed, refused, withdrawn, objected, deferred, expired, revoked, invalidated, imported"),
              optional(
                  "method",
                  StringType,
                  "accept_all, save, reject_all, dismiss, gpc, doi_request, doi_confirm, paper, call, api"),
              required("consent_type", StringType, "explicit, expressed or implied"),
              required("event_time", TimestampType, "when the person chose, UTC"),
              required("event_time_precision", StringType, "us, s or day"),
              optional("expires_at", TimestampType, "end that the event itself states, UTC"),
              required("jurisdiction", StringType, "law that governs the choice, e.g. FR"),
              optional("region", StringType, "geography, e.g. NL-NH"),
              optional(
                  "collection_channel",
                  StringType,
                  "where consent was asked: web, app, email, call_centre, import"),
              optional("device_class", StringType, "desktop, mobile, tablet ..."),
              optional("language", StringType, "language of the notice"),
              optional("notice_id", StringType, "notice that was shown"),
              optional("notice_version", IntegerType, "its version, from 1"),
              optional("variant_id", StringType, "variant of an A/B test of notices"),
              optional("is_minor", BooleanType, "what the source says of the person's age"),
              optional("soft_opt_in_rule_id", StringType, "rule on which a soft opt-in rests"),
              optional(
                  "correction_of", StringType, "source event id of an event that never happened"),
              required("all_off", BooleanType, "a save in which every purpose was off"),
              required("is_bot", BooleanType, "the user agent names a robot or a prefetch"),
              required("source_event_id", StringType, "id inside the source"),
              optional("source_seq", LongType, "order inside the source at one instant"),
              ORIGIN),
          List.of("event_id", "subject_id", "event_time"),
          Layout.bySubjectAndSlice("event_time"));

  public static final PersonTable TOUCHPOINT =
      new PersonTable(
          "touchpoint",
          "One row per contact of a subject with a marketing channel. Append-only.",
          columns(
              BUCKET,
              slice("occurred_at"),
              CONTROLLER,
              SUBJECT,
              required("touchpoint_id", LongType, "63-bit hash of source and source event id"),
              required("occurred_at", TimestampType, "UTC"),
              required("channel", IntegerType, "code in conf/channels.yaml, see table channel"),
              required("campaign_id", LongType, "see table campaign; 0 = none"),
              optional("vendor_id", StringType, "party that served or measured the contact"),
              optional("device_class", StringType, "desktop, mobile, tablet ..."),
              optional("region", StringType, "geography, e.g. NL-NH"),
              required("is_bot", BooleanType, "the user agent names a robot or a prefetch"),
              ORIGIN),
          List.of("touchpoint_id", "subject_id", "occurred_at"),
          Layout.bySubjectAndSlice("occurred_at"));

  public static final PersonTable CONVERSION =
      new PersonTable(
          "conversion",
          "One row per order or refund; of several deliveries of one id the first known stays, whatever their times. Append-only; a refund names its order.",
          columns(
              BUCKET,
              slice("occurred_at"),
              CONTROLLER,
              SUBJECT,
              required("conversion_id", LongType, "63-bit hash of source and order or refund id"),
              required("kind", StringType, "order or refund"),
              optional("refund_of", LongType, "conversion_id of the order; null for an order"),
              required("occurred_at", TimestampType, "UTC"),
              required("value", MONEY, "amount in the reporting currency, >= 0, also for a refund"),
              required("original_value", MONEY, "amount as delivered"),
              required("original_currency", StringType, "ISO 4217"),
              optional("device_class", StringType, "desktop, mobile, tablet ..."),
              optional("region", StringType, "geography, e.g. NL-NH"),
              ORIGIN),
          List.of("conversion_id", "subject_id"),
          Layout.bySubjectAndSlice("occurred_at"));

  public static final PersonTable CONTACT =
      new PersonTable(
          "contact",
          "One row per time that the company turned to a person or the person to the company, and per person whom an experiment left alone. Append-only.",
          columns(
              BUCKET,
              slice("occurred_at"),
              CONTROLLER,
              SUBJECT,
              required("contact_id", LongType, "63-bit hash of source and source event id"),
              required("occurred_at", TimestampType, "UTC"),
              required("direction", StringType, "outbound or inbound"),
              required(
                  "contact_channel", StringType, "lower-case id, e.g. email, phone, post, app"),
              required(
                  "topic",
                  StringType,
                  "outbound: id of the action; inbound: reason, e.g. complaint, cancel, question; none = a hold-out of the experiment: nobody was contacted"),
              optional(
                  "experiment",
                  StringType,
                  "randomised experiment that drew the topic; null for contacts outside of experiments"),
              optional(
                  "propensity",
                  DoubleType,
                  "probability with which this topic was drawn for this person, in (0, 1]; null without an experiment"),
              optional("region", StringType, "geography, e.g. NL-NH"),
              ORIGIN),
          List.of("contact_id", "subject_id", "occurred_at"),
          Layout.bySubjectAndSlice("occurred_at"));

  public static final PersonTable CUSTOMER =
      new PersonTable(
          "customer",
          "One row per delivered state of a customer account; of those that are known at an instant, the one that was recorded last counts.",
          columns(
              BUCKET,
              CONTROLLER,
              SUBJECT,
              required("customer_row_id", LongType, "63-bit hash of the delivered state"),
              required("customer_since", TimestampType, "UTC"),
              optional(
                  "customer_until", TimestampType, "end of the relation, UTC; null while it lasts"),
              optional("birth_year", IntegerType, "calendar year"),
              optional("region", StringType, "geography, e.g. NL-NH"),
              optional(
                  "preferred_channels",
                  StringType,
                  "ids of contact channels by which the person wants to be contacted, sorted, with a vertical bar between them; null when none is known"),
              optional(
                  "declined_channels",
                  StringType,
                  "ids of contact channels by which the person does not want to be contacted, in the same form; none that is preferred"),
              ORIGIN),
          List.of("customer_row_id", "subject_id"),
          Layout.bySubject());

  public static final OpenTable CHANNEL_COST =
      new OpenTable(
          "channel_cost",
          "One row per day, channel and campaign with money spent.",
          columns(
              required("cost_id", LongType, "63-bit hash of source, date, channel, campaign"),
              CONTROLLER,
              required("cost_date", DateType, "day in UTC"),
              required("channel", IntegerType, "code in conf/channels.yaml"),
              required("campaign_id", LongType, "see table campaign; 0 = none"),
              required("cost", MONEY, "in the reporting currency"),
              required("original_cost", MONEY, "as delivered"),
              required("original_currency", StringType, "ISO 4217"),
              ORIGIN),
          List.of("cost_id"),
          Layout.PLAIN);

  public static final OpenTable SUBJECT_TABLE =
      new OpenTable(
          "subject",
          "One row per pseudonym. Two keys with one subject_id are refused at ingest.",
          columns(
              BUCKET,
              SUBJECT,
              required(
                  "subject_key", StringType, "HMAC-SHA-256 of type and identifier, 64 hex digits"),
              required(
                  "subject_key_type", StringType, "device, account, email, phone or household"),
              required("key_epoch", IntegerType, "which pseudonymisation key")),
          List.of("subject_id"),
          Layout.bySubject());

  public static final OpenTable CHANNEL =
      new OpenTable(
          "channel",
          "Dictionary of marketing channels, as in conf/channels.yaml.",
          columns(
              required("channel", IntegerType, "code"),
              required("name", StringType, "e.g. paid-search"),
              required("stage", StringType, "see, think, do or care")),
          List.of("channel"),
          Layout.PLAIN);

  public static final OpenTable CAMPAIGN =
      new OpenTable(
          "campaign",
          "Dictionary of campaigns seen at ingest.",
          columns(
              required("campaign_id", LongType, "63-bit hash of the name"),
              required("name", StringType, "as delivered")),
          List.of("campaign_id"),
          Layout.PLAIN);

  public static final OpenTable VENDOR =
      new OpenTable(
          "vendor",
          "One row per vendor that touchpoints name; says, as a table property, which version of touchpoint it goes with.",
          columns(
              CONTROLLER,
              required("vendor_id", StringType, "as in touchpoint"),
              required("first_month", DateType, "month of its first touchpoint"),
              required("last_month", DateType, "month of its last touchpoint")),
          List.of("controller_id", "vendor_id"),
          Layout.PLAIN);

  public static final OpenTable QUARANTINE =
      new OpenTable(
          "quarantine",
          "One row per raw row that was refused, with the first fault found. Holds no value of the row.",
          columns(
              required("source_system", StringType, "name of the declared source"),
              required("file", StringType, "path under the source's folder"),
              required("file_id", LongType, "file of the row, see ingest_outcome"),
              required("file_row", LongType, "row in that file, from 1; 0 = the file as a whole"),
              required("column", StringType, "column at fault; '*' = the row as a whole"),
              required("expected", StringType, "what would have been accepted"),
              required("got", StringType, "shape of what was there: x for letters, 9 for digits")),
          List.of("file_id", "file_row"),
          Layout.PLAIN);

  public static final OpenTable INGEST_OUTCOME =
      new OpenTable(
          "ingest_outcome",
          "One row per file: rows_in = accepted + duplicates + quarantined, exactly.",
          columns(
              required("source_system", StringType, "name of the declared source"),
              required("file", StringType, "path under the source's folder"),
              required(
                  "file_id",
                  LongType,
                  "63 bits of the SHA-256 over source name and bytes of the file"),
              required("file_bytes", LongType, "size"),
              required("rows_in", LongType, "rows read, header not counted"),
              required("accepted", LongType, "rows of which something new was stored"),
              required("duplicates", LongType, "rows whose content was known already"),
              required("quarantined", LongType, "rows refused"),
              required("ingested_at", TimestampType, "clock of the ingest run"),
              RUN),
          List.of("file_id"),
          Layout.PLAIN);

  public static final OpenTable CONSENT_LOG =
      new OpenTable(
          "consent_log",
          "One row per leaf of the Merkle log over consent_event (RFC 9162): an event that was stored, or an erasure. Append-only but for salts and names of events that were erased.",
          columns(
              required(
                  "part",
                  IntegerType,
                  "leaf_index / %d; partition column".formatted(Layout.PART_ROWS)),
              required("leaf_index", LongType, "place in the log, from 0, no gaps"),
              required("kind", StringType, "event or erased"),
              optional("erases", LongType, "erased: leaf whose event was erased"),
              optional("event_id", StringType, "event: see consent_event; null once erased"),
              optional("file_id", LongType, "event: file of the raw row; null once erased"),
              optional("file_row", LongType, "event: row in that file; null once erased"),
              optional("salt", BinaryType, "event: 16 random bytes; null once erased"),
              optional(
                  "commitment",
                  BinaryType,
                  "event: SHA-256 over place, salt and all columns of the event; docs/evidence.md")),
          List.of("leaf_index"),
          Layout.byPart("leaf_index"));

  public static final OpenTable CONSENT_LOG_HEAD =
      new OpenTable(
          "consent_log_head",
          "One row per append to consent_log: what the whole log was after it. Append-only.",
          columns(
              required("size", LongType, "leaves of the log"),
              required("root", StringType, "Merkle root over them, 64 hex digits"),
              required(
                  "subtrees",
                  HASHES,
                  "hashes of the aligned subtrees that they make, from the left"),
              required(
                  "first_page", LongType, "number of the first page that the append has completed"),
              required(
                  "pages", HASHES, "hashes of the pages of 1,024 leaves that it has completed"),
              required(
                  "events",
                  StringType,
                  "version of consent_event whose rows are logged, with the id of the table"),
              required("recorded_at", TimestampType, "wall clock of the run, UTC"),
              RUN),
          List.of("size"),
          Layout.PLAIN);

  public static final OpenTable CONSENT_TIMELINE =
      new OpenTable(
          "consent_timeline",
          "One row per rectangle of valid time x known time in which one state of one purpose holds. Of the rows of a subject those of its highest version hold; among them, those of a purpose never overlap.",
          columns(
              BUCKET,
              CONTROLLER,
              SUBJECT,
              required("purpose", StringType, "purpose id"),
              required("valid_from", TimestampType, "start, inclusive, UTC"),
              optional("valid_to", TimestampType, "end, exclusive, UTC; null = does not end"),
              required("known_from", TimestampType, "known from here, inclusive, UTC"),
              optional("known_to", TimestampType, "up to here, exclusive, UTC; null = still"),
              required("state", StringType, "e.g. consent, withdrawn, expired; docs/consent.md"),
              required("state_code", IntegerType, "0..15; 1..4 permit"),
              required("rule_id", StringType, "rule that decided, e.g. R7"),
              optional("event_id", StringType, "event that decided, see consent_event"),
              required("jurisdiction", StringType, "law of the latest event"),
              required(
                  "legal_basis",
                  StringType,
                  "consent, legitimate_interest, legal_obligation, contract"),
              required(
                  "is_conflict", BooleanType, "sources disagreed at the deciding instant (R12)"),
              required(
                  "version",
                  LongType,
                  "build that wrote all rows of the subject: 0 when the table was written as a whole, then counted up")),
          List.of("controller_id", "subject_id", "version", "purpose", "valid_from", "known_from"),
          new Layout(
              true,
              java.util.Optional.empty(),
              java.util.Optional.empty(),
              List.of("subject_id", "purpose", "known_from", "valid_from")));

  public static final OpenTable PERMISSION =
      new OpenTable(
          "permission",
          "One row per subject and version: the step function of all purposes, derived from consent_timeline. Of several rows of a subject the one with the newest known_at holds; without steps, the defaults.",
          columns(
              BUCKET,
              CONTROLLER,
              SUBJECT,
              required("from", LONGS, "instants, ascending, microseconds UTC"),
              required(
                  "state",
                  LONGS,
                  "from that instant on: 16 purposes at 4 bits, in the order of conf/purposes.yaml"),
              required(
                  "known_at",
                  TimestampType,
                  "version: the build that wrote the row knew what was known at this instant")),
          List.of("controller_id", "subject_id", "known_at"),
          Layout.bySubject());

  public static final OpenTable GATE_OUTCOME =
      new OpenTable(
          "gate_outcome",
          "Rows of a person-level table that a job was given or refused, by purpose and reason; admitted + refused = input, exactly.",
          columns(
              required("job", StringType, "job that asked"),
              required("table_name", StringType, "person-level table that was read"),
              required("verdict", StringType, "admitted or refused"),
              required(
                  "purpose",
                  StringType,
                  "first purpose that failed; all purposes of the job when admitted"),
              required(
                  "clock",
                  StringType,
                  "which question failed: event_time, as_of, reopening, after_as_of, vendor; empty when admitted"),
              required("reason", StringType, "state that refused; empty when admitted"),
              required("row_count", LongType, "rows"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of(
              "job", "table_name", "verdict", "purpose", "clock", "reason", "as_of", "known_at"),
          Layout.PLAIN);

  public static final OpenTable COVERAGE =
      new OpenTable(
          "coverage",
          "Aggregates of admitted and refused activity per segment, under the purpose accountability: all that refused activity leaves behind.",
          columns(
              required(
                  "segment",
                  StringType,
                  "which dimension: all, month, region, device_class, channel"),
              required("segment_value", StringType, "its value; 'all' for the whole"),
              required("verdict", StringType, "admitted or refused"),
              required("subjects", LongType, "different subjects with such a row"),
              required("touchpoints", LongType, "contacts, bots left out"),
              required("conversions", LongType, "orders"),
              required("revenue", MONEY, "reporting currency, net of refunds known"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("segment", "segment_value", "verdict", "as_of", "known_at"),
          Layout.PLAIN);

  public static final OpenTable LATE_WITHDRAWAL =
      new OpenTable(
          "late_withdrawal",
          "Late-withdrawal exposure: rows that an earlier run was given and that would be refused with what is known now (R16).",
          columns(
              required("earlier_as_of", TimestampType, "as_of of the earlier run, UTC"),
              required("earlier_known_at", TimestampType, "known_at of the earlier run, UTC"),
              required("table_name", StringType, "person-level table that was read"),
              required("purpose", StringType, "first purpose that fails now"),
              required("clock", StringType, "which question fails now"),
              required("reason", StringType, "state that refuses now"),
              required("row_count", LongType, "rows"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("earlier_as_of", "earlier_known_at", "table_name", "purpose", "clock", "reason"),
          Layout.PLAIN);

  public static final OpenTable AFFECTED_OUTPUT =
      new OpenTable(
          "affected_output",
          "Tables that earlier runs wrote from rows of late_withdrawal: to be recomputed or disclosed (R16).",
          columns(
              required("earlier_as_of", TimestampType, "as_of of the earlier run, UTC"),
              required("earlier_known_at", TimestampType, "known_at of the earlier run, UTC"),
              required("earlier_run_id", StringType, "see run"),
              required("job", StringType, "job of that run"),
              required(
                  "output_versions", StringType, "tables and Delta versions that it wrote, JSON"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("earlier_run_id", "job"),
          Layout.PLAIN);

  public static final OpenTable OPT_IN_RATE =
      new OpenTable(
          "opt_in_rate",
          "One row per published metric, purpose and cell of the tables listed in conf/opt-in.yaml, small cells suppressed.",
          columns(
              required("table_id", StringType, "table of conf/opt-in.yaml"),
              required("metric", StringType, "metric id, see docs/metrics.md"),
              required("purpose", StringType, "purpose id"),
              required("dimension_1", StringType, "name of the first dimension; '-' = none"),
              required("value_1", StringType, "its value; 'all' = margin"),
              required("dimension_2", StringType, "name of the second dimension; '-' = none"),
              required("value_2", StringType, "its value; 'all' = margin"),
              required("dimension_3", StringType, "name of the third dimension; '-' = none"),
              required("value_3", StringType, "its value; 'all' = margin"),
              optional("numerator", LongType, "count; null when suppressed"),
              optional("denominator", LongType, "count; null when suppressed or nothing to count"),
              optional("rate", DoubleType, "share in [0, 1]"),
              optional("rate_low", DoubleType, "Wilson 95 % interval, lower end"),
              optional("rate_high", DoubleType, "Wilson 95 % interval, upper end"),
              required(
                  "suppression",
                  StringType,
                  "none, or suppressed: too few subjects, or needed to hide such a cell"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("table_id", "metric", "purpose", "value_1", "value_2", "value_3"),
          Layout.PLAIN);

  public static final OpenTable OPT_IN_KPI =
      new OpenTable(
          "opt_in_kpi",
          "Opt-in of a segment beside its business figures with and without permission, from coverage; small cells suppressed.",
          columns(
              required("segment", StringType, "which dimension: all, month, region, device_class"),
              required("segment_value", StringType, "its value; 'all' for the whole"),
              required("purpose", StringType, "purpose of the opt-in rate"),
              optional("opt_in_rate", DoubleType, "metric opt-in-rate, in [0, 1]"),
              optional("visitors_permitted", LongType, "subjects with admitted activity"),
              optional("visitors_refused", LongType, "subjects with refused activity"),
              optional("conversions_permitted", LongType, "admitted orders"),
              optional("conversions_refused", LongType, "refused orders"),
              optional("revenue_permitted", MONEY, "reporting currency, net of refunds"),
              optional("revenue_refused", MONEY, "reporting currency, net of refunds"),
              optional(
                  "conversion_rate_permitted", DoubleType, "admitted orders a visitor permitted"),
              optional("conversion_rate_refused", DoubleType, "refused orders a visitor refused"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("segment", "segment_value", "purpose"),
          Layout.PLAIN);

  public static final OpenTable OPT_IN_COMPARISON =
      new OpenTable(
          "opt_in_comparison",
          "Two groups compared: crude difference, difference at equal mix, and what the mix explains. Strata with a suppressed cell are left out of both groups.",
          columns(
              required("comparison_id", StringType, "comparison of conf/opt-in.yaml"),
              required("metric", StringType, "metric id"),
              required("purpose", StringType, "purpose id"),
              required("dimension", StringType, "what tells the groups apart"),
              required("group_a", StringType, "first group"),
              required("group_b", StringType, "second group"),
              required("strata", StringType, "dimension of the strata"),
              optional("rate_a", DoubleType, "crude rate of group a"),
              optional("rate_b", DoubleType, "crude rate of group b"),
              optional("crude_difference", DoubleType, "rate_a - rate_b"),
              optional("standardised_difference", DoubleType, "at the pooled mix of strata"),
              optional("mix_effect", DoubleType, "crude - standardised"),
              required(
                  "weight_left_out",
                  DoubleType,
                  "share of the pooled mix in strata that one group lacks"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("comparison_id", "metric", "purpose"),
          Layout.PLAIN);

  public static final PersonTable JOURNEY =
      new PersonTable(
          "journey",
          "One row per journey of permitted touchpoints, ended by a permitted conversion or by the lookback. Refused touchpoints keep a place, nothing else.",
          columns(
              BUCKET,
              CONTROLLER,
              SUBJECT,
              required("journey_number", IntegerType, "order within the subject, from 1"),
              optional(
                  "conversion_id", LongType, "conversion that ends it; null for a null journey"),
              required(
                  "ended_at",
                  TimestampType,
                  "conversion, or end of the lookback of a null journey, UTC"),
              required(
                  "value",
                  MONEY,
                  "revenue net of refunds, reporting currency; 0 for a null journey"),
              optional(
                  "region", StringType, "of the conversion, else of the last permitted touchpoint"),
              required("touch_at", LONGS, "instants of the touches, ascending, microseconds UTC"),
              required(
                  "touch_channel",
                  new ArrayType(IntegerType, false),
                  "channel codes; -1 = refused touch"),
              required("touch_campaign", LONGS, "campaign ids; 0 = none or refused"),
              required(
                  "touches_cut",
                  IntegerType,
                  "older touches beyond the cap on the length of a path"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("controller_id", "subject_id", "journey_number"),
          Layout.bySubject());

  public static final OpenTable JOURNEY_PATH =
      new OpenTable(
          "journey_path",
          "One row per policy and distinct path of the journeys that ended with a permitted conversion. Internal: a rare path may be that of one person.",
          columns(
              CONTROLLER,
              required("policy", StringType, "what is made of refused touches"),
              required(
                  "path", StringType, "names of the channels, oldest first, with ' > ' in between"),
              required("conversions", LongType, "journeys with this path"),
              required("value", MONEY, "their revenue net of refunds, reporting currency"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("controller_id", "policy", "path"),
          Layout.PLAIN);

  public static final OpenTable ROBOT =
      new OpenTable(
          "robot",
          "One row per subject that has more touchpoints on some UTC day than a person can have; journey_path leaves it out, and names the version of this table that it goes with.",
          columns(BUCKET, CONTROLLER, SUBJECT),
          List.of("controller_id", "subject_id"),
          Layout.bySubject());

  public static final OpenTable ATTRIBUTION_CREDIT =
      new OpenTable(
          "attribution_credit",
          "Credit of each channel (and campaign) under each model and policy. Per model, policy, period and region: channels + '(touches refused)' + '(no touch seen)' = permitted conversions.",
          columns(
              required("model", StringType, "model id, e.g. markov-1"),
              required("policy", StringType, "what is done with refused touches, e.g. drop-touch"),
              required("period", StringType, "month of the conversion, YYYY-MM, or 'all'"),
              required("region", StringType, "region, or 'all'"),
              required("channel", StringType, "channel name or one of the buckets"),
              required("campaign", StringType, "campaign name, or 'all'"),
              required("stage", StringType, "see, think, do, care; '-' for a bucket"),
              required("conversions", DoubleType, "credited conversions"),
              optional("conversions_low", DoubleType, "bootstrap 95 % interval, lower end"),
              optional("conversions_high", DoubleType, "bootstrap 95 % interval, upper end"),
              required(
                  "revenue", DoubleType, "credited revenue net of refunds, reporting currency"),
              optional("revenue_low", DoubleType, "bootstrap 95 % interval, lower end"),
              optional("revenue_high", DoubleType, "bootstrap 95 % interval, upper end"),
              optional(
                  "cost", DoubleType, "money spent, reporting currency; null where none is known"),
              optional("cpa", DoubleType, "cost / conversions"),
              optional("roas", DoubleType, "revenue / cost"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("model", "policy", "period", "region", "channel", "campaign"),
          Layout.PLAIN);

  public static final PersonTable TOUCH_CREDIT =
      new PersonTable(
          "touch_credit",
          "Credit of each touch of each converting journey under the models that have a per-journey form, default policy.",
          columns(
              BUCKET,
              CONTROLLER,
              SUBJECT,
              required("journey_number", IntegerType, "see journey"),
              required("conversion_id", LongType, "see conversion"),
              required("model", StringType, "model id"),
              required("touch_number", IntegerType, "position in the path, from 1"),
              required("touch_at", TimestampType, "UTC"),
              required("channel", IntegerType, "code, see channel"),
              required("campaign_id", LongType, "see campaign"),
              required("share", DoubleType, "share of the conversion, in [0, 1]"),
              required("revenue", DoubleType, "share of the net revenue, reporting currency"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("controller_id", "subject_id", "journey_number", "model", "touch_number"),
          Layout.bySubject());

  public static final OpenTable CHANNEL_PERFORMANCE =
      new OpenTable(
          "channel_performance",
          "One row per channel: reach, credit under the default model and policy, cost.",
          columns(
              required("channel", StringType, "channel name"),
              required("stage", StringType, "see, think, do or care"),
              required("touchpoints_admitted", LongType, "permitted contacts"),
              required("touchpoints_refused", LongType, "refused contacts, count only"),
              required("conversions", DoubleType, "credited, default model and policy"),
              required("revenue", DoubleType, "credited, reporting currency"),
              optional("cost", DoubleType, "reporting currency"),
              optional("cpa", DoubleType, "cost / conversions"),
              optional("roas", DoubleType, "revenue / cost"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("channel"),
          Layout.PLAIN);

  /** Written by {@link org.optika.spark.table.ledger.BudgetLedger} only; others may read it. */
  public static final PersonTable FEATURE =
      new PersonTable(
          "feature",
          "One row per person at risk at an instant T: what was known of them at T, and what became of them. Made of permitted rows known at T, of no other.",
          columns(
              BUCKET,
              CONTROLLER,
              SUBJECT,
              required("moment", TimestampType, "T, UTC; as_of for the people to be scored"),
              required(
                  "feature_set", StringType, "names of the features, numbers then texts, JSON"),
              required(
                  "numbers",
                  new ArrayType(DoubleType, true),
                  "features of kind number, in that order; null = not known"),
              required(
                  "texts",
                  new ArrayType(StringType, true),
                  "features of kind text, in that order; null = not known"),
              required(
                  "customer_value",
                  DoubleType,
                  "what the person is expected to be worth, reporting currency; see conf/scores.yaml"),
              optional("label", IntegerType, "1 = churned, 0 = stayed; null = cannot be said"),
              required(
                  "label_state",
                  StringType,
                  "observed; not-permitted: not all of the time of the label may be looked at; open: it has not passed"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("controller_id", "subject_id", "moment"),
          Layout.bySubject());

  public static final OpenTable MODEL_CARD =
      new OpenTable(
          "model_card",
          "One row per trained model: the model, what it was trained on, how good it is, and what proves who was in the training set.",
          columns(
              CONTROLLER,
              required("model_id", StringType, "32 hex digits over what the model was made of"),
              required(
                  "kind",
                  StringType,
                  "what is predicted: churn, or uplift = what actions do against churn"),
              optional(
                  "experiment",
                  StringType,
                  "contact.experiment that uplift was learnt from; null for churn"),
              required("learner", StringType, "what it was learnt with"),
              required("feature_set", StringType, "as in feature, of the people trained on"),
              required("card", StringType, "the model card, JSON"),
              required("model", BinaryType, "encoding, model and calibration"),
              required("training_people", LongType, "people in the training set"),
              required(
                  "manifest_hash",
                  StringType,
                  "hash of the head of the hash tree over the keys of these people, see training_manifest; 64 hex digits"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("controller_id", "model_id"),
          Layout.PLAIN);

  public static final OpenTable TRAINING_MANIFEST =
      new OpenTable(
          "training_manifest",
          "One row per part of the hash tree over the people of a training set: salted hashes, from which it can be proved that somebody was not in it.",
          columns(
              required("model_id", StringType, "see model_card"),
              required("part", IntegerType, "number of the part, from 0"),
              required(
                  "leaves", new ArrayType(BinaryType, false), "salted SHA-256 of keys, ascending"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("model_id", "part"),
          Layout.PLAIN);

  public static final PersonTable CHURN_SCORE =
      new PersonTable(
          "churn_score",
          "One row per person at risk who permits profiling: how likely they are to churn, and why.",
          columns(
              BUCKET,
              CONTROLLER,
              SUBJECT,
              required("model_id", StringType, "see model_card"),
              required(
                  "probability", DoubleType, "of churn within the time of the label, in [0, 1]"),
              required("margin", DoubleType, "the score before calibration"),
              required("base_margin", DoubleType, "what explanations start from"),
              required(
                  "contributions",
                  new ArrayType(DoubleType, false),
                  "what each feature adds; together margin - base_margin"),
              required(
                  "reasons",
                  new ArrayType(StringType, false),
                  "the largest contributions in words"),
              required("customer_value", DoubleType, "as in feature"),
              required("priority", DoubleType, "probability x customer_value"),
              required(
                  "retraining_needed",
                  BooleanType,
                  "more of those trained on have withdrawn than conf/scores.yaml allows"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("controller_id", "subject_id"),
          Layout.bySubject());

  public static final PersonTable NEXT_BEST_ACTION =
      new PersonTable(
          "next_best_action",
          "One row per person with a churn score: what to do for them, or nothing, and why. A proposal: nobody was contacted yet.",
          columns(
              BUCKET,
              CONTROLLER,
              SUBJECT,
              required(
                  "models",
                  new ArrayType(StringType, false),
                  "what it rests on: model_id of churn, then of uplift; see model_card"),
              required("action", StringType, "id in conf/actions.yaml; none = do nothing"),
              optional("channel", StringType, "by which; null for none"),
              required("cost", MONEY, "of doing it, in the reporting currency"),
              required(
                  "net_gain",
                  DoubleType,
                  "expected: uplift x value - cost, in the reporting currency; 0 for none"),
              required(
                  "priority",
                  DoubleType,
                  "probability of churn x customer value: whom to look at first"),
              required("why", StringType, "the proposal in words"),
              required(
                  "why_not_next",
                  StringType,
                  "why not the next best option: lower gain, not tried by any experiment, refused, or outside the budget"),
              required(
                  "refusals",
                  new ArrayType(StringType, false),
                  "'action: rule', for every rule that refuses an action"),
              required(
                  "human_review",
                  BooleanType,
                  "the effect on the person is significant: a human has to decide (GDPR Art. 22)"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("controller_id", "subject_id"),
          Layout.bySubject());

  public static final OpenTable DP_RELEASE =
      new OpenTable(
          "dp_release",
          "One row per figure of a differentially private release: all that a public audience is shown. Append-only; a release is appended in one commit.",
          columns(
              CONTROLLER,
              required(
                  "release_id", StringType, "hash of specification and data; see budget_ledger"),
              required("release", StringType, "id of the specification"),
              required("title", StringType, "what is released, in words"),
              required("source", StringType, "rows that were summed up, see docs/privacy.md"),
              required("period_from", DateType, "first day of the data, UTC"),
              required("period_until", DateType, "day after the last one"),
              required("dimension_1", StringType, "name of the first key; '-' = none"),
              required("value_1", StringType, "its value; 'all' = no such key, or left out"),
              required("dimension_2", StringType, "name of the second key; '-' = none"),
              required("value_2", StringType, "its value; 'all' = no such key, or left out"),
              required("dimension_3", StringType, "name of the third key; '-' = none"),
              required("value_3", StringType, "its value; 'all' = no such key, or left out"),
              required("metric", StringType, "id in the specification, with a rank or bin"),
              optional("value", DoubleType, "with noise; null where there is nothing to divide by"),
              optional(
                  "noise_deviation",
                  DoubleType,
                  "standard deviation of what noise does to the value; null where it depends on the data"),
              optional("low", DoubleType, "95 % interval of the noise, lower end"),
              optional("high", DoubleType, "95 % interval of the noise, upper end"),
              optional(
                  "adjusted",
                  DoubleType,
                  "made to add up over all levels and not negative where it cannot be; null where it is suppressed or there is nothing to divide by"),
              optional(
                  "adjusted_low", DoubleType, "95 % interval of the adjusted figure, lower end"),
              optional(
                  "adjusted_high", DoubleType, "95 % interval of the adjusted figure, upper end"),
              required("mechanism", StringType, "how the noise was drawn"),
              required("bounds", StringType, "how much of a person counts"),
              required("uncertain", BooleanType, "noise is a larger part than the release allows"),
              required("epsilon", DoubleType, "charged for the whole release"),
              required("delta", DoubleType, "charged for the whole release"),
              required("snapshot", StringType, "versions of the tables that were read"),
              AS_OF,
              KNOWN_AT,
              RUN),
          List.of("release_id", "value_1", "value_2", "value_3", "metric"),
          Layout.PLAIN);

  public static final OpenTable BUDGET_LEDGER =
      new OpenTable(
          "budget_ledger",
          "One row per step of a release that spends privacy budget: reserved, committed, given back or void. Append-only, a hash chain per controller; nothing but the ledger may write it.",
          columns(
              CONTROLLER,
              required("sequence", LongType, "place in the controller's ledger, from 1, no gaps"),
              required("release_id", StringType, "the release; its latest row is its state"),
              required("entry", StringType, "reserve, commit, release (given back) or void"),
              required("requested_by", StringType, "who wanted the release"),
              required(
                  "period_from", DateType, "first day of the data that the release reads, UTC"),
              required("period_until", DateType, "day after the last one"),
              optional(
                  "epsilon",
                  PRIVACY_LOSS,
                  "of the release by itself at budget_delta, rounded up; null when the budget was made too small for it since"),
              required(
                  "held_until",
                  TimestampType,
                  "from then on others may settle the reservation, UTC"),
              optional(
                  "note", StringType, "commit: where the rows are published; void: why none are"),
              required("recorded_at", TimestampType, "wall clock, UTC"),
              required("budget_epsilon", PRIVACY_LOSS, "budget in force, for each day of the data"),
              required("budget_delta", PRIVACY_LOSS, "budget in force, for each day of the data"),
              required("accounting", StringType, "how spendings are added up, e.g. basic"),
              required(
                  "spending", BinaryType, "the release by itself, as the accounting writes it"),
              required("account", BinaryType, "what all rows up to this one amount to, day by day"),
              required(
                  "previous_hash", StringType, "hash of the row before; 64 zeros in the first"),
              required("hash", StringType, "SHA-256 over all other columns, 64 hex digits")),
          List.of("controller_id", "sequence"),
          Layout.PLAIN);

  public static final OpenTable RUN_TABLE =
      new OpenTable(
          "run",
          "One row per finished job: everything needed to repeat its numbers.",
          columns(
              RUN,
              required("job", StringType, "job name"),
              required("started_at", TimestampType, "wall clock, UTC"),
              required("finished_at", TimestampType, "wall clock, UTC"),
              optional("as_of", TimestampType, "clock of the run; null for ingest"),
              optional("known_at", TimestampType, "clock of the run; null for ingest"),
              required("config_hash", StringType, "SHA-256 of the effective config"),
              required(
                  "rule_pack_hash",
                  StringType,
                  "SHA-256 of purposes, jurisdictions, notices, LIA, vendors and transfers"),
              required("code_version", StringType, "version of Optika"),
              required("input_versions", StringType, "Delta versions read, JSON"),
              required("output_versions", StringType, "Delta versions written, JSON"),
              required("row_counts", StringType, "rows written per table, JSON")),
          List.of("run_id", "job"),
          Layout.PLAIN);

  public static final List<Table> ALL =
      List.of(
          CONSENT_EVENT,
          TOUCHPOINT,
          CONVERSION,
          CONTACT,
          CUSTOMER,
          CHANNEL_COST,
          SUBJECT_TABLE,
          CHANNEL,
          CAMPAIGN,
          VENDOR,
          QUARANTINE,
          INGEST_OUTCOME,
          CONSENT_LOG,
          CONSENT_LOG_HEAD,
          CONSENT_TIMELINE,
          PERMISSION,
          GATE_OUTCOME,
          COVERAGE,
          LATE_WITHDRAWAL,
          AFFECTED_OUTPUT,
          OPT_IN_RATE,
          OPT_IN_KPI,
          OPT_IN_COMPARISON,
          JOURNEY,
          JOURNEY_PATH,
          ROBOT,
          ATTRIBUTION_CREDIT,
          TOUCH_CREDIT,
          CHANNEL_PERFORMANCE,
          FEATURE,
          MODEL_CARD,
          TRAINING_MANIFEST,
          CHURN_SCORE,
          NEXT_BEST_ACTION,
          DP_RELEASE,
          BUDGET_LEDGER,
          RUN_TABLE);

  /**
   * @throws IllegalArgumentException listing the known tables when there is none of that name
   */
  public static Table find(String name) {
    return ALL.stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown table '%s'; known: %s"
                        .formatted(name, ALL.stream().map(Table::name).toList())));
  }
}
