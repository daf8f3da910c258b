package org.optika.spark.scores.traps;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.optika.core.Clocks;
import org.optika.core.consent.ConsentEvent;
import org.optika.spark.consent.TimelineTable;
import org.optika.spark.consent.TimelineUpdate;
import org.optika.spark.gate.Gate;
import org.optika.spark.gate.PermissionBuilder;
import org.optika.spark.gate.PermissionTable;
import org.optika.spark.scores.traps.TrappedPerson.CustomerState;
import org.optika.spark.scores.traps.TrappedPerson.Deed;
import org.optika.spark.scores.traps.TrappedPerson.Did;
import org.optika.spark.scores.traps.TrappedPerson.Said;
import org.optika.spark.table.Column;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/** {@link TrappedPeople} as tables of a lake, written where Spark makes them. */
final class TrapWorld {
  private static final List<String> FILLED_BY_LAKE = List.of("bucket", "slice");

  private final Lake lake;
  private final TrappedPeople people;

  /** Makes the rows of one person in one table. */
  private interface RowsOf extends Serializable {
    void rows(TrappedPerson person, Consumer<Object[]> out);
  }

  private TrapWorld(Lake lake, TrappedPeople people) {
    this.lake = lake;
    this.people = people;
  }

  /** A lake with the people, their timelines and their permissions. */
  static TrapWorld build(SparkSession spark, String root, TrappedPeople people, int buckets) {
    TrapWorld world = new TrapWorld(Lake.open(spark, root, buckets), people);
    world.writeConsent();
    world.writeActivity();
    world.write(
        Tables.SUBJECT_TABLE,
        List.of("subject_id", "subject_key", "subject_key_type", "key_epoch"),
        (person, out) ->
            out.accept(new Object[] {person.subject(), key(person.subject()), "account", 1}));
    world.buildPermission();
    return world;
  }

  /** {@code subject_key} of a person. */
  static String key(long subject) {
    return String.format("%064x", subject);
  }

  Lake lake() {
    return lake;
  }

  Gate gate() {
    return gate(people.setting().clocks());
  }

  Gate gate(Clocks clocks) {
    return new Gate(lake, Rows.CONTROLLER, people.setting().rules(), clocks);
  }

  private void buildPermission() {
    long knownAt = people.setting().knownAt();
    TimelineUpdate.run(lake, Rows.CONTROLLER, people.setting().rules(), "test", log -> {});
    PermissionTable.in(lake)
        .replace(
            PermissionBuilder.build(
                TimelineTable.in(lake).rows(), Rows.CONTROLLER, knownAt, people.setting().rules()),
            knownAt);
  }

  private void writeConsent() {
    write(
        Tables.CONSENT_EVENT,
        List.of(
            "controller_id",
            "subject_id",
            "event_id",
            "source_system",
            "source_event_id",
            "source_seq",
            "purpose",
            "action",
            "method",
            "consent_type",
            "event_time",
            "event_time_precision",
            "recorded_time",
            "ingested_time",
            "expires_at",
            "jurisdiction",
            "notice_id",
            "notice_version",
            "is_minor",
            "soft_opt_in_rule_id",
            "correction_of"),
        (person, out) -> person.said().forEach(said -> out.accept(consent(said))));
  }

