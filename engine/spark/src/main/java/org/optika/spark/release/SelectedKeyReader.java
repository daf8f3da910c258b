package org.optika.spark.release;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.optika.core.release.KeyedHash;
import org.optika.core.release.SelectedKeys;

/**
 * Groups that are there in the data, by a keyed hash of their keys. Whoever does not know the
 * secret cannot make two groups with one hash; among a million groups two share one by chance once
 * in 37 million releases.
 */
final class SelectedKeyReader implements KeyReader {
  private final int first;
  private final int count;
  private final KeyedHash hash;
  private final Map<Long, UTF8String[]> keys = new HashMap<>();
  private long[] words = new long[Long.BYTES];
  private long group;

  SelectedKeyReader(SelectedKeys keys, int first, HashSeed seed) {
    this.first = first;
    count = keys.columns().size();
    hash = seed.hash();
  }

  @Override
  public boolean read(InternalRow row) {
    int length = 0;
    for (int i = 0; i < count; i++) {
      length = append(row.getUTF8String(first + i).getBytes(), length);
    }
    group = hash.of(words, length);
    if (!keys.containsKey(group)) {
      keys.put(group, copied(row));
    }
    return true;
  }

  /** Length and bytes of a key, so that no two lists of keys make the same words. */
  private int append(byte[] text, int from) {
    int to = from + 1 + (text.length + Long.BYTES - 1) / Long.BYTES;
    if (to > words.length) {
      words = Arrays.copyOf(words, 2 * to);
    }
    Arrays.fill(words, from, to, 0);
    words[from] = text.length;
    for (int i = 0; i < text.length; i++) {
      words[from + 1 + i / Long.BYTES] |= (text[i] & 0xffL) << i % Long.BYTES * Byte.SIZE;
    }
    return to;
  }

  /** The row is a view of a buffer that is used again. */
  private UTF8String[] copied(InternalRow row) {
    UTF8String[] copied = new UTF8String[count];
    for (int i = 0; i < count; i++) {
      copied[i] = row.getUTF8String(first + i).copy();
    }
    return copied;
  }

  @Override
  public long group() {
    return group;
  }

  @Override
  public Object[] columns(long number) {
    return keys.get(number).clone();
  }

  /** Number of groups of which the keys are held, a measure of memory. */
  int held() {
    return keys.size();
  }

  /** Drops the keys of all groups but some. */
  void retain(LongPredicate needed) {
    keys.keySet().removeIf(number -> !needed.test(number));
  }
}
