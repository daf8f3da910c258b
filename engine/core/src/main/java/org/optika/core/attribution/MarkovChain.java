package org.optika.core.attribution;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Exact removal effects of an absorbing Markov chain.
 *
 * <p>The chain starts in the first state of a journey, moves with the observed frequencies, and
 * ends in conversion or null. RE(c) = P(conversion and c visited) / P(conversion): what is lost
 * when the states that contain channel c lead nowhere. Source: Anderl et al. 2016, Mapping the
 * customer journey, IJRM 33(3).
 *
 * <p>How it is solved. Frequencies come from whole journeys, so the expected visits of a state are
 * those observed and P(conversion) is the observed rate: no equation is needed for these. For one
 * channel with states C, the visits D of the other states <em>after</em> a visit to C solve D = F +
 * D Q, with F the observed moves out of C, and Q the probabilities of moves that avoid C. Every
 * term is non-negative, so nothing cancels, however rare the channel.
 *
 * <p>Gauss-Seidel sweeps find D. What is left of the error after a few of them is nearly a multiple
 * of D itself, because a walk soon forgets where it started; so between sweeps D is multiplied by
 * the one number that makes as many walks leave as come in. (Aggregation to a single state, after
 * Koury, McAllister and Stewart 1984, Iterative Methods for Computing Stationary Distributions of
 * Nearly Completely Decomposable Markov Chains.) What a sweep changes bounds the error of what it
 * found, because no visit leads to more than one conversion. Sweeping ends when that is below
 * {@link #PRECISION} of the effect, or below the rounding of doubles.
 *
 * <p>States are first put into the order of the number of moves that enter them, then of their
 * keys: the same counts give the same bits, in whatever order they were collected, and a processor
 * foresees where one state's moves end.
 */
final class MarkovChain {
  /** Part of a removal effect that may be missing at most when sweeping ends. */
  private static final double PRECISION = 1e-15;

  /** The same for a replica, whose amounts only bound an interval. */
  private static final double REPLICA_PRECISION = 1e-6;

  /** A few units in the last place: no visible change. */
  private static final double SETTLED = 0x1p-50;

  /** Part of the walks: when a sweep changes less, a common factor would only stir roundings. */
  private static final double BALANCED = 0x1p-42;

  /** Later sweeps go without the common factor, and so converge for certain. */
  private static final int MOST_BALANCED_SWEEPS = 200;

  private static final int MOST_SWEEPS = 1_000_000;

  private final MarkovCounts counts;
  private final int slots;

  /** Slot of the channel for refused places: after all channels. */
  private final int refusedSlot;

  private final int states;

  /** State in the counts, by place here. */
  private final int[] stateAt;

  /** Slots of the channels in each state, by place; distinct. */
  private final int[][] slotsOf;

  /** Moves sorted by target place, then source place: row j is [rowStart[j], rowStart[j + 1]). */
  private final int[] rowStart;

  private final int[] source;
  private final int[] moveAt;

  /**
   * @param channelCount channel codes are below this
   */
  MarkovChain(MarkovCounts counts, int channelCount) {
    this.counts = counts;
    refusedSlot = channelCount;
    slots = channelCount + 1;
    states = counts.states();
    int[] entrances = new int[states];
    for (int move = 0; move < counts.transitions(); move++) {
      entrances[counts.to(move)]++;
    }
    stateAt =
        IntStream.range(0, states)
            .boxed()
            .sorted(
                (a, b) ->
                    entrances[a] == entrances[b]
                        ? Long.compareUnsigned(counts.gram(a), counts.gram(b))
                        : Integer.compare(entrances[a], entrances[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] placeOf = new int[states];
    slotsOf = new int[states][];
    for (int place = 0; place < states; place++) {
      placeOf[stateAt[place]] = place;
      slotsOf[place] =
          Arrays.stream(MarkovCounts.channelsOf(counts.gram(stateAt[place])))
              .map(channel -> channel < 0 ? refusedSlot : channel)
              .distinct()
              .toArray();
    }
    int moves = counts.transitions();
    long[] sorted = new long[moves];
    long[] keys = new long[moves];
    for (int move = 0; move < moves; move++) {
      keys[move] = ((long) placeOf[counts.to(move)] << 32) | placeOf[counts.from(move)];
      sorted[move] = keys[move];
    }
    Arrays.sort(sorted);
    rowStart = new int[states + 1];
    source = new int[moves];
    moveAt = new int[moves];
    for (int move = 0; move < moves; move++) {
      moveAt[Arrays.binarySearch(sorted, keys[move])] = move;
    }
    for (int entry = 0; entry < moves; entry++) {
      source[entry] = (int) sorted[entry];
      rowStart[(int) (sorted[entry] >>> 32) + 1]++;
    }
    for (int place = 0; place < states; place++) {
      rowStart[place + 1] += rowStart[place];
    }
  }

  /** Credit and removal effects by slot: channel code, then the slot of refused places. */
  record Solution(
      double[] conversionEffects, double[] valueEffects, double[] conversions, double[] value) {}

  /** Solves for the counts themselves and checks what must hold of them. */
  Solution solve() {
    MarkovCounts.Weights observed = counts.observed();
    requireFlow(observed);
    return solve(observed, PRECISION);
  }

  /** Solves for the counts of one replica. */
  Solution solveReplica(MarkovCounts.Weights replica) {
    return solve(replica, REPLICA_PRECISION);
  }

  private Solution solve(MarkovCounts.Weights weights, double precision) {
    Removal removal = new Removal(weights);
    double allConverted = Arrays.stream(removal.converted).sum();
    double allWorth = Arrays.stream(removal.worth).sum();
    double[] conversionEffects = new double[slots];
    double[] valueEffects = new double[slots];
    if (allConverted > 0) {
      for (int slot = 0; slot < slots; slot++) {
        removal.of(slot, precision);
        conversionEffects[slot] = effect(removal.lostConversions, allConverted);
        valueEffects[slot] = effect(removal.lostValue, allWorth);
      }
    }
    return new Solution(
        conversionEffects,
        valueEffects,
        share(conversionEffects, allConverted),
        share(valueEffects, allWorth));
  }

  private static double effect(double lost, double all) {
    if (all == 0) {
      return 0;
    }
    double effect = lost / all;
    if (!(effect >= 0 && effect <= 1 + 1e-9)) {
      throw new IllegalStateException("removal effect must be in [0, 1], got " + effect);
    }
    return Math.min(effect, 1);
  }

  private static double[] share(double[] effects, double total) {
    double sum = Arrays.stream(effects).sum();
    double[] credit = new double[effects.length];
    if (sum > 0) {
      Arrays.setAll(credit, slot -> effects[slot] / sum * total);
    } else if (total > 0) {
      throw new IllegalStateException(
          "journeys worth %s have no channel with a removal effect".formatted(total));
    }
    return credit;
  }

  /** What enters a state leaves it: the counts come from whole journeys. */
  private void requireFlow(MarkovCounts.Weights observed) {
    double[] in = new double[states];
    double[] out = new double[states];
    for (int state = 0; state < states; state++) {
      in[state] = counts.started(state);
      out[state] = observed.conversions()[state] + observed.nulls()[state];
    }
    for (int move = 0; move < counts.transitions(); move++) {
      in[counts.to(move)] += observed.moves()[move];
      out[counts.from(move)] += observed.moves()[move];
    }
    for (int state = 0; state < states; state++) {
      if (!(Math.abs(in[state] - out[state]) <= 1e-9 * out[state])) {
        throw new IllegalStateException(
            "Markov order %s: %s journeys enter a state and %s leave it"
                .formatted(counts.order(), in[state], out[state]));
      }
    }
  }

  /** Takes one channel after another away. */
  private final class Removal {
    private final double[] moves = new double[source.length];
    private final double[] moveProbability = new double[source.length];
    private final double[] converted = new double[states];
    private final double[] worth = new double[states];
    private final double[] endProbability = new double[states];
    private final double[] conversionRate = new double[states];
    private final double[] valueRate = new double[states];
    private final double greatestWorth;

    /** For the channel at hand: C, and the places of all other states. */
    private final boolean[] removed = new boolean[states];

    private final int[] others = new int[states];
    private int othersCount;

    /** D, F and the chance that a walk leaves Q, by place. */
    private final double[] after = new double[states];

    private final double[] out = new double[states];
    private final double[] leaving = new double[states];

    /** Sums over F and, by the sweep made last, over what leaves and over what changed. */
    private double entered;

    private double left;
    private double changed;
    private double lostConversions;
    private double lostValue;

    Removal(MarkovCounts.Weights weights) {
      double[] visits = new double[states];
      for (int entry = 0; entry < moves.length; entry++) {
        moves[entry] = weights.moves()[moveAt[entry]];
        visits[source[entry]] += moves[entry];
      }
      double greatest = 0;
      for (int place = 0; place < states; place++) {
        converted[place] = weights.conversions()[stateAt[place]];
        worth[place] = weights.value()[stateAt[place]];
        double ended = converted[place] + weights.nulls()[stateAt[place]];
        visits[place] += ended;
        if (ended > 0) {
          endProbability[place] = ended / visits[place];
        }
        if (converted[place] > 0) {
          conversionRate[place] = converted[place] / visits[place];
          valueRate[place] = worth[place] / visits[place];
          greatest = Math.max(greatest, worth[place] / converted[place]);
        }
      }
      greatestWorth = greatest;
      for (int entry = 0; entry < moves.length; entry++) {
        moveProbability[entry] = moves[entry] > 0 ? moves[entry] / visits[source[entry]] : 0;
      }
    }

    /** Sets what is lost without the channel of a slot. */
    void of(int slot, double precision) {
      double lostInside = 0;
      double worthInside = 0;
      othersCount = 0;
      for (int place = 0; place < states; place++) {
        removed[place] = contains(slotsOf[place], slot);
        if (removed[place]) {
          lostInside += converted[place];
          worthInside += worth[place];
        } else {
          others[othersCount++] = place;
        }
      }
      lostConversions = lostInside;
      lostValue = worthInside;
      if (othersCount == states) {
        return;
      }
      findMovesOut();
      for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
        lostConversions = lostInside;
        lostValue = worthInside;
        sweep(sweep % 2 == 0);
        if (changed <= precision * lostConversions
            && changed * greatestWorth <= precision * lostValue) {
          return;
        }
        if (sweep < MOST_BALANCED_SWEEPS) {
          balance();
        }
      }
      throw new IllegalStateException(
          "Markov order %s did not settle within %s sweeps".formatted(counts.order(), MOST_SWEEPS));
    }

    /** Sets F, the chances to leave, and D = 0. */
    private void findMovesOut() {
      Arrays.fill(after, 0);
      System.arraycopy(endProbability, 0, leaving, 0, states);
      entered = 0;
      for (int place = 0; place < states; place++) {
        double fromRemoved = 0;
        for (int entry = rowStart[place]; entry < rowStart[place + 1]; entry++) {
          if (removed[source[entry]]) {
            fromRemoved += moves[entry];
          } else if (removed[place]) {
            leaving[source[entry]] += moveProbability[entry];
          }
        }
        out[place] = removed[place] ? 0 : fromRemoved;
        entered += out[place];
      }
    }

    /** Finds the visits of every place once, and adds up what they lose and how they leave. */
    private void sweep(boolean forward) {
      changed = 0;
      left = 0;
      for (int step = 0; step < othersCount; step++) {
        int place = others[forward ? step : othersCount - 1 - step];
        double visits = out[place];
        for (int entry = rowStart[place]; entry < rowStart[place + 1]; entry++) {
          visits += after[source[entry]] * moveProbability[entry];
        }
        double change = Math.abs(visits - after[place]);
        if (change > visits * SETTLED) {
          changed += change;
        }
        after[place] = visits;
        left += visits * leaving[place];
        lostConversions += visits * conversionRate[place];
        lostValue += visits * valueRate[place];
      }
    }

    /** Multiplies D so that as many walks leave as have entered. */
    private void balance() {
      if (left > 0 && changed > BALANCED * entered) {
        double factor = entered / left;
        for (int place = 0; place < states; place++) {
          after[place] *= factor;
        }
      }
    }
  }

  private static boolean contains(int[] slots, int slot) {
    for (int candidate : slots) {
      if (candidate == slot) {
        return true;
      }
    }
    return false;
  }
}
