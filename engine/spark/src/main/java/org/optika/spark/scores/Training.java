package org.optika.spark.scores;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.optika.core.scores.ScoringModel;
import org.optika.core.scores.model.LinearModel;
import org.optika.core.scores.model.ScoreModel;
import org.optika.core.scores.model.StackedModel;
import org.optika.core.scores.quality.CalibrationChoice;
import org.optika.core.scores.quality.Quality;
import org.optika.core.scores.quality.ScoredCounts;
import org.optika.core.scores.search.ParameterSearch;
import org.optika.core.scores.search.SearchOutcome;

/**
 * Fits a model that says probabilities. Its parts are fitted on all rows; how they are weighted,
 * and which probability a margin stands for, is learnt from margins that models without the row's
 * own fold gave it, so that neither trusts what a model knows by heart. Where parameters are
 * searched, the same margins say which are best.
 */
public final class Training {
  private static final StructType MARGINS =
      new StructType()
          .add("x", SQLDataTypes.VectorType(), false)
          .add("label", DataTypes.DoubleType, false)
          .add("weight", DataTypes.DoubleType, false)
          .add("fold", DataTypes.IntegerType, false);

  private final Learners.Choice learner;
  private final int folds;
  private final long seed;
  private final Consumer<String> progress;

  /**
   * @param folds of the cross-validation inside; at least 2
   * @param seed of the folds and of what learners draw
   * @param progress one line a step
   */
  public Training(Learners.Choice learner, int folds, long seed, Consumer<String> progress) {
    this.learner = learner;
    this.folds = folds;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * What was fitted, and how the probabilities were chosen.
   *
   * @param learner with the parameters that it was fitted with
   * @param search that found them; empty when nothing was searched
   */
  public record Fitted(
      ScoringModel model,
      CalibrationChoice calibration,
      Learners.Choice learner,
      Optional<SearchOutcome> search) {}

  /** What a learner with some parameters makes of the margins of rows that it has not seen. */
  private record Tried(Learners.Choice learner, double[] weights, CalibrationChoice calibration) {
    double logLoss() {
      return Quality.of(calibration.outOfFold()).logLoss();
    }
  }

  public Fitted fit(PeopleRows people) {
    try (EncodedRows rows = EncodedRows.of(people, folds, seed)) {
      tellOfDraws(rows.people());
      if (learner.trials() == 0) {
        return fitted(rows, tried(learner, rows, progress), Optional.empty());
      }
      ParameterSearch.Found<Tried> found =
          learner
              .search(seed)
              .best(
                  parameters -> tried(learner.with(parameters), rows, line -> {}),
                  Tried::logLoss,
                  progress);
      return fitted(rows, found.best(), Optional.of(found.outcome()));
    }
  }

  private void tellOfDraws(long people) {
    for (Learner part : learner.parts()) {
      if (part.mostPeople() < people) {
        progress.accept(
            "%s learns from about %,d of %,d people, drawn by the seed"
                .formatted(part.id(), part.mostPeople(), people));
      }
    }
  }

  private Tried tried(Learners.Choice learner, EncodedRows rows, Consumer<String> progress) {
    Dataset<Row> unseen =
        unseenMargins(learner, rows, progress).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      double[] weights = weights(learner.parts().size(), unseen);
      return new Tried(learner, weights, CalibrationChoice.of(unseenByFold(unseen, weights)));
    } finally {
      unseen.unpersist();
    }
  }

  private Fitted fitted(EncodedRows rows, Tried tried, Optional<SearchOutcome> search) {
    List<ScoreModel> parts = parts(tried.learner(), rows);
    progress.accept("fitted %s on all rows".formatted(learner.id()));
    double[] weights = tried.weights();
    ScoreModel model =
        parts.size() == 1
            ? parts.get(0)
            : new StackedModel(parts, Arrays.copyOf(weights, parts.size()), weights[parts.size()]);
    CalibrationChoice calibration = tried.calibration();
    return new Fitted(
        new ScoringModel(rows.encoding(), model, calibration.calibration()),
        calibration,
        tried.learner(),
        search);
  }