  /** {@code known} is now the recorded and now the received time. */
  private static Object[] consent(Said said) {
    ConsentEvent event = said.event();
    boolean recordedLast = event.eventId().hashCode() % 2 == 0;
    long known = event.knownMicros();
    return new Object[] {
      said.controller(),
      said.subject(),
      event.eventId(),
      event.sourceSystem(),
      event.sourceEventId(),
      event.sourceSeq().isPresent() ? event.sourceSeq().getAsLong() : null,
      event.purpose(),
      name(event.action()),
      event.method().map(TrapWorld::name).orElse(null),
      name(event.consentType()),
      event.eventMicros(),
      name(event.precision()),
      recordedLast ? known : known - 1,
      recordedLast ? known - 1 : known,
      event.expiresMicros().isPresent() ? event.expiresMicros().getAsLong() : null,
      event.jurisdiction(),
      event.noticeId().orElse(null),
      event.noticeVersion().isPresent() ? event.noticeVersion().getAsInt() : null,
      event.minor().orElse(null),
      event.softOptInRuleId().orElse(null),
      event.correctionOf().orElse(null)
    };
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void writeActivity() {
    write(
        Tables.TOUCHPOINT,
        deedColumns("touchpoint_id", "is_bot"),
        (person, out) ->
            deeds(person, Deed.TOUCH).forEach(did -> out.accept(deed(did, person, did.bot()))));
    write(
        Tables.CONTACT,
        deedColumns("contact_id", "direction", "contact_channel", "topic"),
        (person, out) ->
            deeds(person, Deed.INBOUND)
                .forEach(did -> out.accept(deed(did, person, "inbound", "phone", "question"))));
    write(
        Tables.CONVERSION,
        deedColumns("conversion_id", "kind", "refund_of", "value"),
        (person, out) -> {
          deeds(person, Deed.ORDER)
              .forEach(did -> out.accept(deed(did, person, "order", null, 30L)));
          deeds(person, Deed.REFUND)
              .forEach(did -> out.accept(deed(did, person, "refund", did.ref(), 10L)));
        });
    write(
        Tables.CUSTOMER,
        List.of(
            "controller_id",
            "subject_id",
            "customer_row_id",
            "customer_since",
            "customer_until",
            "recorded_time",
            "ingested_time"),
        (person, out) ->
            person.states().forEach(state -> out.accept(state(person.subject(), state))));
  }

  private static Stream<Did> deeds(TrappedPerson person, Deed deed) {
    return person.did().stream().filter(did -> did.deed() == deed);
  }

  private static List<String> deedColumns(String id, String... more) {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "controller_id",
                "subject_id",
                "occurred_at",
                "recorded_time",
                "ingested_time",
                id));
    Collections.addAll(columns, more);
    return columns;
  }

  private static Object[] deed(Did did, TrappedPerson person, Object... more) {
    List<Object> cells = new ArrayList<>();
    cells.add(did.controller());
    cells.add(person.subject());
    cells.add(did.at());
    cells.add(did.at());
    cells.add(did.known());
    cells.add(did.id());
    Collections.addAll(cells, more);
    return cells.toArray();
  }

  private static Object[] state(long subject, CustomerState state) {
    return new Object[] {
      Rows.CONTROLLER,
      subject,
      state.id(),
      state.since(),
      state.until() == Long.MAX_VALUE ? null : state.until(),
      state.known(),
      state.known()
    };
  }

  private void write(Table table, List<String> named, RowsOf rowsOf) {
    StructType given = new StructType();
    for (String name : named) {
      given = given.add(name, given(column(table, name).type()), true);
    }
    TrappedPeople all = people;
    Dataset<Row> rows =
        lake.spark()
            .range(0, people.count(), 1, lake.buckets(table))
            .flatMap(
                (FlatMapFunction<Long, Row>) subject -> rows(all.person(subject), rowsOf),
                Encoders.row(given));
    lake.append(table, rows.select(columns(table, named)));
  }

  private static Iterator<Row> rows(TrappedPerson person, RowsOf rowsOf) {
    List<Row> rows = new ArrayList<>();
    rowsOf.rows(person, cells -> rows.add(RowFactory.create(cells)));
    return rows.iterator();
  }

  /** Times come as microseconds, money as whole numbers. */
  private static DataType given(DataType type) {
    return type instanceof TimestampType || type instanceof DecimalType ? DataTypes.LongType : type;
  }

  private static Column column(Table table, String name) {
    Optional<Column> found =
        table.columns().stream().filter(column -> column.name().equals(name)).findFirst();
    return found.orElseThrow(() -> new IllegalArgumentException(table.name() + "." + name));
  }

  private static org.apache.spark.sql.Column[] columns(Table table, List<String> named) {
    return table.columns().stream()
        .filter(column -> !FILLED_BY_LAKE.contains(column.name()))
        .map(column -> value(column, named).cast(column.type()).as(column.name()))
        .toArray(org.apache.spark.sql.Column[]::new);
  }

  /** Columns that no trap is about have a plain value. */
  private static org.apache.spark.sql.Column value(Column column, List<String> named) {
    boolean isTime = column.type() instanceof TimestampType;
    if (named.contains(column.name())) {
      return isTime ? timestamp_micros(col(column.name())) : col(column.name());
    }
    if (column.nullable()) {
      return lit(null);
    }
    if (column.type() instanceof StringType) {
      return lit("-");
    }
    return column.type() instanceof BooleanType ? lit(false) : lit(0);
  }
}
