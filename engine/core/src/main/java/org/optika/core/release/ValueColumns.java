package org.optika.core.release;

import java.util.ArrayList;
import java.util.List;

/** The values that statistics read from a row; each column with each bounds once. */
public final class ValueColumns {
  /**
   * @param name column of the source
   * @param bounds to which the value of each row is clamped
   */
  public record ValueColumn(String name, ValueBounds bounds) {}

  private final List<ValueColumn> columns = new ArrayList<>();

  ValueColumns() {}

  /** Position of the value in a row; it gets one when it is asked for first. */
  int position(String name, ValueBounds bounds) {
    ValueColumn column = new ValueColumn(name, bounds);
    int position = columns.indexOf(column);
    if (position >= 0) {
      return position;
    }
    columns.add(column);
    return columns.size() - 1;
  }

  /** All of them, by position. */
  List<ValueColumn> all() {
    return List.copyOf(columns);
  }
}
