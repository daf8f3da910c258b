package org.optika.spark.release;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.optika.core.release.KeySet;

/** Groups of a public list, by their number in it. */
final class PublicKeyReader implements KeyReader {
  private final int first;
  private final List<Map<UTF8String, Integer>> places;
  private int group;

  PublicKeyReader(KeySet keys, int first) {
    this.first = first;
    places = keys.values().stream().map(PublicKeyReader::places).toList();
  }

  private static Map<UTF8String, Integer> places(List<String> values) {
    Map<UTF8String, Integer> places = new HashMap<>();
    for (String value : values) {
      places.put(UTF8String.fromString(value), places.size());
    }
    return places;
  }

  @Override
  public boolean read(InternalRow row) {
    group = 0;
    for (int i = 0; i < places.size(); i++) {
      Map<UTF8String, Integer> ofColumn = places.get(i);
      Integer place = ofColumn.get(row.getUTF8String(first + i));
      if (place == null) {
        return false;
      }
      group = group * ofColumn.size() + place;
    }
    return true;
  }

  /** Its number in {@link KeySet#group}. */
  @Override
  public long group() {
    return group;
  }

  @Override
  public Object[] columns(long number) {
    return new Object[] {(int) number};
  }
}
