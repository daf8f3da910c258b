package org.optika.core.release;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.optika.core.attribution.ChainMoves;
import org.optika.core.attribution.MoveCounts;

/**
 * Credit of the Markov model of order 1 from counted moves.
 *
 * <p>A count below 0 is read as 0, and nothing else is done to the counts: they become frequencies
 * with which states are left ({@link MoveCounts}). To read what lies within one or two deviations
 * of the noise as 0 as well makes the errors of credit larger, see {@code CreditErrorsTest}.
 *
 * @param channels at most {@value #MOST_CHANNELS}
 */
public record MarkovSolver(List<String> channels) implements CreditSolver {
  static final String MODEL = "markov-1";

  /** With 30 channels there are 992 counts, each with its own noise. */
  private static final int MOST_CHANNELS = 30;

  public MarkovSolver {
    channels = CreditSolver.withOther(channels, MOST_CHANNELS);
  }

  @Override
  public String model() {
    return MODEL;
  }

  @Override
  public String source() {
    return "transitions";
  }

  /** All pairs; those that no journey makes are noise alone, and not read. */
  @Override
  public KeySet keys() {
    List<String> from = new ArrayList<>(channels);
    from.add(ChainMoves.START);
    List<String> to = new ArrayList<>(channels);
    to.add(ChainMoves.CONVERSION);
    to.add(ChainMoves.NULL);
    return new KeySet(List.of("from", "to"), List.of(from, to));
  }

  @Override
  public CountMetric count() {
    return new CountMetric("moves");
  }

  @Override
  public double[] conversions(double[] counts) {
    int states = channels.size();
    int ends = states + 2;
    double[][] moves = new double[states + 1][ends];
    for (int from = 0; from <= states; from++) {
      for (int to = 0; to < ends; to++) {
        moves[from][to] = Math.max(0, counts[from * ends + to]);
      }
    }
    double[] conversions = Arrays.copyOf(new MoveCounts(moves).credit(), states + 1);
    conversions[states] = moves[states][states];
    return conversions;
  }
}
