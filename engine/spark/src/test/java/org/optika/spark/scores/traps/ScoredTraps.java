package org.optika.spark.scores.traps;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.ChurnLabel;
import org.optika.core.scores.CustomerValue;
import org.optika.core.scores.Encoding;
import org.optika.core.scores.Feature;
import org.optika.core.scores.FeatureMoment;
import org.optika.core.scores.Features;
import org.optika.core.scores.ScoringModel;
import org.optika.core.scores.manifest.Hash;
import org.optika.core.scores.manifest.LeafHash;
import org.optika.core.scores.model.LinearModel;
import org.optika.core.scores.quality.PlattCalibration;
import org.optika.spark.gate.PermittedHistory;
import org.optika.spark.scores.ChurnScores;
import org.optika.spark.scores.FeatureRows;
import org.optika.spark.scores.TrainingManifest;
import org.optika.spark.table.PersonTable;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

/**
 * What the steps of the jobs build-features, train and score make of {@link TrappedPeople}, through
 * the same tables, as sets of subjects.
 *
 * @param rows by moment and subject: {@link PlainScores#row}
 * @param people who have a row at any moment
 * @param trained whose leaves are in the manifest of all rows with a label
 * @param manifestPeople how many the head of the manifest says there are
 * @param scored who have a score
 */
