package org.optika.spark.table.columnar;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** The batches of Spark's own reader, copied into arrays. */
final class VectorBatches implements Batches {
  private final Iterator<ColumnarBatch> vectors;
  private final int[] ordinals;
  private final FileScan.Kind[] kinds;
  private final TextCodes texts;
  private final SubjectGroups groups;

  /**
   * @param ordinals places of the wanted columns among those that Spark reads
   * @param groups filled with the groups of the first column in each batch; or null
   */
  VectorBatches(
      Iterator<ColumnarBatch> vectors,
      int[] ordinals,
      FileScan.Kind[] kinds,
      TextCodes texts,
      SubjectGroups groups) {
    this.vectors = vectors;
    this.ordinals = ordinals;
    this.kinds = kinds;
    this.texts = texts;
    this.groups = groups;
  }

  @Override
  public boolean next(ColumnBatch to) {
    if (!vectors.hasNext()) {
      return false;
    }
    ColumnarBatch from = vectors.next();
    int rows = from.numRows();
    to.begin(rows, groups != null);
    for (int column = 0; column < kinds.length; column++) {
      ColumnVector vector = from.column(ordinals[column]);
      switch (kinds[column]) {
        case LONG -> to.set(column, longs(vector, rows));
        case INT -> to.set(column, ints(vector, rows));
        case TEXT -> to.set(column, codes(vector, rows, texts));
        case LONGS -> lists(vector, rows, to, column);
      }
    }
    if (groups != null) {
      groups.begin(rows);
      groups.addAll(to.longs(0), 0, rows);
    }
    return true;
  }

  private static long[] longs(ColumnVector vector, int rows) {
    if (vector.dataType() instanceof DecimalType decimal
        && decimal.precision() <= Decimal.MAX_INT_DIGITS()) {
      return IntStream.of(ints(vector, rows)).asLongStream().toArray();
    }
    if (!vector.hasNull()) {
      return vector instanceof WritableColumnVector writable && writable.hasDictionary()
          ? repeated(writable, rows)
          : vector.getLongs(0, rows);
    }
    long[] values = new long[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = vector.isNullAt(row) ? 0 : vector.getLong(row);
    }
    return values;
  }

  /** Equal neighbours, as of a sorted column, are looked up once. */
  private static long[] repeated(WritableColumnVector vector, int rows) {
    int[] ids = vector.getDictionaryIds().getInts(0, rows);
    long[] values = new long[rows];
    int row = 0;
    while (row < rows) {
      int id = ids[row];
      long value = vector.getLong(row);
      do {
        values[row++] = value;
      } while (row < rows && ids[row] == id);
    }
    return values;
  }

  private static int[] ints(ColumnVector vector, int rows) {
    int[] values;
    if (vector.dataType() instanceof BooleanType) {
      values = new int[rows];
      for (int row = 0; row < rows; row++) {
        values[row] = !vector.isNullAt(row) && vector.getBoolean(row) ? 1 : 0;
      }
      return values;
    }
    values = vector.getInts(0, rows);
    if (vector.hasNull()) {
      for (int row = 0; row < rows; row++) {
        if (vector.isNullAt(row)) {
          values[row] = 0;
        }
      }
    }
    return values;
  }

  /** Each value of a dictionary is looked up once a batch. */
  private static int[] codes(ColumnVector vector, int rows, TextCodes texts) {
    int[] codes = new int[rows];
    boolean nulls = vector.hasNull();
    if (vector instanceof WritableColumnVector writable && writable.hasDictionary()) {
      WritableColumnVector ids = writable.getDictionaryIds();
      int[] codeOfId = new int[16];
      Arrays.fill(codeOfId, TextCodes.UNSEEN);
      for (int row = 0; row < rows; row++) {
        if (nulls && vector.isNullAt(row)) {
          codes[row] = TextCodes.NULL;
          continue;
        }
        int id = ids.getDictId(row);
        if (id >= codeOfId.length) {
          int known = codeOfId.length;
          codeOfId = Arrays.copyOf(codeOfId, Math.max(id + 1, 2 * known));
          Arrays.fill(codeOfId, known, codeOfId.length, TextCodes.UNSEEN);
        }
        if (codeOfId[id] == TextCodes.UNSEEN) {
          codeOfId[id] = texts.code(vector.getUTF8String(row));
        }
        codes[row] = codeOfId[id];
      }
      return codes;
    }
    for (int row = 0; row < rows; row++) {
      codes[row] =
          nulls && vector.isNullAt(row) ? TextCodes.NULL : texts.code(vector.getUTF8String(row));
    }
    return codes;
  }

  private static void lists(ColumnVector vector, int rows, ColumnBatch to, int column) {
    WritableColumnVector lists = (WritableColumnVector) vector;
    WritableColumnVector elements = lists.arrayData();
    int[] starts = new int[rows];
    int[] lengths = new int[rows];
    boolean nulls = vector.hasNull();
    int end = 0;
    for (int row = 0; row < rows; row++) {
      if (!nulls || !vector.isNullAt(row)) {
        starts[row] = lists.getArrayOffset(row);
        lengths[row] = lists.getArrayLength(row);
        end = Math.max(end, starts[row] + lengths[row]);
        for (int i = starts[row]; elements.hasNull() && i < starts[row] + lengths[row]; i++) {
          if (elements.isNullAt(i)) {
            throw new NotColumnarException("a list with null in it");
          }
        }
      }
    }
    to.set(column, elements.getLongs(0, end), starts, lengths);
  }
}
