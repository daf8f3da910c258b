package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.util.Arrays;
import org.optika.core.journey.VisiblePath;

/**
 * Aggregated paths in columns: for each the channels, and how many journeys along it converted,
 * with which value, and how many did not. The same path may appear in several rows.
 */
public final class PathTable {
  private final int channelCount;
  private int[] codes = new int[64];
  private int[] ends = new int[16];
  private double[] conversions = new double[16];
  private double[] value = new double[16];
  private double[] nulls = new double[16];
  private int rows;

  /**
   * @param channelCount channels have the codes 0 to channelCount - 1
   */
  public PathTable(int channelCount) {
    require(channelCount >= 0, "channelCount must be >= 0, got %s", channelCount);
    this.channelCount = channelCount;
  }

  public int channelCount() {
    return channelCount;
  }

  public int rows() {
    return rows;
  }

  /**
   * @param path channel codes in the order of the touches; empty: no touch was seen
   * @param conversions finite, >= 0
   * @param value sum over these conversions; finite, >= 0, and 0 where nothing converted
   * @param nulls finite, >= 0
   */
  public PathTable add(int[] path, double conversions, double value, double nulls) {
    checkWeights(conversions, value, nulls);
    for (int code : path) {
      require(
          code >= 0 && code < channelCount,
          "channel code must be in [0, %s), got %s",
          channelCount,
          code);
    }
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, 2 * rows);
      this.conversions = Arrays.copyOf(this.conversions, 2 * rows);
      this.value = Arrays.copyOf(this.value, 2 * rows);
      this.nulls = Arrays.copyOf(this.nulls, 2 * rows);
    }
    int start = start(rows);
    if (start + path.length > codes.length) {
      codes = Arrays.copyOf(codes, Math.max(start + path.length, 2 * codes.length));
    }
    System.arraycopy(path, 0, codes, start, path.length);
    ends[rows] = start + path.length;
    this.conversions[rows] = conversions;
    this.value[rows] = value;
    this.nulls[rows] = nulls;
    rows++;
    return this;
  }

  static void checkWeights(double conversions, double value, double nulls) {
    requireWeight("conversions", conversions);
    requireWeight("value", value);
    requireWeight("nulls", nulls);
    require(
        conversions > 0 || value == 0, "value must be 0 where nothing converted, got %s", value);
  }

  private static void requireWeight(String column, double weight) {
    require(
        weight >= 0 && weight <= 0x1p53,
        "%s must be a number in [0, 2^53], got %s",
        column,
        weight);
  }

  private int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /** The same paths as if nobody had failed to convert. */
  public PathTable withoutNulls() {
    PathTable converting = new PathTable(channelCount);
    for (int row = 0; row < rows; row++) {
      converting.add(
          Arrays.copyOfRange(codes, start(row), ends[row]), conversions[row], value[row], 0);
    }
    return converting;
  }

  /** Gives every row to a tally, in the order added; the path is a view reused between rows. */
  public void forEach(RowVisitor visitor) {
    VisiblePath path = new VisiblePath();
    for (int row = 0; row < rows; row++) {
      path.ofCodes(codes, start(row), ends[row]);
      visitor.visit(path, conversions[row], value[row], nulls[row]);
    }
  }

  /** What {@link #forEach} calls. */
  @FunctionalInterface
  public interface RowVisitor {
    void visit(VisiblePath path, double conversions, double value, double nulls);
  }
}
