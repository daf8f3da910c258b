package org.optika.core.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.optika.core.journey.VisiblePath;

/**
 * Journeys by the names of what they pass: the moves that a Markov chain of order 1 counts, and the
 * channels that a coalition of the Shapley value has. Channels with one name are one.
 */
public final class ChainMoves {
  /** Where every journey begins. */
  public static final String START = "(start)";

  /** Where a journey ends that converted. */
  public static final String CONVERSION = "(conversion)";

  /** Where a journey ends that did not convert. */
  public static final String NULL = "(null)";

  private ChainMoves() {}

  /** From one state to the next; names of channels, or {@link #START} and an end. */
  public record Move(String from, String to) {}

  /**
   * Moves of one journey, in their order; consecutive equal channels are one state, as {@link
   * MarkovCounts} has them. A conversion without a touch to see moves from start to conversion; a
   * null journey without one has no moves, since models drop it.
   *
   * @param name of a channel by its code
   */
  public static List<Move> of(VisiblePath path, IntFunction<String> name) {
    List<Move> moves = new ArrayList<>();
    String state = START;
    for (int place = 0; place < path.length(); place++) {
      String next = name.apply(path.channel(place));
      if (!next.equals(state)) {
        moves.add(new Move(state, next));
        state = next;
      }
    }
    if (path.length() > 0 || path.converted()) {
      moves.add(new Move(state, end(path)));
    }
    return moves;
  }

  /**
   * Distinct channels of one journey, ascending; none where there is no touch to see.
   *
   * @param name of a channel by its code
   */
  public static List<String> channels(VisiblePath path, IntFunction<String> name) {
    return IntStream.range(0, path.length())
        .mapToObj(place -> name.apply(path.channel(place)))
        .distinct()
        .sorted()
        .toList();
  }

  /** {@link #CONVERSION} or {@link #NULL}. */
  public static String end(VisiblePath path) {
    return path.converted() ? CONVERSION : NULL;
  }
}
