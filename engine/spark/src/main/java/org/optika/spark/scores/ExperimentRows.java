package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.uplift.ArmBalance;
import org.optika.core.scores.uplift.OutcomeKind;
import org.optika.core.scores.uplift.Propensities;

/**
 * People of an experiment: what was known of each just before it, what was drawn for them, and
 * whether they stayed, which is the outcome.
 *
 * @param rows columns of {@link UpliftRows#SCHEMA}, and {@code customer_value}; people whose
 *     outcome is known
 * @param design probabilities of the arms, control first
 * @param drawn people of each arm at risk, control first, whether their outcome is known or not
 */
public record ExperimentRows(UpliftRows rows, Propensities design, List<Long> drawn) {
  private static final int MOST_TOPICS = 20;

  public ExperimentRows {
    drawn = List.copyOf(drawn);
  }

  /**
   * @param features of {@link FeatureRows#of} at one instant, just before the experiment
   * @param draws of {@link org.optika.spark.gate.Gate#draws}
   * @param startsMicros the experiment drew from then on
   * @param control topic of the people whom others are compared with
   * @param columns how features stand in a training set
   * @param parts of the cross-fitting
   * @throws IllegalArgumentException when the draws are not those of such an experiment; tells what
   *     they are
   */
  public static ExperimentRows of(
      Dataset<Row> features,
      Dataset<Row> draws,
      long startsMicros,
      String control,
      List<RawColumn> columns,
      int parts,
      long seed) {
    Map<String, Double> drawn = drawn(draws, startsMicros);
    require(
        drawn.containsKey(control),
        "nobody was drawn '%s', the control; drawn were %s",
        control,
        drawn.keySet());
    List<String> treatments =
        drawn.keySet().stream().filter(topic -> !topic.equals(control)).toList();
    require(!treatments.isEmpty(), "nobody was drawn anything but '%s', the control", control);
    Dataset<Row> joined =
        features
            .join(
                draws.select("subject_id", "topic"),
                scala.jdk.javaapi.CollectionConverters.asScala(List.of("subject_id")).toSeq())
            .withColumn("arm", arm(treatments));
    Dataset<Row> people =
        joined
            .where(col("label").isNotNull())
            .select(
                col("subject_id").as("id"),
                pmod(xxhash64(col("subject_id"), lit(seed)), lit((long) parts))
                    .cast("int")
                    .as("part"),
                lit(1).minus(col("label")).cast("double").as("label"),
                lit(1.0).as("weight"),
                col("numbers"),
                col("texts"),
                col("arm"),
                lit(Double.NaN).as("propensity"),
                lit(0).as("stratum"),
                col("customer_value"))
            // The same people give the same sums to the last bit, in whatever order files have
            // them.
            .repartition(1)
            .sortWithinPartitions("id");
    return new ExperimentRows(
        new UpliftRows(control, treatments, OutcomeKind.BINARY, new PeopleRows(columns, people)),
        design(drawn, treatments, control),
        counts(joined, treatments.size() + 1));
  }

  /** Topics with the probability that they were drawn with. */
  private static Map<String, Double> drawn(Dataset<Row> draws, long startsMicros) {
    List<Row> groups =
        draws.groupBy("topic", "propensity").agg(min("at")).limit(MOST_TOPICS + 1).collectAsList();
    require(
        groups.size() <= MOST_TOPICS,
        "expected at most %s topics, each drawn with one probability, got more",
        MOST_TOPICS);
    Map<String, Double> drawn = new TreeMap<>();
    for (Row group : groups) {
      require(
          group.getLong(2) >= startsMicros,
          "its contacts began before its start; set 'starts' to an instant before the first of them");
      require(
          drawn.put(group.getString(0), group.getDouble(1)) == null,
          "'%s' was drawn with different probabilities; declare people of each as an experiment of"
              + " their own",
          group.getString(0));
    }
    return drawn;
  }

  private static Propensities design(
      Map<String, Double> drawn, List<String> treatments, String control) {
    double[] ofArm = new double[treatments.size() + 1];
    ofArm[0] = drawn.get(control);
    for (int i = 0; i < treatments.size(); i++) {
      ofArm[i + 1] = drawn.get(treatments.get(i));
    }
    return new Propensities(ofArm);
  }

  private static Column arm(List<String> treatments) {
    Column arm = lit(0);
    for (int i = 0; i < treatments.size(); i++) {
      arm = when(col("topic").equalTo(treatments.get(i)), i + 1).otherwise(arm);
    }
    return arm;
  }

  /** Whether those whose outcome is known stand in the arms as they were drawn. */
  ArmBalance balance() {
    return ArmBalance.of(counts(rows.people().rows(), drawn.size()), design);
  }

  private static List<Long> counts(Dataset<Row> people, int arms) {
    List<Long> counts = new ArrayList<>(Collections.nCopies(arms, 0L));
    people
        .groupBy("arm")
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> counts.set(row.getInt(0), row.getLong(1)));
    return counts;
  }
}
