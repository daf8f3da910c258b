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

  /** Conversions of each place, then shares of each place, then all conversions. */
  private final double[] values;

  /** Of the values. */
  private final double[] deviations;

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
    values = values(counts);
    deviations = deviations(counts, noisy.number(statistic).deviation());
  }

  private double[] values(double[] counts) {
    double[] conversions = solver.conversions(counts);
    int places = conversions.length;
    double all = Arrays.stream(conversions).sum();
    double[] values = Arrays.copyOf(conversions, 2 * places + 1);
    for (int place = 0; place < places; place++) {
      values[places + place] = all > 0 ? conversions[place] / all : 0;
    }
    values[2 * places] = all;
    return values;
  }

  private double[] deviations(double[] counts, double ofCount) {
    double[] squares = new double[values.length];
    for (int count = 0; count < counts.length; count++) {
      double[] moved = counts.clone();
      moved[count] = counts[count] + ofCount;
      double[] above = values(moved);
      moved[count] = counts[count] - ofCount;
      double[] below = values(moved);
      for (int i = 0; i < squares.length; i++) {
        double change = Math.max(Math.abs(above[i] - values[i]), Math.abs(values[i] - below[i]));
        squares[i] += change * change;
      }
    }
    return Arrays.stream(squares).map(Math::sqrt).toArray();
  }

  private int places() {
    return values.length / 2;
  }

  private double all() {
    return values[values.length - 1];
  }

  /** Figures of the channels in their order, then of journeys without a touch to see. */
  List<ChannelFigures> figures() {
    List<String> channels = new ArrayList<>(solver.channels());
    channels.add(Bucket.NO_TOUCH_SEEN.label());
    List<ChannelFigures> figures = new ArrayList<>();
    for (int place = 0; place < places(); place++) {
      figures.add(
          new ChannelFigures(
              channels.get(place),
              List.of(figure("conversions", place, Double.POSITIVE_INFINITY), share(place))));
    }
    return figures;
  }

  /** There is none where nothing is left that converts. */
  private Figure share(int place) {
    return all() > 0 ? figure("credit", places() + place, 1) : noisy.nothing("credit", statistic);
  }

  private Figure figure(String metric, int i, double most) {
    NoisyNumber number = new NoisyNumber(values[i], deviations[i], Interval.Z * deviations[i]);
    Optional<Interval> interval =
        Optional.of(number.interval().within(0, most))
            .filter(known -> deviations[values.length - 1] <= KNOWN * all());
    return noisy.figure(metric, number, interval, statistic);
  }
}
