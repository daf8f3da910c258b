package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.optika.core.journey.Bucket;

/**
 * Credit of channels, solved from the noisy counts of a release and from nothing else.
 *
 * <p><b>Deviation.</b> To first order the deviation of a figure is the root of the sum of squares
 * of what the noise of each count does to it: the larger one of what the figure changes by when the
 * count is one deviation higher, and when it is one lower. (A count that is read as 0 changes
 * nothing when it is lower.) The noise of all counts is independent and of one kind.
 *
 * <p><b>Interval.</b> {@link Interval#Z} deviations to both sides, inside of what is possible, and
 * only where all conversions together are known to {@value #KNOWN} of themselves: with less, the
 * counts that are read as 0 move the figures by more than the interval says.
 */
final class SolvedCredit {
  /** Largest relative deviation of all conversions for which there are intervals. */
  private static final double KNOWN = 0.1;

  private final CreditSolver solver;
  private final NoisyStatistics noisy;
  private final Statistic statistic;
  private final double[] conversions;
  private final double[] deviations;
  private final double[] shareDeviations;
  private final double all;
  private final double allDeviation;

  /**
   * @param groups of the keys of the solver, in their order
   */
  SolvedCredit(CreditSolver solver, List<NoisyGroup> groups, ValueColumns columns) {
    require(
        groups.size() == solver.keys().size(),
        "expected %s groups, got %s",
        solver.keys().size(),
        groups.size());
    this.solver = solver;
    noisy = groups.get(0).statistics();
    statistic = solver.count().statistic(columns);
    double[] counts =
        groups.stream()
            .mapToDouble(group -> group.statistics().number(statistic).value())
            .toArray();
    conversions = solver.conversions(counts);
    all = Arrays.stream(conversions).sum();
    double[] squares = new double[conversions.length];
    double[] shareSquares = new double[conversions.length];
    double allSquares = 0;
    double deviation = noisy.number(statistic).deviation();
    for (int count = 0; count < counts.length; count++) {
      double noisyCount = counts[count];
      counts[count] = noisyCount + deviation;
      double[] above = solver.conversions(counts);
      counts[count] = noisyCount - deviation;
      double[] below = solver.conversions(counts);
      counts[count] = noisyCount;
      double allAbove = Arrays.stream(above).sum();
      double allBelow = Arrays.stream(below).sum();
      for (int i = 0; i < above.length; i++) {
        squares[i] += square(change(below[i], conversions[i], above[i]));
        shareSquares[i] +=
            square(
                change(
                    share(below[i], allBelow),
                    share(conversions[i], all),
                    share(above[i], allAbove)));
      }
      allSquares += square(change(allBelow, all, allAbove));
    }
    deviations = Arrays.stream(squares).map(Math::sqrt).toArray();
    shareDeviations = Arrays.stream(shareSquares).map(Math::sqrt).toArray();
    allDeviation = Math.sqrt(allSquares);
  }

  private static double change(double below, double here, double above) {
    return Math.max(Math.abs(above - here), Math.abs(here - below));
  }

  private static double square(double number) {
    return number * number;
  }

  private static double share(double part, double all) {
    return all > 0 ? part / all : 0;
  }

  /** Figures of the channels in their order, then of journeys without a touch to see. */
  List<ChannelFigures> figures() {
    List<ChannelFigures> figures = new ArrayList<>();
    for (int i = 0; i < conversions.length; i++) {
      String channel =
          i < conversions.length - 1 ? solver.channels().get(i) : Bucket.NO_TOUCH_SEEN.label();
      figures.add(new ChannelFigures(channel, List.of(credited(i), share(i))));
    }
    return figures;
  }

  private Figure credited(int place) {
    return figure("conversions", conversions[place], deviations[place], Double.POSITIVE_INFINITY);
  }

  /** There is none where nothing is known to have converted. */
  private Figure share(int place) {
    return all > 0
        ? figure("credit", conversions[place] / all, shareDeviations[place], 1)
        : noisy.nothing("credit", statistic);
  }

  private Figure figure(String metric, double value, double deviation, double most) {
    NoisyNumber number = new NoisyNumber(value, deviation, Interval.Z * deviation);
    Optional<Interval> interval =
        Optional.of(number.interval().within(0, most)).filter(known -> allDeviation <= KNOWN * all);
    return noisy.figure(metric, number, interval, statistic);
  }
}
