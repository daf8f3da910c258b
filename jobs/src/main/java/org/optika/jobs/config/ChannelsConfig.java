package org.optika.jobs.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.optika.core.ingest.ChannelRules;
import org.optika.core.ingest.ChannelRules.Channel;
import org.optika.core.ingest.ChannelRules.Rule;
import org.optika.core.ingest.ChannelRules.Stage;

/** {@code conf/channels.yaml}: the channels, how contacts are sorted into them, and robots. */
public final class ChannelsConfig {
  private ChannelsConfig() {}

  /**
   * Empty when anything is wrong; what it is stands in {@code faults}.
   *
   * @param folder holds {@code channels.yaml}
   */
  public static Optional<ChannelRules> load(Path folder, Faults faults) {
    try (YamlMap top = YamlMap.load(folder.resolve("channels.yaml"), faults)) {
      List<Channel> channels = new ArrayList<>();
      boolean usable = true;
      for (YamlMap channel : top.maps("channels")) {
        try (channel) {
          channels.add(
              new Channel(
                  channel.integer("code"),
                  channel.text("name"),
                  channel.constant("stage", Stage.class, Stage.SEE)));
          if (!channel.has("stage")) {
            channel.fault("stage", "is missing (see, think, do or care)");
          }
        } catch (IllegalArgumentException wrong) {
          channel.fault("code", "%s", wrong.getMessage());
          usable = false;
        }
      }
      List<Rule> rules = new ArrayList<>();
      for (YamlMap rule : top.maps("rules")) {
        try (rule) {
          rules.add(
              new Rule(
                  rule.text("channel"),
                  rule.texts("source"),
                  rule.texts("medium"),
                  rule.texts("campaign")));
        }
      }
      String direct = top.text("direct");
      String fallback = top.text("fallback");
      List<String> bots = top.texts("bots");
      try {
        return usable
            ? Optional.of(new ChannelRules(channels, rules, direct, fallback, bots))
            : Optional.empty();
      } catch (IllegalArgumentException wrong) {
        top.fault("channels", "%s", wrong.getMessage());
        return Optional.empty();
      }
    }
  }
}
