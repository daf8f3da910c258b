package org.optika.spark.gate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.optika.core.Checks.require;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.Clocks;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;
import org.optika.core.gate.GateDecision;
import org.optika.core.gate.GateRule;
import org.optika.core.gate.PermissionSteps;
import org.optika.core.gate.VendorActivity;
import org.optika.core.gate.VendorClosings;
import org.optika.core.gate.VendorRegister;
import org.optika.spark.consent.TimelineTable;
import org.optika.spark.gate.GateQuestion.Wanted;
import org.optika.spark.table.InternalRows;
import org.optika.spark.table.Lake;
import org.optika.spark.table.PersonTable;
import org.optika.spark.table.Table;
import org.optika.spark.table.TableFiles;
import org.optika.spark.table.TableVersion;
import org.optika.spark.table.Tables;
import org.optika.spark.table.columnar.BucketedTable;
import org.optika.spark.table.columnar.NotColumnarException;
import org.optika.spark.table.columnar.UnsortedFileException;

/**
 * The only door to person-level tables. A row passes when every purpose of the job is permitted at
 * the row's own time and at the time of the run (docs/consent.md, "the gate"), and open for the
 * vendor of the row at both; what is refused leaves nothing behind but counts, and, for a
 * touchpoint, its place in time.
 */
public final class Gate {
  /** {@link #activity} rows: a contact with a marketing channel. */
  public static final int TOUCHPOINT = 0;

  /** {@link #activity} rows: an order. */
  public static final int ORDER = 1;

  /** {@link #activity} rows: a refund; {@code ref} names its order. */
  public static final int REFUND = 2;

  /** {@link #history} rows: somebody wrote to the person or called them. */
  public static final int OUTBOUND = 3;

  /** {@link #history} rows: the person wrote or called. */
  public static final int INBOUND = 4;

  /** {@link #history} rows: an experiment drew nothing for the person, who was not contacted. */
  public static final int HELD_OUT = 5;

  /** {@link #history} rows: a state of the customer. */
  public static final int PROFILE = 6;

  /** {@code contact.topic} of a row of {@link #HELD_OUT}. */
  public static final String HELD_OUT_TOPIC = "none";

  /** Channel of a refused touchpoint. */
  public static final int REFUSED_CHANNEL = -1;

  /** Money is carried as a whole number of ten-thousandths of the reporting currency. */
  public static final long MONEY_SCALE = 10_000;

  private final Lake lake;
  private final String controller;
  private final RulePack rules;
  private final Optional<VendorRegister> vendors;
  private final Clocks clocks;
  private final Set<String> asked = new HashSet<>();
  private final Map<TableVersion, Map<String, VendorActivity>> vendorsOf = new HashMap<>();

  /** Without a register of vendors: whoever served or measured a contact decides nothing. */
  public Gate(Lake lake, String controller, RulePack rules, Clocks clocks) {
    this(lake, controller, rules, Optional.empty(), clocks);
  }

  /**
   * @param vendors touchpoints of vendors that it closes are refused, and so are those of vendors
   *     that it does not hold; empty: nobody is asked for
   */
  public Gate(
      Lake lake,
      String controller,
      RulePack rules,
      Optional<VendorRegister> vendors,
      Clocks clocks) {
    this.lake = lake;
    this.controller = controller;
    this.rules = rules;
    this.vendors = vendors;
    this.clocks = clocks;
  }

  /**
   * Brings table {@code vendor} up to the touchpoints that this run reads. Not needed for a right
   * answer: where it is behind, the gate looks at what came in since.
   */
  public static void recordVendors(Lake lake) {
    seen(lake).update();
  }

  private static VendorsSeen seen(Lake lake) {
    return new VendorsSeen(
        lake,
        since -> lake.appendedForGate(Tables.TOUCHPOINT, since).map(TableFiles::rows),
        lake.readForGate(Tables.TOUCHPOINT));
  }

  /** Forgets what was asked so far. */
  public void startRecord() {
    asked.clear();
  }

  /** Purposes that rows were asked for since {@link #startRecord}, in declared order. */
  public List<String> asked() {
    return rules.purposes().stream().map(Purpose::id).filter(asked::contains).toList();
  }

  private GateRule rule(List<String> purposes) {
    asked.addAll(purposes);
    return GateRule.of(rules, purposes);
  }

  /** What is closed for touchpoints that need these purposes, in a run at this instant. */
  private VendorClosings closings(List<String> purposes, long asOfMicros) {
    if (vendors.isEmpty()) {
      return VendorClosings.NONE;
    }
    Map<String, VendorActivity> activity =
        vendorsOf.computeIfAbsent(
            lake.version(Tables.TOUCHPOINT), version -> seen(lake).of(controller));
    return vendors.get().closings(rules, purposes, activity, asOfMicros);
  }

