package org.optika.spark.release;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.optika.core.release.KeySet;

/** Finds the number of a row's group among public ones. */
final class KeyReader {
  /** The row is in none of the groups. */
  static final int NONE = -1;

  private final int first;
  private final List<Map<UTF8String, Integer>> places;

  /**
   * @param first position of the first key column
   */
  KeyReader(KeySet keys, int first) {
    this.first = first;
    places = keys.values().stream().map(KeyReader::places).toList();
  }

  private static Map<UTF8String, Integer> places(List<String> values) {
    Map<UTF8String, Integer> places = new HashMap<>();
    for (String value : values) {
      places.put(UTF8String.fromString(value), places.size());
    }
    return places;
  }

  /** Number of the group in {@link KeySet#group}, or {@link #NONE}. */
  int group(InternalRow row) {
    int group = 0;
    for (int i = 0; i < places.size(); i++) {
      Map<UTF8String, Integer> ofColumn = places.get(i);
      Integer place = ofColumn.get(row.getUTF8String(first + i));
      if (place == null) {
        return NONE;
      }
      group = group * ofColumn.size() + place;
    }
    return group;
  }
}
