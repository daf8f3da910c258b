package org.optika.core.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Applies {@link ChannelRules}; remembers answers, since values repeat. Not thread-safe. */
final class ChannelMatcher {
  private static final int REMEMBERED = 20_000;

  private record Contact(String source, String medium, String campaign) {}

  private record CompiledRule(
      int channel, List<Wildcard> source, List<Wildcard> medium, List<Wildcard> campaign) {}

  private final Map<String, Integer> codes = new HashMap<>();
  private final List<CompiledRule> rules;
  private final int fallback;
  private final List<Wildcard> bots;
  private final Map<Contact, Integer> channels = new HashMap<>();
  private final Map<String, Boolean> agents = new HashMap<>();

  ChannelMatcher(ChannelRules rules) {
    rules.channels().forEach(channel -> codes.put(channel.name(), channel.code()));
    this.rules =
        rules.rules().stream()
            .map(
                rule ->
                    new CompiledRule(
                        codes.get(rule.channel()),
                        compile(rule.source()),
                        compile(rule.medium()),
                        compile(rule.campaign())))
            .toList();
    this.fallback = codes.get(rules.fallback());
    this.bots = compile(rules.bots());
  }

  private static List<Wildcard> compile(List<String> patterns) {
    return patterns.stream().map(Wildcard::new).toList();
  }

  /** Code of the channel of that name. */
  OptionalInt named(String name) {
    Integer code = codes.get(name);
    return code == null ? OptionalInt.empty() : OptionalInt.of(code);
  }

  /** Code of the channel that the rules choose; absent values are empty texts. */
  int channel(String source, String medium, String campaign) {
    return remember(
        channels,
        new Contact(source, medium, campaign),
        contact -> {
          String lowerSource = source.toLowerCase(Locale.ROOT);
          String lowerMedium = medium.toLowerCase(Locale.ROOT);
          String lowerCampaign = campaign.toLowerCase(Locale.ROOT);
          for (CompiledRule rule : rules) {
            if (fits(rule.source(), lowerSource)
                && fits(rule.medium(), lowerMedium)
                && fits(rule.campaign(), lowerCampaign)) {
              return rule.channel();
            }
          }
          return fallback;
        });
  }

  boolean isBot(String userAgent) {
    return remember(
        agents,
        userAgent,
        agent -> {
          String lower = agent.toLowerCase(Locale.ROOT);
          return bots.stream().anyMatch(bot -> bot.matches(lower));
        });
  }

  private static boolean fits(List<Wildcard> patterns, String text) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(text));
  }

  private static <K, V> V remember(
      Map<K, V> answers, K question, java.util.function.Function<K, V> work) {
    V known = answers.get(question);
    if (known != null) {
      return known;
    }
    if (answers.size() >= REMEMBERED) {
      answers.clear();
    }
    V answer = work.apply(question);
    answers.put(question, answer);
    return answer;
  }
}