record ScoredTraps(
    int[][] rows, BitSet people, BitSet trained, long manifestPeople, BitSet scored) {
  private static final Hash SALT = Hash.of(new byte[Hash.BYTES]);

  private static final List<Feature> FEATURES =
      List.of(
          Features.find("orders"),
          Features.find("refunds"),
          Features.find("touches-90d"),
          Features.find("service-contacts-90d"));

  /**
   * @param kind of churn: customers are at risk by their state, buyers by their orders
   */
  static ScoredTraps of(TrapWorld world, TrappedPeople people, ChurnLabel.Kind kind) {
    storeFeatures(world, people.setting(), kind);
    Dataset<Row> features = world.gate().stored(Tables.FEATURE).rows();
    int[][] rows = rows(features, people);
    storeScores(world, people.setting(), features);
    TrainingManifest.Made manifest = manifest(world, features);
    BitSet scored = subjects(world.gate().stored(Tables.CHURN_SCORE).rows());
    return new ScoredTraps(
        rows, people(rows), trained(manifest, people), manifest.head().people(), scored);
  }

  private static void storeFeatures(TrapWorld world, TrapSetting setting, ChurnLabel.Kind kind) {
    ChurnLabel label = new ChurnLabel(kind, TrapSetting.LABEL_DAYS);
    List<FeatureMoment> moments =
        IntStream.range(0, TrapSetting.MOMENTS)
            .mapToObj(number -> new FeatureMoment(setting.moment(number), Map.of()))
            .toList();
    PermittedHistory history =
        world.gate().history(purposes(), setting.now(), FeatureRows.spans(moments, label));
    Dataset<Row> features =
        FeatureRows.of(history, moments, label, FEATURES, new CustomerValue(365, BigDecimal.ONE));
    world
        .lake()
        .replace(
            Tables.FEATURE,
            stamped(features, setting)
                .withColumn("moment", timestamp_micros(col("moment_micros")))
                .drop("moment_micros")
                .withColumn("feature_set", lit("test")));
  }

  /** As conf/scores.yaml has them. */
  private static Map<PersonTable, List<String>> purposes() {
    Map<PersonTable, List<String>> purposes = new LinkedHashMap<>();
    purposes.put(Tables.TOUCHPOINT, List.of(TrapSetting.PROFILING, TrapSetting.MEASUREMENT));
    purposes.put(Tables.CONVERSION, List.of(TrapSetting.PROFILING));
    purposes.put(Tables.CONTACT, List.of(TrapSetting.PROFILING));
    purposes.put(Tables.CUSTOMER, List.of(TrapSetting.PROFILING));
    return purposes;
  }

  private static Dataset<Row> stamped(Dataset<Row> rows, TrapSetting setting) {
    return rows.withColumn("controller_id", lit(Rows.CONTROLLER))
        .withColumn("as_of", timestamp_micros(lit(setting.asOf())))
        .withColumn("known_at", timestamp_micros(lit(setting.knownAt())))
        .withColumn("run_id", lit("run-1"));
  }

  private static int[][] rows(Dataset<Row> features, TrappedPeople people) {
    Map<Long, Integer> numbers = new LinkedHashMap<>();
    for (int number = 0; number < TrapSetting.MOMENTS; number++) {
      numbers.put(people.setting().moment(number), number);
    }
    int[][] rows = new int[TrapSetting.MOMENTS][2 * people.count()];
    Iterator<Row> each = features.select(cells()).toLocalIterator();
    while (each.hasNext()) {
      Row row = each.next();
      rows[numbers.get(row.getLong(1))][(int) row.getLong(0)] =
          PlainScores.row(
              row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getInt(6));
    }
    return rows;
  }

  /** A label makes a row one to train on, whatever else is said of it. */
  private static Column[] cells() {
    List<Column> cells = new ArrayList<>();
    cells.add(col("subject_id"));
    cells.add(unix_micros(col("moment")));
    for (int i = 0; i < FEATURES.size(); i++) {
      cells.add(col("numbers").getItem(i).cast("bigint"));
    }
    cells.add(
        coalesce(
            col("label").plus(PlainScores.OBSERVED),
            when(col("label_state").equalTo("open"), PlainScores.OPEN)
                .otherwise(PlainScores.NOT_PERMITTED)));
    return cells.toArray(Column[]::new);
  }

  private static BitSet people(int[][] rows) {
    BitSet people = new BitSet();
    for (int[] moment : rows) {
      IntStream.range(0, moment.length)
          .filter(i -> moment[i] != PlainScores.NO_ROW)
          .forEach(people::set);
    }
    return people;
  }

  private static void storeScores(TrapWorld world, TrapSetting setting, Dataset<Row> features) {
    Dataset<Row> now = features.where(col("moment").equalTo(timestamp_micros(lit(setting.now()))));
    world
        .lake()
        .replace(
            Tables.CHURN_SCORE,
            stamped(ChurnScores.of(now, model()), setting)
                .withColumn("model_id", lit("test"))
                .withColumn("retraining_needed", lit(false)));
  }

  /** Fixed: who is scored does not depend on what the model says of them. */
  private static ScoringModel model() {
    List<Encoding.Part> parts =
        IntStream.range(0, FEATURES.size())
            .mapToObj(i -> new Encoding.Part(i, Encoding.PartKind.NUMBER, 0, 0, ""))
            .toList();
    return new ScoringModel(
        new Encoding(ChurnScores.columns(FEATURES), parts),
        new LinearModel(new double[] {-1, 1, -0.5, 0.5}, 0, new double[FEATURES.size()]),
        new PlattCalibration(1, 0));
  }

  private static TrainingManifest.Made manifest(TrapWorld world, Dataset<Row> features) {
    Dataset<Row> keys =
        features
            .where(col("label").isNotNull())
            .select("subject_id")
            .distinct()
            .join(world.lake().read(Tables.SUBJECT_TABLE), "subject_id")
            .select("subject_key");
    return TrainingManifest.of(keys, SALT, "test");
  }

  private static BitSet trained(TrainingManifest.Made manifest, TrappedPeople people) {
    Set<Hash> leaves = new HashSet<>();
    manifest
        .parts()
        .select(explode(col("leaves")))
        .toLocalIterator()
        .forEachRemaining(row -> leaves.add(Hash.of(row.<byte[]>getAs(0))));
    LeafHash leaf = new LeafHash(SALT);
    BitSet trained = new BitSet();
    IntStream.range(0, people.count())
        .filter(subject -> leaves.contains(leaf.of(TrapWorld.key(subject))))
        .forEach(trained::set);
    return trained;
  }

  /** Ids of subjects. */
  static BitSet subjects(Dataset<Row> rows) {
    BitSet subjects = new BitSet();
    rows.select("subject_id")
        .toLocalIterator()
        .forEachRemaining(row -> subjects.set((int) row.getLong(0)));
    return subjects;
  }
}
