package org.optika.spark.release;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.optika.core.attribution.ChainMoves;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.journey.Touches;
import org.optika.core.journey.VisiblePath;
import org.optika.core.release.ShapleySolver;
import org.optika.spark.attribution.JourneyRows;
import org.optika.spark.table.Campaigns;
import org.optika.spark.table.FlatIterator;
import org.optika.spark.table.InternalRows;

/** Stored journeys -> what the Markov and Shapley models count, as rows of persons. */
final class StoredPaths {
  private static final StructType MOVE =
      new StructType()
          .add("subject_id", LongType)
          .add("journey_number", IntegerType)
          .add("move_number", IntegerType)
          .add("from", StringType)
          .add("to", StringType);

  private static final StructType COALITION =
      new StructType()
          .add("subject_id", LongType)
          .add("journey_number", IntegerType)
          .add("coalition", StringType)
          .add("outcome", StringType);

  private final Dataset<Row> journeys;
  private final Campaigns campaigns;
  private final RefusedTouchPolicy policy;
  private final ChannelNames names;

  /**
   * @param journeys rows of {@link org.optika.spark.table.Tables#JOURNEY}
   * @param policy what is seen of journeys with refused touches
   */
  StoredPaths(
      Dataset<Row> journeys, Campaigns campaigns, RefusedTouchPolicy policy, ChannelNames names) {
    this.journeys = journeys;
    this.campaigns = campaigns;
    this.policy = policy;
    this.names = names;
  }

  /**
   * @return one row for each move: {@code subject_id, journey_number, move_number, from, to}
   */
  Dataset<Row> moves() {
    ChannelNames names = this.names;
    return rows(MOVE, path -> moves(path, names));
  }

  private static List<Object[]> moves(VisiblePath path, ChannelNames names) {
    List<Object[]> rows = new ArrayList<>();
    for (ChainMoves.Move move : ChainMoves.of(path, names::of)) {
      rows.add(new Object[] {rows.size() + 1, text(move.from()), text(move.to())});
    }
    return rows;
  }

  /**
   * @return one row for each journey: {@code subject_id, journey_number, coalition, outcome}
   */
  Dataset<Row> coalitions() {
    ChannelNames names = this.names;
    return rows(COALITION, path -> coalition(path, names));
  }

  private static List<Object[]> coalition(VisiblePath path, ChannelNames names) {
    if (path.length() == 0 && !path.converted()) {
      return List.of(); // models drop it
    }
    String coalition = ShapleySolver.coalition(ChainMoves.channels(path, names::of));
    return List.<Object[]>of(new Object[] {text(coalition), text(ChainMoves.end(path))});
  }

  /** What one journey comes to, without the columns that say whose it is. */
  private interface Parts extends Function<VisiblePath, List<Object[]>>, java.io.Serializable {}

  private Dataset<Row> rows(StructType schema, Parts parts) {
    Campaigns campaigns = this.campaigns;
    RefusedTouchPolicy policy = this.policy;
    return InternalRows.frame(
        journeys.sparkSession(),
        InternalRows.of(journeys.select(JourneyRows.columns()))
            .mapPartitions(
                rows -> {
                  Touches touches = new Touches();
                  VisiblePath path = new VisiblePath();
                  return new FlatIterator<InternalRow, InternalRow>(
                      rows,
                      row -> {
                        policy.apply(JourneyRows.read(row, touches, campaigns), path);
                        return parts.apply(path).stream()
                            .map(part -> ofJourney(row, part))
                            .toList();
                      });
                }),
        schema);
  }

  private static InternalRow ofJourney(InternalRow journey, Object[] part) {
    Object[] values = new Object[part.length + 2];
    values[0] = journey.getLong(JourneyRows.SUBJECT);
    values[1] = journey.getInt(JourneyRows.NUMBER);
    System.arraycopy(part, 0, values, 2, part.length);
    return new GenericInternalRow(values);
  }

  private static UTF8String text(String text) {
    return UTF8String.fromString(text);
  }
}
