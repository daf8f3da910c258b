package org.optika.core.privacy.noise;

import static org.optika.core.Checks.require;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a stream of noise bits is for. Two draws share bits iff their contexts are equal, so whoever
 * draws twice for one figure gives each draw a {@code metric} of its own.
 *
 * @param snapshotVersion version of the table from which the exact figure was computed; &gt;= 0
 * @param queryHash fingerprint of the query and of the content it read; not empty
 * @param metric id of the figure, or of the step that draws (selection, quantiles); not empty
 * @param partition values of the grouping columns, in their order; empty for a total
 */
public record DrawContext(
    long snapshotVersion, String queryHash, String metric, List<String> partition) {

  /** Set apart from every other use of a key; a change of the encoding gets a new one. */
  private static final String LABEL = "optika draw context 1";

  public DrawContext {
    require(snapshotVersion >= 0, "snapshot version must be >= 0, got %s", snapshotVersion);
    require(!queryHash.isEmpty(), "query hash must not be empty");
    require(!metric.isEmpty(), "metric must not be empty");
    partition = List.copyOf(partition);
  }

  /**
   * The context as bytes; different contexts give different bytes. Each text has its length before
   * it and the partition the number of its values, so no text can run into the next. Text is
   * written as UTF-16 code units: UTF-8 would write all lone surrogates as one and the same "?".
   */
  byte[] encoded() {
    ByteBuffer bytes = ByteBuffer.allocate(encodedLength());
    put(bytes, LABEL);
    bytes.putLong(snapshotVersion);
    put(bytes, queryHash);
    put(bytes, metric);
    bytes.putInt(partition.size());
    partition.forEach(value -> put(bytes, value));
    return bytes.array();
  }

  private int encodedLength() {
    int length = length(LABEL) + Long.BYTES + length(queryHash) + length(metric) + Integer.BYTES;
    for (String value : partition) {
      length += length(value);
    }
    return length;
  }

  private static int length(String text) {
    return Integer.BYTES + Character.BYTES * text.length();
  }

  private static void put(ByteBuffer bytes, String text) {
    bytes.putInt(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes.putChar(text.charAt(i));
    }
  }
}
