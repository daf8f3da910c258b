package org.optika.core.scores;

import java.util.ArrayList;
import java.util.List;
import org.optika.core.scores.Encoding.Part;

/**
 * Where trees may split the columns of an encoded row, so that they need not keep the numbers
 * themselves. A number is cut between its values, at most {@value #MOST} times, into stretches of
 * about equally many people and at least {@value #FEWEST}; where a cut lies is rounded as the ends
 * of splines are, so that it is nobody's own number unless that is a round one.
 */
public final class TreeCuts {
  /** Most cuts of a column. */
  public static final int MOST = 63;

  private static final int FEWEST = Knots.BEYOND;
  private static final double[] YES_OR_NO = {0.5};
  private static final double[] NONE = {};

  private TreeCuts() {}

  /**
   * @param counts of the training set
   * @return for each column of the encoded row strictly ascending thresholds: {@code x <=} the
   *     first one, and so on; none where there is nothing to split, or for a stretch of a spline,
   *     which trees are not given
   */
  public static double[][] of(ColumnCounts counts, Encoding encoding) {
    int[] ofNumber = new int[encoding.columns().size()];
    int number = 0;
    for (int raw = 0; raw < ofNumber.length; raw++) {
      ofNumber[raw] = encoding.columns().get(raw).kind() == RawColumn.Kind.NUMBER ? number++ : -1;
    }
    return encoding.parts().stream()
        .map(part -> of(part, counts, ofNumber[part.raw()]))
        .toArray(double[][]::new);
  }

  private static double[] of(Part part, ColumnCounts counts, int number) {
    return switch (part.kind()) {
      case NUMBER -> of(counts.number(number).sorted());
      case UNKNOWN, IS_TEXT -> YES_OR_NO;
      case BETWEEN -> NONE;
    };
  }

  /**
   * @param sorted numbers of the training set, ascending
   */
  static double[] of(double[] sorted) {
    int each = Math.max(FEWEST, sorted.length / (MOST + 1));
    List<Double> cuts = new ArrayList<>();
    int last = 0;
    for (int next = 1; next <= sorted.length - FEWEST; next++) {
      boolean isGap = sorted[next] > sorted[next - 1];
      if (isGap && next - last >= each && cuts.size() < MOST) {
        cuts.add(sorted[next - 1] / 2 + sorted[next] / 2);
        last = next;
      }
    }
    double[] found = cuts.stream().mapToDouble(Double::doubleValue).toArray();
    return found.length < 2 ? found : Knots.rounded(found);
  }
}
