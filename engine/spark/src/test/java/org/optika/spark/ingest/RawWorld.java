package org.optika.spark.ingest;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.ChannelRules;
import org.optika.core.ingest.ConsentMapping;
import org.optika.core.ingest.ConsentMapping.Combine;
import org.optika.core.ingest.ConsentMapping.WidePurpose;
import org.optika.core.ingest.CsvOptions;
import org.optika.core.ingest.Currencies;
import org.optika.core.ingest.Field;
import org.optika.core.ingest.IdentifierColumn;
import org.optika.core.ingest.IdentifierType;
import org.optika.core.ingest.IngestRules;
import org.optika.core.ingest.Method;
import org.optika.core.ingest.Precision;
import org.optika.core.ingest.PseudonymKey;
import org.optika.core.ingest.SourceFormat;
import org.optika.core.ingest.SourceKind;
import org.optika.core.ingest.SourceSpec;
import org.optika.core.ingest.StatusMeaning;
import org.optika.core.ingest.TimeFormat;

/** A small shop: cookie banner, web log, orders, contacts, customers, advertising bill. */
final class RawWorld {
  static final String NOW = "2026-04-01T00:00:00Z";
  static final List<String> PURPOSES = List.of("accountability", "measurement", "attribution");

  static final String ORDERS_HEADER =
      "order_id,kind,refund_of,email,device_id,amount,currency,ordered_at,received_at\n";

  private RawWorld() {}

