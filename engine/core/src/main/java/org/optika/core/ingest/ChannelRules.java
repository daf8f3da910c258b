package org.optika.core.ingest;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which marketing channel a contact belongs to, and which contacts are made by robots.
 *
 * @param channels the dictionary; codes and names are each unique
 * @param rules the first that fits decides
 * @param direct name of the channel of visits that nobody sent
 * @param fallback name of the channel where no rule fits
 * @param bots patterns of user agents, see {@link Wildcard}
 */
public record ChannelRules(
    List<Channel> channels, List<Rule> rules, String direct, String fallback, List<String> bots)
    implements Serializable {

  /** How near to buying the people are whom a channel reaches. */
  public enum Stage {
    SEE,
    THINK,
    DO,
    CARE
  }

  /**
   * @param code what tables hold, >= 1; never reused
   * @param name kebab-case
   */
  public record Channel(int code, String name, Stage stage) implements Serializable {
    public Channel {
      require(code >= 1, "channel '%s': code must be >= 1, got %s", name, code);
      require(name.matches("[a-z][a-z0-9-]*"), "a channel name is kebab-case, got '%s'", name);
    }
  }

  /**
   * Fits when source, medium and campaign each fit one of their patterns; an empty list fits all.
   * An absent value is the empty text.
   */
  public record Rule(
      String channel, List<String> source, List<String> medium, List<String> campaign)
      implements Serializable {
    public Rule {
      source = List.copyOf(source);
      medium = List.copyOf(medium);
      campaign = List.copyOf(campaign);
    }
  }

  public ChannelRules {
    channels = List.copyOf(channels);
    rules = List.copyOf(rules);
    bots = List.copyOf(bots);
    Set<String> names = new HashSet<>();
    Set<Integer> codes = new HashSet<>();
    for (Channel channel : channels) {
      require(names.add(channel.name()), "channel '%s' stands twice", channel.name());
      require(codes.add(channel.code()), "channel code %s stands twice", channel.code());
    }
    for (Rule rule : rules) {
      require(
          names.contains(rule.channel()), "a rule names the unknown channel '%s'", rule.channel());
    }
    require(names.contains(direct), "'direct' names the unknown channel '%s'", direct);
    require(names.contains(fallback), "'fallback' names the unknown channel '%s'", fallback);
  }
}
