package org.optika.core.ingest;

import java.util.OptionalInt;

/** Channel, campaign and robots: what touchpoints and costs are told apart by. */
final class ChannelCells {
  private final Cells cells;
  private final StableIds ids;
  private final ChannelMatcher matcher;
  private final boolean named;

  ChannelCells(SourceSpec spec, Cells cells, StableIds ids, ChannelRules rules) {
    this.cells = cells;
    this.ids = ids;
    this.matcher = new ChannelMatcher(rules);
    this.named = spec.has(Field.CHANNEL);
  }

  /** Code of the channel that the row names, or that the rules choose; 0 with a fault. */
  int channel(String campaign) {
    if (!named) {
      return matcher.channel(
          cells.textOrEmpty(Field.SOURCE), cells.textOrEmpty(Field.MEDIUM), campaign);
    }
    String name = cells.text(Field.CHANNEL);
    OptionalInt code = matcher.named(name);
    if (code.isEmpty()) {
      cells.refuse(Field.CHANNEL, "a channel of conf/channels.yaml");
    }
    return code.orElse(0);
  }

  /** 0 for no campaign. */
  long campaignId(String campaign) {
    return campaign.isEmpty() ? 0 : ids.number("campaign", campaign);
  }

  boolean isBot() {
    return cells.optionalFlag(Field.IS_BOT).orElse(false)
        || matcher.isBot(cells.textOrEmpty(Field.USER_AGENT));
  }
}