  /**
   * Touchpoints, orders and refunds that may be used for all of {@code purposes}; columns {@code
   * subject_id, at (microseconds), kind, id, ref, channel, campaign_id, value (ten-thousandths),
   * region}. A refused touchpoint is left as a row of kind {@link #TOUCHPOINT} with channel {@link
   * #REFUSED_CHANNEL} and nothing else but its subject and time; robots, and what is later than
   * {@code as_of}, are out.
   */
  public Permitted activity(List<String> purposes) {
    return new Permitted(rows(purposes, clocks).permitted(decided(purposes)), clocks);
  }

  /**
   * Lets a job work on all permitted activity, subject after subject, and counts what was admitted
   * and refused on the way. Tables in equal sorted buckets are zipped; other files are sent in
   * blocks; what cannot be read as columns goes through Spark SQL. All three come to the same.
   *
   * @param purposes all of which a row needs
   * @param work reads each partition to its end; done again from the start when files turn out not
   *     to be what they should be, so it commits at its end or not at all
   * @param log one line when tables are not zipped, with the reason
   */
  public GateReport pass(
      List<String> purposes, Consumer<String> log, Consumer<PermittedSubjects> work) {
    PermittedSubjects subjects = pass(purposes, Wanted.ALL_COUNTED, log, work);
    return new GateReport(lake.spark(), subjects.counts(), rules, purposes);
  }

  /**
   * The same for a job that reads rows: those of {@link #activity} without the places of refused
   * touches, all rows of a subject one after another in one partition.
   */
  public void passRows(List<String> purposes, Consumer<String> log, Consumer<Permitted> work) {
    pass(
        purposes,
        Wanted.ALL_COUNTED,
        log,
        subjects ->
            work.accept(
                new Permitted(
                    InternalRows.frame(
                        lake.spark(), subjects.map(PermittedRows::new), PermittedRows.SCHEMA),
                    clocks)));
  }

  /**
   * The same for a job that needs no counts. What it sees of a touch is when it was and through
   * which channel; its id, campaign and region may be missing.
   */
  public void passUncounted(
      List<String> purposes, Consumer<String> log, Consumer<PermittedSubjects> work) {
    pass(purposes, Wanted.ALL, log, work);
  }

  /**
   * @return what the work was done on in the end
   */
  private PermittedSubjects pass(
      List<String> purposes,
      Wanted wanted,
      Consumer<String> log,
      Consumer<PermittedSubjects> work) {
    for (Supplier<PermittedSubjects> path :
        List.<Supplier<PermittedSubjects>>of(
            () -> clustered(purposes, wanted), () -> shuffled(purposes, wanted))) {
      try {
        PermittedSubjects subjects = path.get();
        work.accept(subjects);
        return subjects;
      } catch (Exception failure) { // also those of Spark, which Java does not see declared
        log.accept("gate: %s; taking a slower path".formatted(reasonToFallBack(failure)));
      }
    }
    PermittedSubjects subjects = portable(purposes, wanted);
    work.accept(subjects);
    return subjects;
  }

