package org.optika.sample;

import static org.optika.sample.BadRow.Kind.BAD_TIME;
import static org.optika.sample.BadRow.Kind.EMPTY_IDENTIFIER;
import static org.optika.sample.BadRow.Kind.FUTURE_DATE;
import static org.optika.sample.BadRow.Kind.HUGE_FIELD;
import static org.optika.sample.BadRow.Kind.IMPOSSIBLE_DATE;
import static org.optika.sample.BadRow.Kind.INFINITE_AMOUNT;
import static org.optika.sample.BadRow.Kind.MISSING_VALUE;
import static org.optika.sample.BadRow.Kind.NEGATIVE_AMOUNT;
import static org.optika.sample.BadRow.Kind.NOT_AN_OBJECT;
import static org.optika.sample.BadRow.Kind.NOT_A_NUMBER;
import static org.optika.sample.BadRow.Kind.NOT_UTF8;
import static org.optika.sample.BadRow.Kind.TRUNCATED_JSON;
import static org.optika.sample.BadRow.Kind.UNKNOWN_CURRENCY;
import static org.optika.sample.BadRow.Kind.UNKNOWN_PURPOSE;
import static org.optika.sample.BadRow.Kind.UNKNOWN_STATUS;
import static org.optika.sample.BadRow.Kind.WRONG_FIELD_COUNT;
import static org.optika.sample.BadRow.Kind.WRONG_TYPE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The planted bad rows: each is a good row with one thing wrong. Per source the first {@value
 * #INSIDE} stand among the good rows of {@code part-00000}, the others in a file {@code bad} of
 * their own.
 */
final class BadRows {
  static final int INSIDE = 2;

  private static final String HUGE = "x".repeat(10_000);

  /** A row to plant: what is written, and what is wrong with it. */
  private record Plant(byte[] line, String column, BadRow.Kind kind) {}

  private record TouchpointPlant(Touchpoint row, String column, BadRow.Kind kind) {}

  private BadRows() {}

  /** Plants the first bad rows of each source where the good ones are. */
  static List<BadRow> plantInside(RawFiles files) throws IOException {
    List<BadRow> planted = new ArrayList<>();
    for (RawSource source : RawSource.values()) {
      TextFile part = files.part(source);
      if (part != null) {
        for (Plant plant : of(source).subList(0, INSIDE)) {
          planted.add(part.bad(plant.line(), plant.column(), plant.kind()));
        }
      }
    }
    for (TouchpointPlant plant : touchpoints().subList(0, INSIDE)) {
      planted.add(files.touchpoints().bad(plant.row(), plant.column(), plant.kind()));
    }
    return planted;
  }

  /** Writes the files {@code bad}. @param counts takes the counts of these files */
  static List<BadRow> writeApart(Path raw, List<RowCounts> counts) throws IOException {
    List<BadRow> planted = new ArrayList<>();
    for (RawSource source : RawSource.values()) {
      if (source != RawSource.TOUCHPOINTS) {
        try (TextFile file = new TextFile(raw, source, "bad")) {
          int inside = source == RawSource.CHANNEL_COST ? 0 : INSIDE;
          for (Plant plant : of(source).subList(inside, of(source).size())) {
            planted.add(file.bad(plant.line(), plant.column(), plant.kind()));
          }
          counts.add(file.counts);
        }
      }
    }
    try (TouchpointFile file = new TouchpointFile(raw, "bad")) {
      for (TouchpointPlant plant : touchpoints().subList(INSIDE, touchpoints().size())) {
        planted.add(file.bad(plant.row(), plant.column(), plant.kind()));
      }
      counts.add(file.counts);
    }
    return planted;
  }

  private static List<Plant> of(RawSource source) {
    return switch (source) {
      case CONSENT_WEB -> consentWeb();
      case CONSENT_APP -> consentApp();
      case CONSENT_EMAIL -> consentEmail();
      case CONSENT_CALLCENTRE -> consentCallCentre();
      case CONSENT_IMPORT -> consentImport();
      case TOUCHPOINTS -> List.of();
      case TOUCHPOINTS_EMAIL -> touchpointsEmail();
      case CONVERSIONS -> conversions();
      case CONTACTS -> contacts();
      case CUSTOMERS -> customers();
      case CHANNEL_COST -> channelCost();
    };
  }

  private static List<Plant> consentWeb() {
    Template row =
        new Json(
            "{'id':'bad-#','event':'save','device_id':'00000000bad00001','ts':'2026-09-01T10:00:00.000001Z',"
                + "'received_at':'2026-09-01T10:00:02.000001Z','version':3,'variant':'A',"
                + "'statistics':true,'personalisation':false,'marketing':false,'cross_device':false,"
                + "'consent_type':'expressed','shop':'NL','region':'NL-NH','language':'nl','device_class':'mobile',"
                + "'user_agent':'Safari/18 (iPhone)'}");
    return List.of(
        row.with("event", "'maybe_later'", UNKNOWN_STATUS),
        row.with("statistics", "'perhaps'", WRONG_TYPE),
        row.with("version", "'three'", WRONG_TYPE),
        row.without("ts", MISSING_VALUE),
        row.without("statistics", MISSING_VALUE),
        row.without("id", MISSING_VALUE),
        row.with("ts", "'yesterday'", BAD_TIME),
        row.with("ts", "'2026-02-30T10:00:00.000001Z'", IMPOSSIBLE_DATE),
        row.with("ts", "'2027-05-01T10:00:00.000001Z'", FUTURE_DATE),
        row.with("device_id", "''", EMPTY_IDENTIFIER),
        row.with("device_id", "'" + HUGE + "'", HUGE_FIELD),
        row.withBytes("region", NOT_UTF8),
        row.cut(TRUNCATED_JSON),
        new Plant(
            "[\"shown\",\"2026-09-01\"]".getBytes(StandardCharsets.UTF_8), "", NOT_AN_OBJECT));
  }

  private static List<Plant> consentApp() {
    Template row =
        new Json(
            "{'event_id':'bad-#','account_id':'K00000001','seq':7,'purpose':'profiling','status':'given',"
                + "'at':'2026-09-01T10:00:00Z','received_at':'2026-09-01T10:00:02Z','notice_version':2,"
                + "'explicit':false,'minor':false,'shop':'NL','region':'NL-NH'}");
    return List.of(
        row.with("purpose", "'mind_reading'", UNKNOWN_PURPOSE),
        row.with("status", "'sort_of'", UNKNOWN_STATUS),
        row.with("seq", "'seven'", WRONG_TYPE),
        row.without("status", MISSING_VALUE),
        row.without("received_at", MISSING_VALUE),
        row.with("at", "'01/09/2026 10:00'", BAD_TIME),
        row.with("at", "'2026-13-01T10:00:00Z'", IMPOSSIBLE_DATE),
        row.with("at", "'2027-05-01T10:00:00Z'", FUTURE_DATE),
        row.with("account_id", "''", EMPTY_IDENTIFIER),
        row.with("account_id", "'" + HUGE + "'", HUGE_FIELD),
        row.withBytes("region", NOT_UTF8),
        row.cut(TRUNCATED_JSON));
  }

  private static List<Plant> consentEmail() {
    Template row =
        new Csv(
            RawSource.CONSENT_EMAIL,
            ",",
            "bad-#,bad@mail.example,request,newsletter,1788256800000,1788256802000,NL,2,,,");
    return List.of(
        row.with("event", "perhaps", UNKNOWN_STATUS),
        row.with("list", "horoscope", UNKNOWN_PURPOSE),
        row.with("at_ms", "soon", BAD_TIME),
        row.with("at_ms", "", MISSING_VALUE),
        row.with("at_ms", "1809424800000", FUTURE_DATE),
        row.with("form_version", "two", WRONG_TYPE),
        row.with("email", "", EMPTY_IDENTIFIER),
        row.with("email", HUGE, HUGE_FIELD),
        row.withBytes("shop", NOT_UTF8),
        row.cut(WRONG_FIELD_COUNT));
  }

  private static List<Plant> consentCallCentre() {
    Template row =
        new Csv(
            RawSource.CONSENT_CALLCENTRE,
            ";",
            "bad-#;K00000001;TELEFOON;JA;01-09-2026 12:00:00;01-09-2026 12:05:00;NL;phone-script;1;N;;;3,5");
    return List.of(
        row.with("status", "MISSCHIEN", UNKNOWN_STATUS),
        row.with("doel", "FAX", UNKNOWN_PURPOSE),
        row.with("tijdstip", "2026-09-01T12:00:00Z", BAD_TIME),
        row.with("tijdstip", "31-02-2026 12:00:00", IMPOSSIBLE_DATE),
        row.with("tijdstip", "01-05-2027 12:00:00", FUTURE_DATE),
        row.with("status", "", MISSING_VALUE),
        row.with("versie", "een", WRONG_TYPE),
        row.with("klantnummer", "", EMPTY_IDENTIFIER),
        row.with("klantnummer", HUGE, HUGE_FIELD),
        row.withBytes("winkel", NOT_UTF8),
        row.cut(WRONG_FIELD_COUNT));
  }

  private static List<Plant> consentImport() {
    Template row =
        new Csv(
            RawSource.CONSENT_IMPORT,
            ",",
            "bad-#,,bad@mail.example,,MAIL,Y,2025-09-01,2026-03-15T03:00:00Z,NL");
    return List.of(
        row.with("consent", "?", UNKNOWN_STATUS),
        row.with("purpose_code", "FAX", UNKNOWN_PURPOSE),
        row.with("choice_date", "last spring", BAD_TIME),
        row.with("choice_date", "2025-02-29", IMPOSSIBLE_DATE),
        row.with("choice_date", "2027-05-01", FUTURE_DATE),
        row.with("consent", "", MISSING_VALUE),
        row.with("email", "", EMPTY_IDENTIFIER),
        row.with("email", HUGE, HUGE_FIELD),
        row.withBytes("shop", NOT_UTF8),
        row.cut(WRONG_FIELD_COUNT));
  }

  private static List<Plant> touchpointsEmail() {
    Template row =
        new Csv(
            RawSource.TOUCHPOINTS_EMAIL,
            ",",
            "bad-#,bad@mail.example,weekly,2026-09-01 10:00:00.000,2026-09-01 10:00:02.000,NL,NL-NH,Safari/18 (iPhone)");
    return List.of(
        row.with("clicked_at", "10 o'clock", BAD_TIME),
        row.with("clicked_at", "", MISSING_VALUE),
        row.with("clicked_at", "2026-09-31 10:00:00.000", IMPOSSIBLE_DATE),
        row.with("clicked_at", "2027-05-01 10:00:00.000", FUTURE_DATE),
        row.with("email", "", EMPTY_IDENTIFIER),
        row.with("email", HUGE, HUGE_FIELD),
        row.withBytes("region", NOT_UTF8),
        row.cut(WRONG_FIELD_COUNT));
  }

  private static List<Plant> conversions() {
    Template row =
        new Csv(
            RawSource.CONVERSIONS,
            ",",
            "bad-#,order,,,,00000000bad00001,84.05,EUR,2026-09-01T10:00:00Z,2026-09-01T10:00:02Z,NL,NL-NH");
    return List.of(
        row.with("amount", "-12.50", NEGATIVE_AMOUNT),
        row.with("currency", "SHELLS", UNKNOWN_CURRENCY),
        row.with("amount", "NaN", NOT_A_NUMBER),
        row.with("amount", "Infinity", INFINITE_AMOUNT),
        row.with("amount", "a lot", WRONG_TYPE),
        row.with("amount", "", MISSING_VALUE),
        row.with("kind", "barter", UNKNOWN_STATUS),
        row.with("kind", "refund", "refund_of", MISSING_VALUE),
        row.with("ordered_at", "noon", BAD_TIME),
        row.with("ordered_at", "2026-06-31T10:00:00Z", IMPOSSIBLE_DATE),
        row.with("ordered_at", "2027-05-01T10:00:00Z", FUTURE_DATE),
        row.with("device_id", "", EMPTY_IDENTIFIER),
        row.with("device_id", HUGE, HUGE_FIELD),
        row.withBytes("region", NOT_UTF8),
        row.cut(WRONG_FIELD_COUNT));
  }

  private static List<Plant> contacts() {
    Template row =
        new Csv(
            RawSource.CONTACTS,
            ",",
            "bad-#,K00000001,inbound,phone,complaint,,,2026-09-01T10:00:00Z,2026-09-01T10:00:02Z,NL-NH");
    Template drawn =
        new Csv(
            RawSource.CONTACTS,
            ",",
            "bad-e#,K00000001,outbound,none,none,winback-2026-07,0.5,2026-09-01T10:00:00Z,2026-09-01T10:00:02Z,NL-NH");
    return List.of(
        row.with("direction", "sideways", UNKNOWN_STATUS),
        drawn.with("propensity", "often", WRONG_TYPE),
        drawn.with("propensity", "", MISSING_VALUE),
        drawn.with("propensity", "NaN", NOT_A_NUMBER),
        drawn.with("propensity", "-0.5", NEGATIVE_AMOUNT),
        drawn.with("experiment", "", MISSING_VALUE),
        row.with("topic", "", MISSING_VALUE),
        row.with("at", "noon", BAD_TIME),
        row.with("at", "2026-06-31T10:00:00Z", IMPOSSIBLE_DATE),
        row.with("at", "2027-05-01T10:00:00Z", FUTURE_DATE),
        row.with("account_id", "", EMPTY_IDENTIFIER),
        row.with("account_id", HUGE, HUGE_FIELD),
        row.withBytes("region", NOT_UTF8),
        row.cut(WRONG_FIELD_COUNT));
  }

  private static List<Plant> customers() {
    Template row =
        new Csv(
            RawSource.CUSTOMERS,
            ",",
            "K0000000#,NL,NL-NH,1980,2025-09-01,,2026-09-01T10:00:00Z,2026-09-01T10:00:02Z,,");
    return List.of(
        row.with("birth_year", "long ago", WRONG_TYPE),
        row.with("since", "2025-02-30", IMPOSSIBLE_DATE),
        row.with("since", "", MISSING_VALUE),
        row.with("since", "spring", BAD_TIME),
        row.with("since", "2027-05-01", FUTURE_DATE),
        row.with("recorded_at", "2027-05-01T10:00:00Z", FUTURE_DATE),
        row.with("account_id", "", EMPTY_IDENTIFIER),
        row.with("account_id", HUGE, HUGE_FIELD),
        row.withBytes("region", NOT_UTF8),
        row.cut(WRONG_FIELD_COUNT));
  }

  private static List<Plant> channelCost() {
    Template row = new Csv(RawSource.CHANNEL_COST, ",", "2026-09-01,google,cpc,bad-#,84.05,EUR");
    return List.of(
        row.with("cost", "-1.00", NEGATIVE_AMOUNT),
        row.with("currency", "SHELLS", UNKNOWN_CURRENCY),
        row.with("cost", "NaN", NOT_A_NUMBER),
        row.with("cost", "free", WRONG_TYPE),
        row.with("date", "2026-09-31", IMPOSSIBLE_DATE),
        row.with("date", "", MISSING_VALUE),
        row.with("date", "2027-05-01", FUTURE_DATE),
        row.with("date", "Tuesday", BAD_TIME),
        row.cut(WRONG_FIELD_COUNT));
  }

  private static List<TouchpointPlant> touchpoints() {
    long at = Times.micros("2026-09-01T10:00:00Z");
    long future = Times.micros("2027-05-01T10:00:00Z");
    return List.of(
        new TouchpointPlant(touchpoint("bad-1", null, at, "google"), "device_id", EMPTY_IDENTIFIER),
        new TouchpointPlant(
            touchpoint("bad-2", "00000000bad00001", null, "google"), "ts", MISSING_VALUE),
        new TouchpointPlant(touchpoint("bad-3", "", at, "google"), "device_id", EMPTY_IDENTIFIER),
        new TouchpointPlant(
            touchpoint(null, "00000000bad00001", at, "google"), "event_id", MISSING_VALUE),
        new TouchpointPlant(
            touchpoint("bad-4", "00000000bad00001", future, "google"), "ts", FUTURE_DATE),
        new TouchpointPlant(touchpoint("bad-5", HUGE, at, "google"), "device_id", HUGE_FIELD),
        new TouchpointPlant(
            touchpoint("bad-6", "00000000bad00001", at, null), "source", MISSING_VALUE));
  }

  private static Touchpoint touchpoint(String id, String device, Long at, String source) {
    return new Touchpoint(
        id,
        device,
        null,
        at,
        Times.micros("2026-09-01T10:00:02Z"),
        "click",
        source,
        "cpc",
        "brand",
        "searchads",
        "mobile",
        "NL",
        "NL-NH",
        "Safari/18 (iPhone)");
  }

  /**
   * A good row whose columns can be spoilt one at a time; {@code #} in it becomes the number of the
   * spoilt row.
   */
  private abstract static class Template {
    private int spoilt;

    /** The row with the value of {@code column} replaced. */
    abstract String replace(String column, String value);

    abstract String remove(String column);

    abstract String original();

    Plant with(String column, String value, BadRow.Kind kind) {
      return with(column, value, column, kind);
    }

    Plant with(String column, String value, String blamed, BadRow.Kind kind) {
      return new Plant(bytes(replace(column, value)), blamed, kind);
    }

    Plant without(String column, BadRow.Kind kind) {
      return new Plant(bytes(remove(column)), column, kind);
    }

    /** The value of {@code column} holds two bytes that are no UTF-8. */
    Plant withBytes(String column, BadRow.Kind kind) {
      byte[] line = bytes(replace(column, "@@"));
      for (int i = 0; i + 1 < line.length; i++) {
        if (line[i] == '@' && line[i + 1] == '@') {
          line[i] = (byte) 0xC3;
          line[i + 1] = (byte) 0x28;
        }
      }
      return new Plant(line, column, kind);
    }

    /** The row ends in the middle. */
    Plant cut(BadRow.Kind kind) {
      return new Plant(bytes(original().substring(0, original().length() / 2)), "", kind);
    }

    private byte[] bytes(String row) {
      spoilt++;
      return row.replace("#", Integer.toString(spoilt)).getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final class Csv extends Template {
    private final String separator;
    private final List<String> columns;
    private final String row;

    Csv(RawSource source, String separator, String row) {
      this.separator = separator;
      this.columns = List.of(source.header().split(separator));
      this.row = row;
    }

    @Override
    String replace(String column, String value) {
      String[] values = row.split(separator, -1);
      values[columns.indexOf(column)] = value;
      return String.join(separator, values);
    }

    @Override
    String remove(String column) {
      return replace(column, "");
    }

    @Override
    String original() {
      return row;
    }
  }

  private static final class Json extends Template {
    private final String row;

    /**
     * @param row with single quotes
     */
    Json(String row) {
      this.row = row;
    }

    @Override
    String replace(String column, String value) {
      String quoted = value.startsWith("'") || value.isEmpty() ? value : "'" + value + "'";
      return doubleQuoted(field(column, "'" + column + "':" + quoted + ","));
    }

    @Override
    String remove(String column) {
      return doubleQuoted(field(column, ""));
    }

    @Override
    String original() {
      return doubleQuoted(row);
    }

    private String field(String column, String replacement) {
      int from = row.indexOf("'" + column + "':");
      int until = row.indexOf(',', from) + 1;
      return row.substring(0, from) + replacement + row.substring(until);
    }

    private static String doubleQuoted(String text) {
      return text.replace('\'', '"');
    }
  }
}
