package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.util.Arrays;

/**
 * How often a Markov chain of order 1 makes each move, for those who do not have the journeys. Any
 * counts that are not negative will do: they are taken as frequencies with which states are left,
 * and the chain is walked from its starts, so that what enters a state leaves it again.
 *
 * <p>Of the counts of whole journeys nothing changes. A state from which the counts lead to no end
 * is taken as one where journeys end without converting.
 */
public final class MoveCounts {
  private final int channels;
  private final double[] starts;

  /** Probability of a move between channels, and of both ends. */
  private final double[][] moves;

  private final double[] conversions;
  private final double[] nulls;

  /**
   * @param counts one row for each channel, the last for the start; in each one count for each
   *     channel, then conversion and null. Finite, &gt;= 0; from a channel to itself, and from the
   *     start to an end, nothing is read
   */
  public MoveCounts(double[][] counts) {
    channels = counts.length - 1;
    starts = Arrays.copyOf(counts[channels], channels);
    moves = new double[channels][channels];
    conversions = new double[channels];
    nulls = new double[channels];
    for (double[] row : counts) {
      require(row.length == channels + 2, "expected %s counts, got %s", channels + 2, row.length);
      for (double count : row) {
        require(count >= 0 && count <= 0x1p53, "a count must be in [0, 2^53], got %s", count);
      }
    }
    boolean[] ends = ending(counts);
    for (int from = 0; from < channels; from++) {
      if (ends[from]) {
        double left = left(counts[from], from);
        for (int to = 0; to < channels; to++) {
          moves[from][to] = to == from ? 0 : counts[from][to] / left;
        }
        conversions[from] = counts[from][channels] / left;
        nulls[from] = counts[from][channels + 1] / left;
      } else {
        nulls[from] = 1;
      }
    }
  }

  private static double left(double[] row, int self) {
    return Arrays.stream(row).sum() - row[self];
  }

  /** Whether an end can be reached from a channel. */
  private boolean[] ending(double[][] counts) {
    boolean[] ending = new boolean[channels];
    for (int round = 0; round < channels; round++) {
      for (int from = 0; from < channels; from++) {
        ending[from] |= counts[from][channels] > 0 || counts[from][channels + 1] > 0;
        for (int to = 0; to < channels; to++) {
          ending[from] |= to != from && ending[to] && counts[from][to] > 0;
        }
      }
    }
    return ending;
  }

  /**
   * Conversions that the chain credits to each channel, in proportion to removal effects, see
   * {@link MarkovChain}. They add up to the journeys that start times the chance to convert.
   */
  public double[] credit() {
    double[] visits = visits();
    MarkovCounts counts = new MarkovCounts(1);
    for (int from = 0; from < channels; from++) {
      counts.addStarts(from, starts[from]);
      counts.addEnds(from, visits[from] * conversions[from], visits[from] * nulls[from]);
      for (int to = 0; to < channels; to++) {
        counts.addMoves(from, to, visits[from] * moves[from][to]);
      }
    }
    return Arrays.copyOf(new MarkovChain(counts, channels).solve().conversions(), channels);
  }

  /**
   * Expected visits of each channel. Channels are taken out of the chain one by one, and put back;
   * nothing is subtracted, so that every visit is exact to a few units in its last place. Source:
   * Grassmann, Taksar and Heyman 1985, Regenerative Analysis and Steady State Distributions for
   * Markov Chains, Operations Research 33(5).
   */
  private double[] visits() {
    double[][] move = Arrays.stream(moves).map(double[]::clone).toArray(double[][]::new);
    double[] start = starts.clone();
    double[] end = new double[channels];
    Arrays.setAll(end, channel -> conversions[channel] + nulls[channel]);
    double[] leaving = new double[channels];
    for (int out = channels - 1; out >= 0; out--) {
      leaving[out] = end[out] + sum(move[out], out);
      for (int from = 0; from < out; from++) {
        double through = move[from][out] / leaving[out];
        end[from] += through * end[out];
        for (int to = 0; to < out; to++) {
          move[from][to] += to == from ? 0 : through * move[out][to];
        }
      }
      for (int to = 0; to < out; to++) {
        start[to] += start[out] / leaving[out] * move[out][to];
      }
    }
    double[] visits = new double[channels];
    for (int in = 0; in < channels; in++) {
      double entering = start[in];
      for (int from = 0; from < in; from++) {
        entering += visits[from] * move[from][in];
      }
      visits[in] = entering / leaving[in];
    }
    return visits;
  }

  private static double sum(double[] row, int until) {
    return Arrays.stream(row, 0, until).sum();
  }
}
