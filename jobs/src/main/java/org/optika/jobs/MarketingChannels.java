package org.optika.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.optika.core.journey.Bucket;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Tables;

/** The dictionary of marketing channels, as table channel holds it. */
final class MarketingChannels {
  /** Stage of a bucket, which is no channel. */
  static final String NO_STAGE = "-";

  private record Channel(String name, String stage) {}

  private final Map<Integer, Channel> byCode = new TreeMap<>();

  private MarketingChannels() {}

  static MarketingChannels of(Lake lake) {
    MarketingChannels channels = new MarketingChannels();
    for (Row row : lake.read(Tables.CHANNEL).select("channel", "name", "stage").collectAsList()) {
      channels.byCode.put(row.getInt(0), new Channel(row.getString(1), row.getString(2)));
    }
    return channels;
  }

  /** One more than the largest code. */
  int codeCount() {
    return byCode.keySet().stream().mapToInt(code -> code + 1).max().orElse(0);
  }

  /** Names by code; null for a code that no channel has. */
  List<String> names() {
    String[] names = new String[codeCount()];
    byCode.forEach((code, channel) -> names[code] = channel.name());
    return Arrays.asList(names);
  }

  Set<Integer> codes(String name) {
    return byCode.entrySet().stream()
        .filter(channel -> channel.getValue().name().equals(name))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Name of a channel or label of a bucket. */
  String name(int code) {
    if (code == Bucket.TOUCHES_REFUSED.code()) {
      return Bucket.TOUCHES_REFUSED.label();
    }
    return code == Bucket.NO_TOUCH_SEEN.code()
        ? Bucket.NO_TOUCH_SEEN.label()
        : byCode.get(code).name();
  }

  /** See, think, do or care; {@link #NO_STAGE} for a bucket. */
  String stage(int code) {
    return code < 0 ? NO_STAGE : byCode.get(code).stage();
  }
}
