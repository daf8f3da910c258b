package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.util.Arrays;

/**
 * How often a Markov chain of order 1 makes each move, for those who do not have the journeys: the
 * model of {@link MarkovChain}, which counts whole journeys and any number of states, for a few
 * states and any counts that are not negative. What enters a state need not leave it: the counts
 * are frequencies with which states are left, and only those of the start say how many.
 *
 * <p>A state from which the counts lead to no end is one where journeys end without converting.
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
        double[] row = counts[from].clone();
        row[from] = 0;
        double left = Arrays.stream(row).sum();
        Arrays.setAll(moves[from], to -> row[to] / left);
        conversions[from] = row[channels] / left;
        nulls[from] = row[channels + 1] / left;
      } else {
        nulls[from] = 1;
      }
    }
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
   * Conversions that the chain credits to each channel, in proportion to removal effects. They add
   * up to the journeys that start times their chance to convert.
   */
  public double[] credit() {
    double[] lost = new double[channels];
    double converted = 0;
    for (int channel = 0; channel < channels; channel++) {
      Removal removal = without(channel);
      lost[channel] = removal.lost();
      converted = removal.lost() + removal.left();
    }
    double all = converted;
    double lostInAll = Arrays.stream(lost).sum();
    return Arrays.stream(lost).map(part -> lostInAll > 0 ? part / lostInAll * all : 0).toArray();
  }

  /**
   * Conversions of journeys that visit a channel, and of those that do not.
   *
   * @param lost are those that would be lost without it
   */
  private record Removal(double lost, double left) {}

  /**
   * Takes all other channels out of the chain, one by one: whoever would enter one goes where it
   * leads. Then the journeys that start are those that ever visit the channel. Nothing is
   * subtracted, so that the result is exact to a few units in its last place, however rarely a
   * channel is left. Source: Grassmann, Taksar and Heyman 1985, Regenerative Analysis and Steady
   * State Distributions for Markov Chains, Operations Research 33(5).
   */
  private Removal without(int channel) {
    double[][] move = Arrays.stream(moves).map(double[]::clone).toArray(double[][]::new);
    double[] start = starts.clone();
    double[] conversion = conversions.clone();
    double[] lost = nulls.clone();
    boolean[] taken = new boolean[channels];
    double left = 0;
    for (int out = 0; out < channels; out++) {
      if (out == channel) {
        continue;
      }
      taken[out] = true;
      double leaving = conversion[out] + lost[out];
      for (int to = 0; to < channels; to++) {
        leaving += taken[to] ? 0 : move[out][to];
      }
      left += start[out] * (conversion[out] / leaving);
      for (int to = 0; to < channels; to++) {
        start[to] += taken[to] ? 0 : start[out] * (move[out][to] / leaving);
      }
      for (int from = 0; from < channels; from++) {
        double through = taken[from] ? 0 : move[from][out] / leaving;
        conversion[from] += through * conversion[out];
        lost[from] += through * lost[out];
        for (int to = 0; to < channels; to++) {
          move[from][to] += taken[to] || to == from ? 0 : through * move[out][to];
        }
      }
    }
    double ending = conversion[channel] + lost[channel];
    return new Removal(start[channel] * (conversion[channel] / ending), left);
  }
}
