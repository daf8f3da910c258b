package org.optika.spark.scores;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.AgeBand;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.Scorer;
import org.optika.core.scores.ScoringModel;
import org.optika.core.scores.quality.ScoredCounts;

/** What a model does for whom, and what it looks at, measured where the people are. */
public final class ModelMeasures {
  private ModelMeasures() {}

  /**
   * Mean size of what each raw column adds to a margin.
   *
   * @return one a raw column; 0 where there is nobody
   */
  public static double[] importance(PeopleRows people, ScoringModel model) {
    List<RawColumn> columns = people.columns();
    List<double[]> parts =
        people
            .rows()
            .select("numbers", "texts")
            .toJavaRDD()
            .mapPartitions(
                rows -> {
                  double[] sums = new double[columns.size() + 1]; // people behind the columns
                  double[] contributions = new double[columns.size()];
                  RowCells cells = new RowCells(columns);
                  Scorer scorer = model.scorer();
                  while (rows.hasNext()) {
                    scorer.contributions(cells.of(rows.next()), contributions);
                    for (int i = 0; i < contributions.length; i++) {
                      sums[i] += Math.abs(contributions[i]);
                    }
                    sums[contributions.length]++;
                  }
                  return List.of(sums).iterator();
                })
            .collect();
    double[] means = new double[columns.size()];
    double count = 0;
    for (double[] part : parts) {
      count += part[means.length];
      for (int i = 0; i < means.length; i++) {
        means[i] += part[i];
      }
    }
    for (int i = 0; i < means.length; i++) {
      means[i] = count == 0 ? 0 : means[i] / count;
    }
    return means;
  }

  /**
   * Probabilities and outcomes by age band and by region, as far as the features tell them.
   *
   * @return by characteristic, then by segment, age bands by age
   */
  public static Map<String, Map<String, ScoredCounts>> bySegment(
      PeopleRows people, ScoringModel model) {
    Map<String, Map<String, ScoredCounts>> segments = new LinkedHashMap<>();
    Segments.of(people.columns())
        .forEach((by, segment) -> put(segments, by, people, model, segment));
    return segments;
  }

  private static void put(
      Map<String, Map<String, ScoredCounts>> segments,
      String by,
      PeopleRows people,
      ScoringModel model,
      Column segment) {
    List<String> names = new ArrayList<>();
    people
        .rows()
        .select(segment.as("segment"))
        .distinct()
        .orderBy("segment")
        .collectAsList()
        .forEach(row -> names.add(row.getString(0)));
    Column place = lit(0);
    for (int i = 0; i < names.size(); i++) {
      place = when(segment.equalTo(names.get(i)), lit(i)).otherwise(place);
    }
    Dataset<Row> inParts = people.rows().withColumn("part", place);
    List<ScoredCounts> counts =
        ScoreHistogram.byFold(
            Scoring.scored(new PeopleRows(people.columns(), inParts), model), names.size());
    Map<String, ScoredCounts> ofSegment = new TreeMap<>(AgeBand.YOUNGEST_FIRST);
    for (int i = 0; i < names.size(); i++) {
      ofSegment.put(names.get(i), counts.get(i));
    }
    segments.put(by, ofSegment);
  }
}