  private List<ScoreModel> parts(Learners.Choice learner, EncodedRows rows) {
    List<ScoreModel> parts = new ArrayList<>();
    for (Learner part : learner.parts()) {
      parts.add(part.fit(rows.drawn(part.mostPeople()), seed));
    }
    return parts;
  }

  private Dataset<Row> unseenMargins(
      Learners.Choice learner, EncodedRows rows, Consumer<String> progress) {
    Dataset<Row> all = null;
    for (int fold = 0; fold < folds; fold++) {
      List<ScoreModel> parts = parts(learner, rows.without(fold));
      Dataset<Row> margins = margins(parts, rows.of(fold));
      all = all == null ? margins : all.union(margins);
      progress.accept("fitted %s without fold %d of %d".formatted(learner.id(), fold + 1, folds));
    }
    return all;
  }

  private static Dataset<Row> margins(List<ScoreModel> parts, Dataset<Row> rows) {
    return rows.mapPartitions(
        (MapPartitionsFunction<Row, Row>) some -> margins(parts, some), Encoders.row(MARGINS));
  }

  private static Iterator<Row> margins(List<ScoreModel> parts, Iterator<Row> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        Row row = rows.next();
        double[] x = row.<Vector>getAs(0).toArray();
        double[] margins = parts.stream().mapToDouble(part -> part.margin(x)).toArray();
        return RowFactory.create(
            Vectors.dense(margins), row.getDouble(1), row.getDouble(2), row.getInt(3));
      }
    };
  }

  /**
   * How margins of parts are weighted, and an intercept behind: one part as it is, several by a
   * logistic regression. A part that would count against what it says counts nothing.
   */
  private static double[] weights(int parts, Dataset<Row> unseen) {
    double[] weights = new double[parts + 1];
    if (parts == 1) {
      weights[0] = 1;
      return weights;
    }
    List<Integer> kept = new ArrayList<>(IntStream.range(0, parts).boxed().toList());
    while (true) {
      LinearModel fitted = LogisticFitting.fit(onlyMargins(unseen, kept), new double[kept.size()]);
      double[] coefficients = fitted.coefficients();
      int least = 0;
      for (int i = 0; i < coefficients.length; i++) {
        least = coefficients[i] < coefficients[least] ? i : least;
      }
      if (coefficients[least] > 0 || kept.size() == 1) {
        for (int i = 0; i < coefficients.length; i++) {
          weights[kept.get(i)] = coefficients[i];
        }
        weights[parts] = fitted.intercept();
        return weights;
      }
      kept.remove(least);
    }
  }

  private static Dataset<Row> onlyMargins(Dataset<Row> unseen, List<Integer> parts) {
    List<Integer> wanted = List.copyOf(parts);
    return unseen.map(
        (MapFunction<Row, Row>)
            row -> {
              Vector margins = row.getAs(0);
              return RowFactory.create(
                  Vectors.dense(wanted.stream().mapToDouble(margins::apply).toArray()),
                  row.getDouble(1),
                  row.getDouble(2),
                  row.getInt(3));
            },
        Encoders.row(MARGINS));
  }

  /** By fold; one that nobody of a small training set fell in is left out. */
  private List<ScoredCounts> unseenByFold(Dataset<Row> unseen, double[] weights) {
    Dataset<Row> scored =
        unseen.map(
            (MapFunction<Row, Row>)
                row -> {
                  Vector margins = row.getAs(0);
                  double margin = weights[weights.length - 1];
                  for (int i = 0; i < margins.size(); i++) {
                    margin += weights[i] * margins.apply(i);
                  }
                  return RowFactory.create(margin, row.getDouble(1), row.getInt(3));
                },
            Encoders.row(ScoreHistogram.SCORED));
    return ScoreHistogram.byFold(scored, folds).stream().filter(fold -> fold.people() > 0).toList();
  }
}
