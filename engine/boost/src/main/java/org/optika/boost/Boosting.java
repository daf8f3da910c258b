package org.optika.boost;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.Iterator;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import ml.dmlc.xgboost4j.java.util.BigDenseMatrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/**
 * One training of XGBoost inside one task, all of it outside of the heap but labels and weights.
 *
 * @param parameters of XGBoost, by its names
 * @param trees how many
 * @param people rows that will come
 * @param columns length of the vector of a row
 */
record Boosting(Map<String, Object> parameters, int trees, int people, int columns)
    implements Serializable {
  Boosting {
    parameters = Map.copyOf(parameters);
  }

  /**
   * @param rows vector, label, weight
   * @return the booster in the JSON form of XGBoost
   */
  byte[] booster(Iterator<Row> rows) throws XGBoostError {
    float[] labels = new float[people];
    float[] weights = new float[people];
    BigDenseMatrix cells = new BigDenseMatrix(people, columns);
    try {
      int person = 0;
      while (rows.hasNext()) {
        Row row = rows.next();
        require(person < people, "expected %s rows, got more", people);
        Vector x = row.getAs(0);
        require(x.size() == columns, "expected vectors of %s, got one of %s", columns, x.size());
        for (int column = 0; column < columns; column++) {
          cells.set(person, column, (float) x.apply(column));
        }
        labels[person] = (float) row.getDouble(1);
        weights[person] = (float) row.getDouble(2);
        person++;
      }
      require(person == people, "expected %s rows, got %s", people, person);
      // What is unknown has a column of its own; no cell is missing.
      DMatrix matrix = new DMatrix(cells, Float.NaN);
      try {
        matrix.setLabel(labels);
        matrix.setWeight(weights);
        return trained(matrix);
      } finally {
        matrix.dispose();
      }
    } finally {
      cells.dispose();
    }
  }

  private byte[] trained(DMatrix matrix) throws XGBoostError {
    Booster booster = XGBoost.train(matrix, parameters, trees, Map.of(), null, null);
    try {
      return booster.toByteArray("json");
    } finally {
      booster.dispose();
    }
  }
}
