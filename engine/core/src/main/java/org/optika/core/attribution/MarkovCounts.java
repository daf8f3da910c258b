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
  private final CodeIndex transitions = new CodeIndex();
  private final ExactSums value = new ExactSums(16);
  private double[] starts = new double[16];
  private double[] conversions = new double[16];
  private double[] nulls = new double[16];
  private double[] moves = new double[64];
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
    long mask = order == MAX_ORDER ? -1L : (1L << (DIGIT_BITS * order)) - 1;
    int firstEnd = Math.min(order, length) - 1;
    long gram = 0;
    long before = 0;
    int state = -1;
    for (int i = 0; i < length; i++) {
      gram = ((gram << DIGIT_BITS) | digit(path.channel(i))) & mask;
      if (i < firstEnd || gram == before) {
        continue;
      }
      int next = stateOf(gram);
      if (state < 0) {
        starts[next] += weight;
      } else {
        int move = moveOf(state, next);
        moves[move] += weight;
        if (replicas > 0) {
          addDraws(moveReplicas, move, drawn);
          requireReplicasFit(moves[move]);
        }
      }
      state = next;
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

  /** No state moves to itself, so the key is never 0. */
  private int moveOf(int from, int to) {
    int move = transitions.indexOf(((long) from << 32) | to);
    if (move == moves.length) {
      moves = Arrays.copyOf(moves, 2 * move);
      if (replicas > 0) {
        moveReplicas = Arrays.copyOf(moveReplicas, 2 * move);
      }
    }
    return move;
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

  void merge(MarkovCounts other) {
    require(
        order == other.order && replicas == other.replicas,
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
    for (int there = 0; there < other.transitions.size(); there++) {
      long key = other.transitions.key(there);
      int here = moveOf(stateHere[(int) (key >>> 32)], stateHere[(int) key]);
      moves[here] += other.moves[there];
      if (replicas > 0) {
        requireReplicasFit(moves[here]);
        addRow(moveReplicas, here, other.moveReplicas[there]);
      }
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
    return (int) transitions.key(transition);
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

  /** The counts of one replica. */
  Weights replica(int replica) {
    return new Weights(
        column(moveReplicas, transitions(), replica),
        column(conversionReplicas, states(), replica),
        column(nullReplicas, states(), replica),
        valueColumn(replica));
  }

  private static double[] column(int[][] rows, int count, int replica) {
    double[] column = new double[count];
    for (int i = 0; i < count; i++) {
      column[i] = rows[i] == null ? 0 : rows[i][replica];
    }
    return column;
  }

  private double[] valueColumn(int replica) {
    double[] column = new double[states()];
    for (int i = 0; i < column.length; i++) {
      column[i] =
          valueReplicas[i] == null ? 0 : valueReplicas[i][replica] / ReplicaSums.VALUE_UNITS;
    }
    return column;
  }

  /** Counts by transition ({@code moves}) and by state in which journeys end. */
  record Weights(double[] moves, double[] conversions, double[] nulls, double[] value) {}
}