  static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }

  static IngestContext context(Path raw) {
    return context(raw, NOW);
  }

  static IngestContext context(Path raw, String now) {
    return new IngestContext(
        raw.toUri().toString(),
        new PseudonymKey("a key for tests, 32 bytes long!!".getBytes(StandardCharsets.UTF_8), 1),
        new IngestRules(
            PURPOSES, channels(), currencies(), micros(now), IngestRules.ONE_DAY_MICROS),
        "run-1",
        line -> {});
  }

  private static ChannelRules channels() {
    return new ChannelRules(
        List.of(
            new ChannelRules.Channel(1, "direct", ChannelRules.Stage.CARE),
            new ChannelRules.Channel(2, "paid-search", ChannelRules.Stage.DO),
            new ChannelRules.Channel(3, "other", ChannelRules.Stage.SEE)),
        List.of(
            new ChannelRules.Rule("direct", List.of("", "(direct)"), List.of(), List.of()),
            new ChannelRules.Rule(
                "paid-search", List.of("google", "bing"), List.of("cpc"), List.of())),
        "direct",
        "other",
        List.of("*bot*"));
  }

  private static Currencies currencies() {
    return new Currencies(
        "EUR",
        Map.of(
            "GBP",
            new TreeMap<>(
                Map.of(LocalDate.parse("2026-01-01").toEpochDay(), new BigDecimal("1.2")))));
  }

  static SourceSpec banner() {
    Map<String, StatusMeaning> statuses = new LinkedHashMap<>();
    statuses.put("shown", StatusMeaning.always(Action.SHOWN).by(Method.API));
    statuses.put("save", StatusMeaning.byChoice(Action.GIVEN, Action.REFUSED).by(Method.SAVE));
    statuses.put(
        "gpc", StatusMeaning.always(Action.REFUSED).by(Method.GPC).only(Set.of("attribution")));
    Map<String, WidePurpose> purposes = new LinkedHashMap<>();
    purposes.put("measurement", new WidePurpose(List.of("statistics"), Combine.ALL));
    purposes.put("attribution", new WidePurpose(List.of("statistics", "marketing"), Combine.ALL));
    return spec(
        "banner",
        SourceKind.CONSENT,
        SourceFormat.JSONL,
        "banner/*",
        List.of(new IdentifierColumn("device_id", IdentifierType.DEVICE)),
        Map.of(
            Field.SOURCE_EVENT_ID, "id",
            Field.STATUS, "event",
            Field.EVENT_TIME, "ts",
            Field.INGESTED_TIME, "received_at",
            Field.JURISDICTION, "shop",
            Field.NOTICE_VERSION, "version",
            Field.USER_AGENT, "user_agent"),
        Map.of(Field.NOTICE_ID, "cookie-banner", Field.CONSENT_TYPE, "expressed"),
        new ConsentMapping(
            statuses,
            Map.of(),
            purposes,
            ConsentMapping.USUAL_ON,
            ConsentMapping.USUAL_OFF,
            false));
  }

  static SourceSpec web() {
    return spec(
        "web",
        SourceKind.TOUCHPOINT,
        SourceFormat.PARQUET,
        "web/*.parquet",
        List.of(
            new IdentifierColumn("email", IdentifierType.EMAIL),
            new IdentifierColumn("device_id", IdentifierType.DEVICE)),
        Map.of(
            Field.SOURCE_EVENT_ID, "event_id",
            Field.OCCURRED_AT, "ts",
            Field.INGESTED_TIME, "received_at",
            Field.SOURCE, "source",
            Field.MEDIUM, "medium",
            Field.CAMPAIGN, "campaign",
            Field.USER_AGENT, "user_agent"),
        Map.of(),
        ConsentMapping.NONE);
  }

  static SourceSpec orders() {
    return spec(
        "orders",
        SourceKind.CONVERSION,
        SourceFormat.CSV,
        "orders/*",
        List.of(
            new IdentifierColumn("email", IdentifierType.EMAIL),
            new IdentifierColumn("device_id", IdentifierType.DEVICE)),
        Map.of(
            Field.SOURCE_EVENT_ID, "order_id",
            Field.KIND, "kind",
            Field.REFUND_OF, "refund_of",
            Field.AMOUNT, "amount",
            Field.CURRENCY, "currency",
            Field.OCCURRED_AT, "ordered_at",
            Field.INGESTED_TIME, "received_at"),
        Map.of(),
        ConsentMapping.NONE);
  }

  static SourceSpec contacts() {
    return spec(
        "contacts",
        SourceKind.CONTACT,
        SourceFormat.CSV,
        "contacts/*",
        List.of(new IdentifierColumn("email", IdentifierType.EMAIL)),
        Map.of(
            Field.SOURCE_EVENT_ID, "id",
            Field.DIRECTION, "direction",
            Field.CONTACT_CHANNEL, "channel",
            Field.TOPIC, "topic",
            Field.EXPERIMENT, "experiment",
            Field.PROPENSITY, "propensity",
            Field.OCCURRED_AT, "at",
            Field.INGESTED_TIME, "received_at"),
        Map.of(),
        ConsentMapping.NONE);
  }

  static SourceSpec customers() {
    return spec(
        "customers",
        SourceKind.CUSTOMER,
        SourceFormat.CSV,
        "customers/*",
        List.of(new IdentifierColumn("email", IdentifierType.EMAIL)),
        Map.of(
            Field.CUSTOMER_SINCE, "since",
            Field.CUSTOMER_UNTIL, "until",
            Field.BIRTH_YEAR, "birth_year",
            Field.PREFERRED_CHANNELS, "preferred",
            Field.DECLINED_CHANNELS, "declined"),
        Map.of(),
        ConsentMapping.NONE);
  }

  static SourceSpec costs() {
    return spec(
        "costs",
        SourceKind.CHANNEL_COST,
        SourceFormat.CSV,
        "costs/*",
        List.of(),
        Map.of(
            Field.COST_DATE, "date",
            Field.SOURCE, "source",
            Field.MEDIUM, "medium",
            Field.CAMPAIGN, "campaign",
            Field.AMOUNT, "cost",
            Field.CURRENCY, "currency"),
        Map.of(),
        ConsentMapping.NONE);
  }

  static List<SourceSpec> sources() {
    return List.of(banner(), web(), orders(), contacts(), customers(), costs());
  }

  private static SourceSpec spec(
      String name,
      SourceKind kind,
      SourceFormat format,
      String path,
      List<IdentifierColumn> identifiers,
      Map<Field, String> columns,
      Map<Field, String> constants,
      ConsentMapping consent) {
    return new SourceSpec(
        name,
        name,
        "shop",
        kind,
        format,
        path,
        CsvOptions.USUAL,
        identifiers,
        columns,
        constants,
        Map.of(),
        List.of(),
        TimeFormat.ISO_UTC,
        Map.of(),
        Precision.US,
        '.',
        consent);
  }

  static void write(Path raw, String file, String text) throws IOException {
    write(raw, file, text.getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path raw, String file, byte[] bytes) throws IOException {
    Files.createDirectories(raw.resolve(file).getParent());
    Files.write(raw.resolve(file), bytes);
  }

  /** Writes rows as one Parquet file. */
  static void writeParquet(Path raw, String file, Dataset<Row> rows) throws IOException {
    Path folder = Files.createTempDirectory("parquet");
    rows.coalesce(1).write().mode("overwrite").parquet(folder.toString());
    Path target = raw.resolve(file);
    Files.createDirectories(target.getParent());
    try (Stream<Path> parts = Files.list(folder)) {
      Path part =
          parts.filter(path -> path.toString().endsWith(".parquet")).findFirst().orElseThrow();
      Files.move(part, target);
    }
  }
}