  /**
   * The cause that another path can do without; any other failure goes on, unwrapped if it is ours.
   */
  private static String reasonToFallBack(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof NotColumnarException
          || cause instanceof UnsortedFileException
          || cause instanceof NotIncrementalException) {
        return cause.getMessage();
      }
      if (cause instanceof OtherClocksException clocks) {
        throw clocks;
      }
    }
    throw Gate.<RuntimeException>asItIs(failure);
  }

  @SuppressWarnings("unchecked")
  private static <E extends Exception> E asItIs(Exception failure) throws E {
    throw (E) failure;
  }

  /** Counts of admitted and refused rows; aggregates only, in Spark SQL alone. */
  GateReport report(List<String> purposes) {
    return new GateReport(
        lake.spark(), portable(purposes, Wanted.ALL_COUNTED).counts(), rules, purposes);
  }

  /** By zipping the buckets of the lake. */
  PermittedSubjects clustered(List<String> purposes, Wanted wanted) {
    int buckets = equalBuckets(List.of(Tables.CONVERSION, Tables.PERMISSION));
    GateQuestion question = question(purposes, wanted);
    return ClusteredActivity.of(
        lake.spark(),
        buckets,
        touchpointTable(question).inBuckets(),
        Optional.of(conversionTable(question).inBuckets()),
        permissionTable(question).inBuckets(),
        question);
  }

  /**
   * Lets a job work on the subjects whose permitted conversions, or what led to them, may differ
   * from what an earlier run saw. Tables in equal sorted buckets only.
   *
   * @param purposes all of which a row needs, the same as in the earlier run
   * @param work reads each partition to its end; commits at its end or not at all
   * @return empty when the work is done; else why the changes cannot be told, so that everything
   *     has to be looked at with {@link #pass}
   */
  public Optional<String> passChanges(
      List<String> purposes,
      EarlierRun earlier,
      ChangeReach reach,
      Consumer<ChangedSubjects> work) {
    try {
      work.accept(changes(purposes, earlier, reach));
      return Optional.empty();
    } catch (Exception failure) { // also those of Spark, which Java does not see declared
      return Optional.of(reasonToFallBack(failure));
    }
  }

  /**
   * @throws NotIncrementalException when the changes cannot be told
   * @throws NotColumnarException when the tables cannot be zipped
   */
  ChangedSubjects changes(List<String> purposes, EarlierRun earlier, ChangeReach reach) {
    Clocks before = earlier.clocks();
    if (before.asOfMicros() > clocks.asOfMicros()
        || before.knownAtMicros() > clocks.knownAtMicros()) {
      throw new NotIncrementalException("the last run had later clocks");
    }
    if (lake.appendedSince(Tables.PERMISSION, earlier.permission()).isEmpty()
        || !PermissionTable.in(lake).holds(before.knownAtMicros())) {
      throw new NotIncrementalException(
          "table 'permission' no longer holds what the last run was told");
    }
    if (!closings(purposes, before.asOfMicros()).equals(closings(purposes, clocks.asOfMicros()))) {
      throw new NotIncrementalException("other vendors are closed than in the last run");
    }
    ChangeQuestion question = new ChangeQuestion(question(purposes, Wanted.ALL), before, reach);
    int buckets = equalBuckets(List.of(Tables.CONVERSION, Tables.PERMISSION, Tables.ROBOT));
    return new ChangedSubjects(
        lake.spark(),
        buckets,
        new ChangeTables(
                question,
                lake.filesForGate(Tables.TOUCHPOINT),
                lake.filesForGate(Tables.CONVERSION),
                added(Tables.TOUCHPOINT, earlier.touchpoint()),
                added(Tables.CONVERSION, earlier.conversion()))
            .with(
                permissionTable(question.after()).inBuckets(),
                reach.countsDays()
                    ? Optional.of(robots(earlier.robot(), question.after()))
                    : Optional.empty()),
        question);
  }

  private TableFiles added(PersonTable table, TableVersion version) {
    return lake.appendedForGate(table, version)
        .orElseThrow(
            () ->
                new NotIncrementalException(
                    "rows of '%s' were changed or removed, or its log does not reach back"
                        .formatted(table.name())));
  }

  private BucketedTable robots(TableVersion version, GateQuestion question) {
    return ActivityTables.robots(
            lake.readAt(Tables.ROBOT, version)
                .orElseThrow(() -> new NotIncrementalException("table 'robot' was made anew")),
            question)
        .inBuckets();
  }

  /** The number of buckets of all tables of the gate. */
  private int equalBuckets(List<Table> tables) {
    int buckets = lake.buckets(Tables.TOUCHPOINT);
    for (Table table : tables) {
      if (lake.buckets(table) != buckets) {
        throw new NotColumnarException(
            "tables 'touchpoint' and '%s' have %d and %d buckets"
                .formatted(table.name(), buckets, lake.buckets(table)));
      }
    }
    return buckets;
  }

  /** By sending all rows to their subjects, in blocks. */
  PermittedSubjects shuffled(List<String> purposes, Wanted wanted) {
    GateQuestion question = question(purposes, wanted);
    int partitions = lake.buckets(Tables.TOUCHPOINT);
    return ShuffledActivity.of(
        lake.spark(),
        filter -> touchpointTable(question).inNoOrder(partitions),
        Optional.of(conversionTable(question).inNoOrder(partitions)),
        filter -> permissionTable(question).inNoOrder(partitions),
        partitions,
        question);
  }

  /** In Spark SQL alone. */
  PermittedSubjects portable(List<String> purposes, Wanted wanted) {
    Dataset<Row> decided = decided(purposes);
    Dataset<Row> sorted =
        rows(purposes, clocks)
            .permitted(decided)
            .selectExpr(RowCursor.COLUMNS)
            .repartition(col("subject_id"))
            .sortWithinPartitions("subject_id", "at");
    PermittedSubjects.Path path =
        new PermittedSubjects.Path() {
          @Override
          public <T> JavaRDD<T> run(PermittedSubjects.Work<T> work) {
            return InternalRows.of(sorted).mapPartitions(rows -> work.on(new RowCursor(rows)));
          }
        };
    return new PermittedSubjects(
        lake.spark(),
        question(purposes, wanted),
        PermittedSubjects.NO_BUCKETS,
        path,
        () -> DecidedRows.of(decided));
  }

  private ActivityTables touchpointTable(GateQuestion question) {
    return ActivityTables.touchpoint(lake.readForGate(Tables.TOUCHPOINT), question);
  }

  private ActivityTables conversionTable(GateQuestion question) {
    return ActivityTables.conversion(lake.readForGate(Tables.CONVERSION), question);
  }

  /** Fails closed: a permission of older knowledge does not hold the withdrawals known since. */
  private ActivityTables permissionTable(GateQuestion question) {
    PermissionTable permission = PermissionTable.in(lake);
    permission.requireBuiltFor(clocks.knownAtMicros());
    return ActivityTables.permission(
        lake.read(Tables.PERMISSION), permission.inOneVersion(), question);
  }

  private GateQuestion question(List<String> purposes, Wanted wanted) {
    return new GateQuestion(
        controller,
        List.of(rule(purposes)),
        clocks,
        wanted,
        closings(purposes, clocks.asOfMicros()));
  }

  /**
   * What may be used of people as they are known at an instant: rows whose own time and known time
   * are at most that, permitted at their own time and at {@code as_of}. Columns {@code subject_id,
   * at, known (microseconds), kind, id, ref, number, text, topic, throughout}:
   *
   * <ul>
   *   <li>touches: id, number = channel code; robots are out
   *   <li>orders and refunds: id, ref = order of a refund, number = value in ten-thousandths
   *   <li>contacts: id, text = channel of the contact, topic
   *   <li>profiles: at = start of the relation, ref = its end ({@code Long.MAX_VALUE}: none),
   *       number = year of birth (0: not known), text = region, topic = channels by which the
   *       person wants to be contacted, a semicolon, and those by which not, each as in the table:
   *       {@code "app|email;phone"}, {@code "email;"}, {@code ";phone"}; null where none are known
   * </ul>
   *
   * @param purposes by table, all of which a row needs
   * @param upToMicros at most {@code as_of} and {@code known_at}
   * @param spans at most 64; bit i of {@code throughout} says whether the person permits the
   *     purposes of all tables at every instant of span i
   * @throws IllegalArgumentException when the instant is later than a clock of the run
   */
  public PermittedHistory history(
      Map<PersonTable, List<String>> purposes, long upToMicros, List<TimeSpan> spans) {
    require(
        upToMicros <= clocks.asOfMicros() && upToMicros <= clocks.knownAtMicros(),
        "History up to %s, later than the clocks of the run",
        upToMicros);
    require(spans.size() <= Long.SIZE, "at most %s spans, got %s", Long.SIZE, spans.size());
    Map<PersonTable, GateRule> asked = new LinkedHashMap<>();
    purposes.forEach((table, needed) -> asked.put(table, rule(needed)));
    List<String> all = purposes.values().stream().flatMap(List::stream).distinct().toList();
    VendorClosings closed =
        purposes.containsKey(Tables.TOUCHPOINT)
            ? closings(purposes.get(Tables.TOUCHPOINT), clocks.asOfMicros())
            : VendorClosings.NONE;
    Dataset<Row> decided =
        new HistoryRows(table -> lake.readForGate(table), controller, clocks, upToMicros, closed)
            .decided(
                PermissionTable.in(lake).rows(controller, clocks.knownAtMicros()),
                asked,
                spans,
                rule(all));
    return new PermittedHistory(decided, upToMicros, clocks, rules, purposes);
  }

  /**
   * What an experiment drew for people: of each the first contact of the experiment that is known,
   * permitted at its own time and at {@code as_of}. Whoever was left alone has one with topic
   * {@link #HELD_OUT_TOPIC}. Columns {@code subject_id, at (microseconds), topic, propensity}.
   *
   * @param purposes all of which a contact needs
   * @param experiment {@code contact.experiment}
   */
  public Permitted draws(List<String> purposes, String experiment) {
    return new Permitted(
        DrawnRows.of(
            lake.readForGate(Tables.CONTACT).where(col("controller_id").equalTo(controller)),
            PermissionTable.in(lake).rows(controller, clocks.knownAtMicros()),
            experiment,
            rule(purposes),
            clocks),
        clocks);
  }

  /**
   * Adds what people permit at {@code as_of}: column {@code states}, 16 purposes at 4 bits in the
   * order of the rule pack. It opens no row; it says what may be done.
   *
   * @param people one row a person, with {@code subject_id}
   */
  public Dataset<Row> withStates(Dataset<Row> people) {
    Dataset<Row> permission = PermissionTable.in(lake).rows(controller, clocks.knownAtMicros());
    return people
        .join(
            permission
                .select(
                    col("subject_id"),
                    col("`from`").as("permission_from"),
                    col("state").as("permission_state"))
                .hint("shuffle_hash"),
            scala.jdk.javaapi.CollectionConverters.asScala(List.of("subject_id")).toSeq(),
            "left")
        .withColumn(
            "states",
            GateFunctions.stateAt(
                col("permission_from"),
                col("permission_state"),
                lit(clocks.asOfMicros()),
                PermissionSteps.defaultState(rules)))
        .drop("permission_from", "permission_state");
  }

  /**
   * People who permit all purposes at every instant of a span and at {@code as_of}; column {@code
   * subject_id}.
   *
   * @param toMicros last instant of the span
   */
  public Permitted permittedThroughout(List<String> purposes, long fromMicros, long toMicros) {
    GateRule rule = rule(purposes);
    Column from = col("`from`");
    Column state = col("state");
    Dataset<Row> people =
        PermissionTable.in(lake)
            .rows(controller, clocks.knownAtMicros())
            .where(GateFunctions.permitsThroughout(from, state, fromMicros, toMicros, rule))
            .where(
                GateFunctions.permitsThroughout(
                    from, state, clocks.asOfMicros(), clocks.asOfMicros(), rule))
            .select("subject_id");
    return new Permitted(people, clocks);
  }

  /**
   * A derived person-level table, for a reader with the same clocks as its writer.
   *
   * @throws OtherClocksException when the table was written for other clocks: a withdrawal must not
   *     be outlived by a stored table
   */
  public Permitted stored(PersonTable table) {
    Dataset<Row> rows = lake.readForGate(table).where(col("controller_id").equalTo(controller));
    Column otherClocks =
        col("as_of")
            .notEqual(timestamp_micros(lit(clocks.asOfMicros())))
            .or(col("known_at").notEqual(timestamp_micros(lit(clocks.knownAtMicros()))));
    List<Row> other = rows.where(otherClocks).select("as_of", "known_at").limit(1).collectAsList();
    if (!other.isEmpty()) {
      throw OtherClocksException.of(
          table.name(),
          other.get(0).getTimestamp(0).toInstant(),
          other.get(0).getTimestamp(1).toInstant());
    }
    return new Permitted(rows, clocks);
  }

  /**
   * Rows that a run with the given earlier clocks was given, and that the same run would be refused
   * with what is known now: withdrawals and the like that arrived late (R16). Columns {@code
   * table_name, purpose, clock, reason, row_count}.
   *
   * @param earlier clocks of that run; its {@code knownAtMicros} lies before this gate's
   */
  public Dataset<Row> lateRefusals(List<String> purposes, Clocks earlier) {
    Dataset<Row> timeline = TimelineTable.in(lake).rows();
    Dataset<Row> then =
        PermissionBuilder.build(timeline, controller, earlier.knownAtMicros(), rules);
    Dataset<Row> now = PermissionBuilder.build(timeline, controller, clocks.knownAtMicros(), rules);
    ActivityRows rows = rows(purposes, earlier);
    GateRule rule = rule(purposes);
    Dataset<Row> admittedThen =
        rows.decided(rows.all(), then, rule)
            .where(col("decision").equalTo(GateDecision.ADMITTED))
            .drop("decision");
    Dataset<Row> refusedNow =
        rows.decided(admittedThen, now, rule)
            .where(col("decision").notEqual(GateDecision.ADMITTED));
    return new GateReport(lake.spark(), DecidedRows.outcome(refusedNow), rules, purposes)
        .outcome()
        .drop("verdict");
  }

  /** All activity known at {@code known_at}, each row with the code of its decision. */
  private Dataset<Row> decided(List<String> purposes) {
    Dataset<Row> permission = PermissionTable.in(lake).rows(controller, clocks.knownAtMicros());
    ActivityRows rows = rows(purposes, clocks);
    return rows.decided(rows.all(), permission, rule(purposes)).drop("permission_at");
  }

  private ActivityRows rows(List<String> purposes, Clocks clocks) {
    return new ActivityRows(
        lake.readForGate(Tables.TOUCHPOINT),
        lake.readForGate(Tables.CONVERSION),
        controller,
        clocks,
        closings(purposes, clocks.asOfMicros()));
  }
}
