package org.optika.sample;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The raw files of one shard: per source a {@code part-NNNNN} and, where rows came twice, a {@code
 * redelivered-NNNNN}. Rows are written as they come and never kept.
 */
final class RawFiles implements Closeable {
  private final Path root;
  private final String number;
  private final Map<RawSource, TextFile> parts = new EnumMap<>(RawSource.class);
  private final Map<RawSource, TextFile> redelivered = new EnumMap<>(RawSource.class);
  private final TouchpointFile touchpoints;
  private TouchpointFile redeliveredTouchpoints;

  /**
   * @param root the folder {@code raw/}
   */
  RawFiles(Path root, int shard) throws IOException {
    this.root = root;
    this.number = "00000".substring(Integer.toString(shard).length()) + shard;
    this.touchpoints = new TouchpointFile(root, "part-" + number);
    for (RawSource source : RawSource.values()) {
      if (source != RawSource.TOUCHPOINTS && source != RawSource.CHANNEL_COST) {
        parts.put(source, new TextFile(root, source, "part-" + number));
      }
    }
  }

  TextFile part(RawSource source) {
    return parts.get(source);
  }

  TouchpointFile touchpoints() {
    return touchpoints;
  }

  TextFile redelivered(RawSource source) throws IOException {
    TextFile file = redelivered.get(source);
    if (file == null) {
      file = new TextFile(root, source, "redelivered-" + number);
      redelivered.put(source, file);
    }
    return file;
  }

  TouchpointFile redeliveredTouchpoints() throws IOException {
    if (redeliveredTouchpoints == null) {
      redeliveredTouchpoints = new TouchpointFile(root, "redelivered-" + number);
    }
    return redeliveredTouchpoints;
  }

  List<RowCounts> counts() {
    List<RowCounts> counts = new ArrayList<>();
    parts.values().forEach(file -> counts.add(file.counts));
    redelivered.values().forEach(file -> counts.add(file.counts));
    counts.add(touchpoints.counts);
    if (redeliveredTouchpoints != null) {
      counts.add(redeliveredTouchpoints.counts);
    }
    return counts;
  }

  @Override
  public void close() throws IOException {
    for (TextFile file : parts.values()) {
      file.close();
    }
    for (TextFile file : redelivered.values()) {
      file.close();
    }
    touchpoints.close();
    if (redeliveredTouchpoints != null) {
      redeliveredTouchpoints.close();
    }
  }
}
