package org.optika.core.scores.uplift;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** People of one treatment and control, row by row, best score first where a test says so. */
record People(double[] scores, double[] outcomes, int[] arms) {
  /**
   * @param rows score, arm (0 or 1) and outcome of each person
   */
  static People of(double[]... rows) {
    double[] scores = new double[rows.length];
    double[] outcomes = new double[rows.length];
    int[] arms = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      scores[i] = rows[i][0];
      arms[i] = (int) rows[i][1];
      outcomes[i] = rows[i][2];
    }
    return new People(scores, outcomes, arms);
  }

  static double[] treated(double score, double outcome) {
    return new double[] {score, 1, outcome};
  }

  static double[] control(double score, double outcome) {
    return new double[] {score, 0, outcome};
  }

  /** Both arms have people; scores are tied where {@code distinctScores} is small. */
  static People random(Random random, int distinctScores) {
    int size = 4 + random.nextInt(60);
    double treatedShare = 0.2 + 0.6 * random.nextDouble();
    double rate = 0.1 + 0.8 * random.nextDouble();
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double score = random.nextInt(distinctScores) - distinctScores / 2;
      int arm = i < 2 ? i : random.nextDouble() < treatedShare ? 1 : 0;
      rows.add(new double[] {score, arm, random.nextDouble() < rate ? 1 : 0});
    }
    return of(rows.toArray(double[][]::new));
  }

  int size() {
    return scores.length;
  }

  UpliftCounts counts() {
    return UpliftCounts.of(scores, outcomes, arms, 1);
  }

  People scoredBy(double[] others) {
    return new People(others, outcomes, arms);
  }
}
