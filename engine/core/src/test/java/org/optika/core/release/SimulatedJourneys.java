package org.optika.core.release;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.optika.core.attribution.AttributionModels;
import org.optika.core.attribution.ChainMoves;
import org.optika.core.attribution.ModelParameters;
import org.optika.core.attribution.PathTally;
import org.optika.core.journey.Journey;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.journey.Touches;
import org.optika.core.journey.VisiblePath;

/**
 * Made-up journeys of persons: 2.5 touches on average, channel i about 0.74^i as frequent as the
 * first and with a habit of leading to the next, nine journeys in a hundred convert, and one in
 * fifty has no touch to see. Every third person has two journeys.
 */
record SimulatedJourneys(int channels, List<Long> subjects, List<VisiblePath> paths) {

  static SimulatedJourneys of(int channels, int count, long seed) {
    Random random = new Random(seed);
    List<Long> subjects = new ArrayList<>();
    List<VisiblePath> paths = new ArrayList<>();
    for (int journey = 0; journey < count; journey++) {
      subjects.add(journey * 3L / 4);
      paths.add(path(channels, random));
    }
    return new SimulatedJourneys(channels, subjects, paths);
  }

  private static VisiblePath path(int channels, Random random) {
    Touches touches = new Touches();
    double attraction = -3;
    int channel = -1;
    int length = random.nextInt(50) == 0 ? 0 : 1;
    while (length > 0 && length < 12 && random.nextDouble() < 0.6) {
      length++;
    }
    for (int touch = 0; touch < length; touch++) {
      channel =
          channel >= 0 && random.nextDouble() < 0.3
              ? (channel + 1) % channels
              : (int) Math.min(channels - 1, -3.3 * Math.log(random.nextDouble()));
      attraction += 0.125 * (channel * 7 % 5);
      touches.add(touch, channel, Touches.NO_CAMPAIGN, touch);
    }
    boolean converted = random.nextDouble() < 1 / (1 + Math.exp(-attraction));
    VisiblePath path = new VisiblePath();
    RefusedTouchPolicy.DROP_TOUCH.apply(
        Journey.of(touches, converted ? OptionalLong.of(1) : OptionalLong.empty(), length), path);
    return path;
  }

  static String name(int channel) {
    return "channel-" + channel;
  }

  /** All but the last, which is {@link CreditSolver#OTHER}. */
  List<String> named() {
    return IntStream.range(0, channels - 1).mapToObj(SimulatedJourneys::name).toList();
  }

  String state(int channel) {
    return channel == channels - 1 ? CreditSolver.OTHER : name(channel);
  }

  /** Groups of the rows of a journey, as the source of the solver has them. */
  private Function<VisiblePath, List<Integer>> groups(CreditSolver solver) {
    KeySet keys = solver.keys();
    Map<List<String>, Integer> groupOf = new HashMap<>();
    for (int group = 0; group < keys.size(); group++) {
      groupOf.put(keys.group(group), group);
    }
    if (solver instanceof MarkovSolver) {
      return path ->
          ChainMoves.of(path, this::state).stream()
              .map(move -> groupOf.get(List.of(move.from(), move.to())))
              .toList();
    }
    return path ->
        path.converted()
            ? List.of(
                groupOf.get(
                    List.of(
                        ShapleySolver.coalition(ChainMoves.channels(path, this::state)),
                        ChainMoves.CONVERSION)))
            : List.of();
  }

  /** Exact counts by group, of each person no more than the bounds. */
  long[] counts(CreditSolver solver, ContributionBounds bounds) {
    GroupTotals totals = new GroupTotals(List.of(new Statistic.Rows()));
    PersonContributions person = new PersonContributions(bounds, 0, new KeyedHash(1, 2));
    Function<VisiblePath, List<Integer>> groups = groups(solver);
    long row = 0;
    for (int journey = 0; journey < paths.size(); journey++) {
      if (journey == 0 || !subjects.get(journey).equals(subjects.get(journey - 1))) {
        if (journey > 0) {
          totals.add(person);
        }
        person.begin(subjects.get(journey));
      }
      for (int group : groups.apply(paths.get(journey))) {
        person.add(group, row++, new long[0]);
      }
    }
    totals.add(person);
    long[] counts = new long[solver.keys().size()];
    totals.groups().forEach((group, cells) -> counts[group.intValue()] = cells[0][0]);
    return counts;
  }

  /** What the exact model credits, and last the conversions without a touch to see. */
  double[] exactCredit(String model) {
    PathTally tally = AttributionModels.with(ModelParameters.defaults()).find(model).tally();
    double unseen = 0;
    for (VisiblePath path : paths) {
      if (path.length() > 0) {
        tally.add(path, path.converted() ? 1 : 0, 0, path.converted() ? 0 : 1);
      } else if (path.converted()) {
        unseen++;
      }
    }
    double[] credit = Arrays.copyOf(tally.credit(channels).conversions(), channels + 1);
    credit[channels] = unseen;
    return credit;
  }
}
