package org.optika.spark.scores;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.optika.core.scores.ChurnLabel;
import org.optika.core.scores.CustomerValue;
import org.optika.core.scores.Feature;
import org.optika.core.scores.FeatureMoment;
import org.optika.core.scores.PersonHistory;
import org.optika.spark.gate.PermittedHistory;
import org.optika.spark.gate.TimeSpan;

/**
 * Features of people as at several instants, and what became of those people, in one pass over
 * their history. A feature as at T is given nothing but the rows that had happened and were known
 * at T.
 */
public final class FeatureRows {
  /** {@code label_state}: the label says what happened. */
  private static final String OBSERVED = "observed";

  /** {@code label_state}: looking at all of the time was not permitted. */
  private static final String NOT_PERMITTED = "not-permitted";

  /** {@code label_state}: its time has not passed yet. */
  private static final String OPEN = "open";

  private static final StructType FEATURES =
      new StructType()
          .add("subject_id", DataTypes.LongType, false)
          .add("moment_micros", DataTypes.LongType, false)
          .add("numbers", DataTypes.createArrayType(DataTypes.DoubleType, true), false)
          .add("texts", DataTypes.createArrayType(DataTypes.StringType, true), false)
          .add("customer_value", DataTypes.DoubleType, false)
          .add("label", DataTypes.IntegerType, true)
          .add("label_state", DataTypes.StringType, false);

  private FeatureRows() {}

  /** The spans that {@link #of} has to be told about, in the order of the moments. */
  public static List<TimeSpan> spans(List<FeatureMoment> moments, ChurnLabel label) {
    return moments.stream()
        .map(moment -> new TimeSpan(moment.micros(), label.endOf(moment.micros())))
        .toList();
  }

  /**
   * One row for each instant T and person at risk at T.
   *
   * @param history up to now, told of {@link #spans}
   * @param moments the instants; the label of those whose time has not passed is open
   */
  public static Dataset<Row> of(
      PermittedHistory history,
      List<FeatureMoment> moments,
      ChurnLabel label,
      List<Feature> features,
      CustomerValue value) {
    List<String> names = features.stream().map(Feature::name).toList();
    long now = history.upToMicros();
    return Histories.sorted(history)
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                rows ->
                    new RowsOfPeople(
                        new Histories(rows),
                        new Making(FeatureCells.of(names), moments, label, value, now)),
            Encoders.row(FEATURES));
  }

  private record Making(
      FeatureCells cells,
      List<FeatureMoment> moments,
      ChurnLabel label,
      CustomerValue value,
      long now) {

    void rows(Histories.Person person, Deque<Row> into) {
      boolean[] churned = churned(person);
      for (int i = 0; i < moments.size(); i++) {
        FeatureMoment moment = moments.get(i);
        PersonHistory then = person.upTo(moment.micros());
        if (label.atRisk(moment, then)) {
          boolean open = label.endOf(moment.micros()) > now;
          boolean permitted = person.permitsThroughout(i);
          into.add(
              RowFactory.create(
                  person.subject(),
                  moment.micros(),
                  cells.numbers(moment, then),
                  cells.texts(moment, then),
                  value.of(moment, then),
                  open || !permitted ? null : churned[i] ? 1 : 0,
                  open ? OPEN : permitted ? OBSERVED : NOT_PERMITTED));
        }
      }
    }

    private boolean[] churned(Histories.Person person) {
      PersonHistory known = person.upTo(now);
      boolean[] churned = new boolean[moments.size()];
      IntStream.range(0, churned.length)
          .forEach(i -> churned[i] = label.churned(moments.get(i).micros(), known));
      return churned;
    }
  }

  /** The rows of one person after another. */
  private static final class RowsOfPeople implements Iterator<Row> {
    private final Histories people;
    private final Making making;
    private final Deque<Row> rows = new ArrayDeque<>();

    RowsOfPeople(Histories people, Making making) {
      this.people = people;
      this.making = making;
    }

    @Override
    public boolean hasNext() {
      while (rows.isEmpty() && people.hasNext()) {
        making.rows(people.next(), rows);
      }
      return !rows.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return rows.remove();
    }
  }
}
