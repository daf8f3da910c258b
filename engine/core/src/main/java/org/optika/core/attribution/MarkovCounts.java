package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.Arrays;
import org.optika.core.journey.Touches;
import org.optika.core.journey.VisiblePath;

/**
 * How often journeys move from one state to the next: all that a Markov model of order k needs.
 *
 * <p>A state is k neighbouring channels (a path shorter than k is one state); a state equal to the
 * one before it is no move. Mergeable: {@link #plus} is associative and commutative, bit for bit as
 * long as weights are whole numbers below 2^53, as journeys are.
 *
 * <p>With replicas, every count has one more for each replica of a bootstrap: 4 bytes a transition
 * and replica, up to 16 a state and replica.
 */
public final class MarkovCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  static final int MAX_ORDER = 4;

  private static final int DIGIT_BITS = 16;

  /** So that 0 is no channel, 1 is {@link Touches#REFUSED} and channel codes follow. */
  private static final int OFFSET = 2;

  /** Highest channel code; a state packs k channels into 16 bits each. */
  public static final int MAX_CHANNEL = (1 << DIGIT_BITS) - 1 - OFFSET;

  private static final int[] NOT_DRAWN = {};

  /** Replica counts are ints; at this exact count they are still far from overflowing. */
  private static final double MOST_IN_REPLICAS = 1 << 30;

  private final int order;
  private final int replicas;
  private final CodeIndex states = new CodeIndex();

  /** Moves by the state they leave and the digit that comes in: together these give the next. */
  private final CodeIndex transitions = new CodeIndex();

  private final ExactSums value = new ExactSums(16);
  private double[] starts = new double[16];
  private double[] conversions = new double[16];
  private double[] nulls = new double[16];
  private double[] moves = new double[64];
  private int[] targets = new int[64];
  private int[][] conversionReplicas = new int[0][];
  private int[][] nullReplicas = new int[0][];
  private double[][] valueReplicas = new double[0][];
  private int[][] moveReplicas = new int[0][];

  /**
   * @param order channels that a state remembers, 1 to 4
   */
  public MarkovCounts(int order) {
    this(order, 0);
  }

  MarkovCounts(int order, int replicas) {
    require(
        order >= 1 && order <= MAX_ORDER,
        "Markov order must be in [1, %s], got %s",
        MAX_ORDER,
        order);
    this.order = order;
    this.replicas = replicas;
    if (replicas > 0) {
      conversionReplicas = new int[16][];
      nullReplicas = new int[16][];
      valueReplicas = new double[16][];
      moveReplicas = new int[64][];
    }
  }

  public int order() {
    return order;
  }

  /** Distinct states seen. */
  public int states() {
    return states.size();
  }

  /** Distinct moves between states seen. */
  public int transitions() {
    return transitions.size();
  }

  /**
   * Adds journeys along one path; weights as in {@link PathTally#add}. An empty path adds nothing.
   */
  public void add(VisiblePath path, double conversions, double value, double nulls) {
    require(replicas == 0, "counts with replicas take single journeys only");
    if (conversions > 0 || nulls > 0) {
      add(path, conversions, value, nulls, NOT_DRAWN);
    }
  }

  /**
   * @param drawn how often each replica draws the journey's subject
   */
  void addJourney(VisiblePath path, double journeyValue, int[] drawn) {
    boolean converted = path.converted();
    add(path, converted ? 1 : 0, converted ? journeyValue : 0, converted ? 0 : 1, drawn);
  }

  void add(VisiblePath path, double converted, double worth, double lost, int[] drawn) {
    int length = path.length();
    if (length == 0) {
      return;
    }
    double weight = converted + lost;
    long mask = mask(order);
    int firstEnd = Math.min(order, length) - 1;
    long gram = 0;
    long before = 0;
    int state = -1;
    for (int i = 0; i < length; i++) {
      int digit = digit(path.channel(i));
      gram = ((gram << DIGIT_BITS) | digit) & mask;
      if (i < firstEnd || gram == before) {
        continue;
      }
      if (state < 0) {
        state = stateOf(gram);
        starts[state] += weight;
      } else {
        int move = moveOf(state, digit, gram);
        moves[move] += weight;
        if (replicas > 0) {
          addDraws(moveReplicas, move, drawn);
          requireReplicasFit(moves[move]);
        }
        state = targets[move];
      }
      before = gram;
    }
    conversions[state] += converted;
    nulls[state] += lost;
    value.add(state, worth);
    if (replicas > 0) {
      addDraws(converted > 0 ? conversionReplicas : nullReplicas, state, drawn);
      requireReplicasFit(conversions[state] + nulls[state]);
      if (worth > 0) {
        addValueDraws(state, worth, drawn);
      }
    }
  }

  private static int digit(int channel) {
    require(
        channel >= Touches.REFUSED && channel <= MAX_CHANNEL,
        "channel code must be in [-1, %s], got %s",
        MAX_CHANNEL,
        channel);
    return channel + OFFSET;
  }

  private int stateOf(long gram) {
    int state = states.indexOf(gram);
    if (state == starts.length) {
      int capacity = 2 * state;
      starts = Arrays.copyOf(starts, capacity);
      conversions = Arrays.copyOf(conversions, capacity);
      nulls = Arrays.copyOf(nulls, capacity);
      if (replicas > 0) {
        conversionReplicas = Arrays.copyOf(conversionReplicas, capacity);
        nullReplicas = Arrays.copyOf(nullReplicas, capacity);
        valueReplicas = Arrays.copyOf(valueReplicas, capacity);
      }
    }
    value.ensureCells(state + 1);
    return state;
  }

  /** A digit is never 0, so neither is the key. */
  private int moveOf(int from, int digit, long nextGram) {
    int known = transitions.size();
    int move = transitions.indexOf(((long) from << 32) | digit);
    if (move < known) {
      return move;
    }
    if (move == moves.length) {
      moves = Arrays.copyOf(moves, 2 * move);
      targets = Arrays.copyOf(targets, 2 * move);
      if (replicas > 0) {
        moveReplicas = Arrays.copyOf(moveReplicas, 2 * move);
      }
    }
    targets[move] = stateOf(nextGram);
    return move;
  }

  private static long mask(int digits) {
    return digits == MAX_ORDER ? -1L : (1L << (DIGIT_BITS * digits)) - 1;
  }

  private static void requireReplicasFit(double count) {
    if (count > MOST_IN_REPLICAS) {
      throw new ArithmeticException(
          "More than 2^30 journeys make one move; split them into scopes or do without intervals");
    }
  }

  private void addDraws(int[][] rows, int row, int[] drawn) {
    if (rows[row] == null) {
      rows[row] = new int[replicas];
    }
    int[] sums = rows[row];
    for (int replica = 0; replica < sums.length; replica++) {
      sums[replica] += drawn[replica];
    }
  }

  private void addValueDraws(int state, double worth, int[] drawn) {
    if (valueReplicas[state] == null) {
      valueReplicas[state] = new double[replicas];
    }
    double units = Math.rint(worth * ReplicaSums.VALUE_UNITS);
    double[] sums = valueReplicas[state];
    for (int replica = 0; replica < sums.length; replica++) {
      sums[replica] += units * drawn[replica];
    }
  }

  /**
   * The counts of both together; neither is changed.
   *
   * @throws IllegalArgumentException when the orders differ
   */
  public MarkovCounts plus(MarkovCounts other) {
    MarkovCounts sum = new MarkovCounts(order, replicas);
    sum.merge(this);
    sum.merge(other);
    return sum;
  }

  /** Replicas of the other are left out where this has none. */
  void merge(MarkovCounts other) {
    require(
        order == other.order && (replicas == 0 || replicas == other.replicas),
        "cannot merge counts of order %s with %s replicas and of order %s with %s",
        order,
        replicas,
        other.order,
        other.replicas);
    int[] stateHere = new int[other.states.size()];
    for (int there = 0; there < stateHere.length; there++) {
      int here = stateOf(other.states.key(there));
      stateHere[there] = here;
      starts[here] += other.starts[there];
      addEnds(here, other, there);
    }
    for (int there = 0; there < other.transitions.size(); there++) {
      int target = stateHere[other.targets[there]];
      int here =
          moveOf(stateHere[other.from(there)], (int) other.transitions.key(there), gram(target));
      moves[here] += other.moves[there];
      if (replicas > 0) {
        requireReplicasFit(moves[here]);
        addRow(moveReplicas, here, other.moveReplicas[there]);
      }
    }
  }

  /**
   * The same journeys in states that remember one channel less, as if counted so from the start:
   * whole numbers are equal, and value to the last bit. A state of k channels is visited once for
   * each time that its first k - 1 are followed by the last.
   */
  MarkovCounts oneOrderLower() {
    MarkovCounts lower = new MarkovCounts(order - 1, replicas);
    double[] visits = new double[states()];
    int[][] visitReplicas = new int[states()][];
    for (int state = 0; state < visits.length; state++) {
      visits[state] = conversions[state] + nulls[state];
      if (replicas > 0) {
        addRow(visitReplicas, state, conversionReplicas[state]);
        addRow(visitReplicas, state, nullReplicas[state]);
      }
    }
    for (int move = 0; move < transitions(); move++) {
      visits[from(move)] += moves[move];
      if (replicas > 0) {
        addRow(visitReplicas, from(move), moveReplicas[move]);
      }
    }
    for (int state = 0; state < visits.length; state++) {
      long gram = gram(state);
      boolean isShort = gram >>> (DIGIT_BITS * (order - 1)) == 0;
      long first = isShort ? gram : gram >>> DIGIT_BITS;
      long last = isShort ? gram : gram & mask(order - 1);
      int from = lower.stateOf(first);
      lower.starts[from] += starts[state];
      if (first != last) {
        int move = lower.moveOf(from, (int) (gram & mask(1)), last);
        lower.moves[move] += visits[state];
        if (replicas > 0) {
          requireReplicasFit(lower.moves[move]);
          addRow(lower.moveReplicas, move, visitReplicas[state]);
        }
      }
      lower.addEnds(lower.stateOf(last), this, state);
    }
    return lower;
  }

  /** Adds the journeys that end in a state of other counts. */
  private void addEnds(int here, MarkovCounts other, int there) {
    conversions[here] += other.conversions[there];
    nulls[here] += other.nulls[there];
    value.add(here, other.value, there);
    if (replicas > 0) {
      requireReplicasFit(conversions[here] + nulls[here]);
      addRow(conversionReplicas, here, other.conversionReplicas[there]);
      addRow(nullReplicas, here, other.nullReplicas[there]);
      addRow(valueReplicas, here, other.valueReplicas[there]);
    }
  }

  private static void addRow(int[][] rows, int row, int[] added) {
    if (added == null) {
      return;
    }
    if (rows[row] == null) {
      rows[row] = added.clone();
      return;
    }
    for (int replica = 0; replica < added.length; replica++) {
      rows[row][replica] += added[replica];
    }
  }

  private static void addRow(double[][] rows, int row, double[] added) {
    if (added == null) {
      return;
    }
    if (rows[row] == null) {
      rows[row] = added.clone();
      return;
    }
    for (int replica = 0; replica < added.length; replica++) {
      rows[row][replica] += added[replica];
    }
  }

  long gram(int state) {
    return states.key(state);
  }

  int from(int transition) {
    return (int) (transitions.key(transition) >>> 32);
  }

  int to(int transition) {
    return targets[transition];
  }

  double started(int state) {
    return starts[state];
  }

  /** Channel codes inside a state, the newest first. */
  static int[] channelsOf(long gram) {
    int[] channels = new int[MAX_ORDER];
    int count = 0;
    for (long rest = gram; rest != 0; rest >>>= DIGIT_BITS) {
      channels[count++] = (int) (rest & ((1 << DIGIT_BITS) - 1)) - OFFSET;
    }
    return Arrays.copyOf(channels, count);
  }

  /** The counts themselves, as a chain reads them. */
  Weights observed() {
    double[] worth = new double[states()];
    Arrays.setAll(worth, value::sum);
    return new Weights(
        Arrays.copyOf(moves, transitions()),
        Arrays.copyOf(conversions, states()),
        Arrays.copyOf(nulls, states()),
        worth);
  }

  /**
   * The counts of the replicas [from, to): neighbours lie side by side, so reading them together
   * costs little more than reading one.
   */
  Weights[] replicas(int from, int to) {
    double[][] drawnMoves = columns(moveReplicas, transitions(), from, to);
    double[][] drawnConversions = columns(conversionReplicas, states(), from, to);
    double[][] drawnNulls = columns(nullReplicas, states(), from, to);
    double[][] drawnValue = new double[to - from][states()];
    for (int state = 0; state < states(); state++) {
      for (int replica = from; replica < to && valueReplicas[state] != null; replica++) {
        drawnValue[replica - from][state] = valueReplicas[state][replica] / ReplicaSums.VALUE_UNITS;
      }
    }
    Weights[] drawn = new Weights[to - from];
    Arrays.setAll(
        drawn, i -> new Weights(drawnMoves[i], drawnConversions[i], drawnNulls[i], drawnValue[i]));
    return drawn;
  }

  private static double[][] columns(int[][] rows, int count, int from, int to) {
    double[][] columns = new double[to - from][count];
    for (int row = 0; row < count; row++) {
      for (int replica = from; replica < to && rows[row] != null; replica++) {
        columns[replica - from][row] = rows[row][replica];
      }
    }
    return columns;
  }

  /** Counts by transition ({@code moves}) and by state in which journeys end. */
  record Weights(double[] moves, double[] conversions, double[] nulls, double[] value) {}
}
