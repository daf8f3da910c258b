package org.optika.core.privacy.audit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Bounds the epsilon of a mechanism from below, by what an attacker can tell two neighbouring
 * inputs apart with. A quarter of the draws teaches a score of outputs, a quarter chooses from
 * which score on an output counts as a sign of the one input, and the other half, which had no say
 * in either, bounds the probability p of such outputs for the one input and q for the other by
 * Clopper and Pearson. As p &lt;= e^epsilon q + delta, epsilon is at least ln((p - delta) / q).
 *
 * <p><b>False alarms.</b> All claims of a suite together are wrongly found to be violated with
 * probability {@value #FALSE_ALARMS} at most: by Bonferroni, each of the four bounds of each of up
 * to {@value #MOST_CLAIMS} claims has its share. That supposes independent draws and nothing else.
 *
 * <p>Sources: M. Jagielski, J. Ullman, A. Oprea, Auditing differentially private machine learning,
 * NeurIPS 2020, for the bound; J. Neyman, E. Pearson 1933 for the events.
 */
public final class PrivacyAudit {
  /** Of the whole suite. */
  public static final double FALSE_ALARMS = 0.001;

  /** How many claims a suite may audit. */
  public static final int MOST_CLAIMS = 1_000;

  private static final double ALPHA = FALSE_ALARMS / MOST_CLAIMS / 4;
  private static final int FEWEST_SIGNS = 20;
  private static final double NEXT_THRESHOLD = 1.15;

  private PrivacyAudit() {}

  /**
   * One finding for each claim.
   *
   * @param with outputs of the input with a person, independent of each other; each the numbers
   *     that an attacker looks at, always as many, and {@code NaN} for nothing
   * @param without outputs of the other input, as many
   */
  public static List<Finding> of(
      String name, List<Claim> claims, double[][] with, double[][] without) {
    Scores ofWith = Scores.of(with, without);
    Scores ofWithout = Scores.of(without, with);
    return claims.stream()
        .map(
            claim ->
                new Finding(
                    name,
                    claim,
                    Math.max(ofWith.epsilon(claim.delta()), ofWithout.epsilon(claim.delta()))))
        .toList();
  }

  /**
   * Scores of draws that the score was not learnt from, ascending.
   *
   * @param choosing draws that choose an event
   * @param bounding draws that bound its probabilities
   */
  private record Scores(Pair choosing, Pair bounding) {

    static Scores of(double[][] one, double[][] other) {
      int quarter = one.length / 4;
      LikelihoodRatio ratio =
          LikelihoodRatio.learn(Arrays.copyOf(one, quarter), Arrays.copyOf(other, quarter));
      return new Scores(
          Pair.of(ratio, one, other, quarter, 2 * quarter),
          Pair.of(ratio, one, other, 2 * quarter, one.length));
    }

    double epsilon(double delta) {
      double best = Double.POSITIVE_INFINITY; // an event that never happens
      double most = 0;
      for (double threshold : choosing.thresholds()) {
        double epsilon = choosing.epsilon(threshold, delta);
        if (epsilon > most) {
          most = epsilon;
          best = threshold;
        }
      }
      return bounding.epsilon(best, delta);
    }
  }

  private record Pair(double[] one, double[] other) {

    static Pair of(LikelihoodRatio ratio, double[][] one, double[][] other, int from, int to) {
      return new Pair(scores(ratio, one, from, to), scores(ratio, other, from, to));
    }

    private static double[] scores(LikelihoodRatio ratio, double[][] draws, int from, int to) {
      return Arrays.stream(draws, from, to).mapToDouble(ratio::of).sorted().toArray();
    }

    /** The scores of ranks in about geometric progression, so that rare events are among them. */
    double[] thresholds() {
      return DoubleStream.iterate(
              FEWEST_SIGNS, rank -> rank < one.length, rank -> rank * NEXT_THRESHOLD)
          .map(rank -> one[one.length - (int) rank])
          .distinct()
          .toArray();
    }

    /** At least this at a confidence of 1 - 2 {@link #ALPHA}; 0 where nothing is known. */
    double epsilon(double threshold, double delta) {
      double p = ClopperPearson.lower(reaching(one, threshold), one.length, ALPHA);
      double q = ClopperPearson.upper(reaching(other, threshold), other.length, ALPHA);
      return p <= delta ? 0 : Math.max(0, Math.log((p - delta) / q));
    }

    private static int reaching(double[] scores, double threshold) {
      int first = 0;
      int last = scores.length;
      while (first < last) {
        int middle = (first + last) >>> 1;
        if (scores[middle] < threshold) {
          first = middle + 1;
        } else {
          last = middle;
        }
      }
      return scores.length - first;
    }
  }
}
