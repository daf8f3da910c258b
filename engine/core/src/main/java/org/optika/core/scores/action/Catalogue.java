package org.optika.core.scores.action;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.optika.core.consent.RulePack;

/**
 * All that can be done for people, and the rules of contact. The code of a channel or an action is
 * its position in the list; ties between actions go to the lower code.
 *
 * @param purposes ids in the order of the rule pack: the order of {@link Person#states}; at most 16
 * @param channels ids; fewer than {@link #MOST}
 * @param actions at least one, at most {@link #MOST}
 */
public record Catalogue(
    List<String> purposes, List<String> channels, List<Action> actions, ContactRules rules)
    implements Serializable {

  /** Channels, and actions, fit the bits of a long. */
  public static final int MOST = 64;

  /** Bit of all channels that a catalogue does not have. */
  public static final long OTHER_CHANNELS = 1L << (MOST - 1);

  /**
   * @throws IllegalArgumentException with every fault between the parts: too many or too few of
   *     them, ids that stand twice, channels and purposes that nobody has declared
   */
  public Catalogue {
    purposes = List.copyOf(purposes);
    channels = List.copyOf(channels);
    actions = List.copyOf(actions);
    List<String> faults = new ArrayList<>();
    checkSize("purposes", 1, purposes.size(), RulePack.MAX_PURPOSES, faults);
    checkSize("channels", 1, channels.size(), MOST - 1, faults);
    checkSize("actions", 1, actions.size(), MOST, faults);
    checkDistinct("purpose", purposes.stream(), faults);
    checkDistinct("channel", channels.stream(), faults);
    checkDistinct("action", actions.stream().map(Action::id), faults);
    for (Action action : actions) {
      String where = "action '" + action.id() + "'";
      checkKnown(where, "channel", action.channel(), channels, faults);
      for (String purpose : action.purposes()) {
        checkKnown(where, "purpose", purpose, purposes, faults);
      }
    }
    for (ChannelRule rule : rules.channels()) {
      checkKnown("contact rule", "channel", rule.channel(), channels, faults);
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
  }

  private static void checkSize(String what, int least, int size, int most, List<String> faults) {
    if (size < least || size > most) {
      faults.add("%s: expected %s to %s, got %s".formatted(what, least, most, size));
    }
  }

  private static void checkDistinct(String what, Stream<String> ids, List<String> faults) {
    Set<String> seen = new HashSet<>();
    ids.filter(id -> !seen.add(id))
        .distinct()
        .forEach(id -> faults.add("%s '%s' stands twice".formatted(what, id)));
  }

  private static void checkKnown(
      String where, String what, String id, List<String> known, List<String> faults) {
    if (!known.contains(id)) {
      faults.add("%s: unknown %s '%s'; known: %s".formatted(where, what, id, known));
    }
  }
}
