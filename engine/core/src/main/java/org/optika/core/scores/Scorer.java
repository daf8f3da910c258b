package org.optika.core.scores;

import java.util.Arrays;
import org.optika.core.scores.model.Explainer;

/** Scores and explains one row after another in the same memory; not for several threads. */
public final class Scorer {
  private final ScoringModel model;
  private final double[] encoded;
  private final double[] ofEncoded;
  private final int[] rawOfEach;
  private final Explainer explainer;

  Scorer(ScoringModel model) {
    this.model = model;
    this.encoded = new double[model.encoding().width()];
    this.ofEncoded = new double[encoded.length];
    this.rawOfEach = model.encoding().rawOfEach();
    this.explainer = model.model().explainer();
  }

  /** Before calibration: any real number, higher = more likely. */
  public double margin(RawCells cells) {
    model.encoding().encode(cells, encoded);
    return model.model().margin(encoded);
  }

  /** In [0, 1]. */
  public double probability(RawCells cells) {
    return model.calibration().probability(margin(cells));
  }

  /**
   * What each raw column adds to the margin; together they are the margin minus {@link
   * org.optika.core.scores.model.ScoreModel#baseMargin}.
   *
   * @param into one place a raw column; overwritten
   */
  public void contributions(RawCells cells, double[] into) {
    model.encoding().encode(cells, encoded);
    explainer.contributions(encoded, ofEncoded);
    Arrays.fill(into, 0);
    for (int i = 0; i < ofEncoded.length; i++) {
      into[rawOfEach[i]] += ofEncoded[i];
    }
  }
}
