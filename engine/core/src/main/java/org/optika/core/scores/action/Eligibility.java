package org.optika.core.scores.action;

import static org.optika.core.Checks.require;
import static org.optika.core.scores.action.ContactRules.DAY_MICROS;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.optika.core.scores.action.CountryRules.ChannelWindow;
import org.optika.core.scores.action.CountryRules.OverallWindow;

/**
 * Which rules refuse which actions for a person at {@code as_of}. An action that none refuses is
 * eligible. {@link ContactRules} defines windows, {@link ActionRefusal} the rules and their order.
 *
 * <p>Immutable, and nothing is allocated for a person.
 */
public final class Eligibility {
  private static final int[] BY_STATE = ActionRefusal.byState();

  private final long asOfMicros;
  private final int[][] purposes; // by action, positions in the states
  private final int[] channel; // by action
  private final long[] coolDownAfterMicros; // by action
  private final long exempt; // bits of actions
  private final Map<String, CountryRules> byCountry = new HashMap<>();
  private final CountryRules elsewhere;

  public Eligibility(Catalogue catalogue, long asOfMicros) {
    List<Action> actions = catalogue.actions();
    this.asOfMicros = asOfMicros;
    purposes = new int[actions.size()][];
    channel = new int[actions.size()];
    coolDownAfterMicros = new long[actions.size()];
    long exemptActions = 0;
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      purposes[i] = action.purposes().stream().mapToInt(catalogue.purposes()::indexOf).toArray();
      channel[i] = catalogue.channels().indexOf(action.channel());
      coolDownAfterMicros[i] = asOfMicros - action.coolDownDays() * DAY_MICROS;
      if (action.pressure() == ContactPressure.EXEMPT) {
        exemptActions |= 1L << i;
      }
    }
    exempt = exemptActions;
    String unknown = "";
    byCountry.put(unknown, CountryRules.of(catalogue, unknown, asOfMicros));
    CountryRules.named(catalogue)
        .forEach(code -> byCountry.put(code, CountryRules.of(catalogue, code, asOfMicros)));
    elsewhere = CountryRules.of(catalogue, "any that is not named", asOfMicros);
  }

  /** Number of actions. */
  public int actions() {
    return purposes.length;
  }

  /**
   * @param into receives for each action the set of the rules that refuse it, see {@link
   *     ActionRefusal}; as long as the catalogue has actions
   */
  public void refusals(Person person, int[] into) {
    require(into.length == actions(), "expected %s actions, got %s", actions(), into.length);
    CountryRules country = byCountry.getOrDefault(person.country(), elsewhere);
    Contacts contacts = person.contacts();
    int forAll = country.isQuiet() ? ActionRefusal.QUIET_PERIOD.bit() : 0;
    for (int i = 0; i < country.overall().size(); i++) {
      OverallWindow window = country.overall().get(i);
      if (contacted(contacts, window.afterMicros()) >= window.most()) {
        forAll |= ActionRefusal.OVERALL_CAP.bit();
      }
    }
    Arrays.fill(into, forAll);
    addChannels(country, contacts, into);
    for (int action = 0; action < into.length; action++) {
      if (isExempt(action)) {
        into[action] = 0;
      } else if (person.preferredChannels() != 0
          && !has(person.preferredChannels(), channel[action])) {
        into[action] |= ActionRefusal.OTHER_CHANNEL_PREFERRED.bit();
      }
      into[action] |= ofAction(action, person, country);
    }
  }

  private void addChannels(CountryRules country, Contacts contacts, int[] into) {
    for (int i = 0; i < country.channels().size(); i++) {
      ChannelWindow window = country.channels().get(i);
      int refusals = 0;
      if (contacted(contacts, window.channel(), window.afterMicros()) >= window.most()) {
        refusals |= ActionRefusal.CHANNEL_CAP.bit();
      }
      if (contacted(contacts, window.channel(), window.gapAfterMicros()) > 0) {
        refusals |= ActionRefusal.CHANNEL_GAP.bit();
      }
      for (int action = 0; refusals != 0 && action < into.length; action++) {
        if (channel[action] == window.channel()) {
          into[action] |= refusals;
        }
      }
    }
  }

  /** The rules that hold for exempt actions too. */
  private int ofAction(int action, Person person, CountryRules country) {
    int refusals = 0;
    for (int purpose : purposes[action]) {
      refusals |= BY_STATE[(int) (person.states() >>> 4 * purpose) & 0xF];
    }
    if (!has(country.actions(), action)) {
      refusals |= ActionRefusal.COUNTRY.bit();
    }
    if (has(person.declinedChannels(), channel[action])) {
      refusals |= ActionRefusal.DECLINED_CHANNEL.bit();
    }
    if (done(person.contacts(), action)) {
      refusals |= ActionRefusal.COOL_DOWN.bit();
    }
    return refusals;
  }

  private boolean done(Contacts contacts, int action) {
    long[] at = contacts.at();
    for (int i = at.length - 1; i >= 0 && at[i] > coolDownAfterMicros[action]; i--) {
      if (at[i] <= asOfMicros && contacts.action()[i] == action) {
        return true;
      }
    }
    return false;
  }

  /** Contacts that count, by all channels, after {@code afterMicros}. */
  private int contacted(Contacts contacts, long afterMicros) {
    int count = 0;
    long[] at = contacts.at();
    for (int i = at.length - 1; i >= 0 && at[i] > afterMicros; i--) {
      if (at[i] <= asOfMicros && !isExempt(contacts.action()[i])) {
        count++;
      }
    }
    return count;
  }

  /** Contacts that count, by one channel, after {@code afterMicros}. */
  private int contacted(Contacts contacts, int byChannel, long afterMicros) {
    int count = 0;
    long[] at = contacts.at();
    for (int i = at.length - 1; i >= 0 && at[i] > afterMicros; i--) {
      if (at[i] <= asOfMicros
          && contacts.channel()[i] == byChannel
          && !isExempt(contacts.action()[i])) {
        count++;
      }
    }
    return count;
  }

  private boolean isExempt(int action) {
    return action != Contacts.OTHER && has(exempt, action);
  }

  private static boolean has(long bits, int position) {
    return (bits >>> position & 1) != 0;
  }
}
