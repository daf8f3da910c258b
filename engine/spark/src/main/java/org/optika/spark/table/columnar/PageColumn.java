package org.optika.spark.table.columnar;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;

/** One wanted column of a Parquet file, some rows at a time. */
interface PageColumn {
  /** Turns to a row group. */
  void begin(PageReadStore group);

  /** Fills a column of a batch with the next rows of the row group, which has as many left. */
  void read(int rows, ColumnBatch to, int column);

  /** A column with one value a row, or null. */
  final class Flat<A> implements PageColumn {
    private final ColumnPages pages;
    private final PageValues<A> values;
    private final A array;

    /** Values of the page that were not read. */
    private int left;

    Flat(ColumnDescriptor column, PageValues<A> values, int mostRows) {
      pages = new ColumnPages(column);
      this.values = values;
      array = values.array(mostRows);
    }

    @Override
    public void begin(PageReadStore group) {
      pages.begin(group);
      left = 0;
    }

    @Override
    public void read(int rows, ColumnBatch to, int column) {
      int row = 0;
      while (row < rows) {
        if (left == 0) {
          pages.nextPage();
          values.begin(pages);
          left = pages.count();
          continue;
        }
        int some = Math.min(rows - row, left);
        if (pages.defined() > 0) {
          some = pages.definitions().run(some);
        }
        if (pages.defined() == 0 || pages.definitions().value() == pages.defined()) {
          values.read(array, row, some);
        } else {
          values.fillNull(array, row, some);
        }
        left -= some;
        row += some;
      }
      to.set(column, array);
    }
  }

  /** A list of bigint a row; null is an empty one. */
  final class Lists implements PageColumn {
    private final ColumnPages pages;
    private final PageValues.Longs values = new PageValues.Longs(false, null);
    private final int elementLevel;
    private final int[] starts;
    private final int[] lengths;
    private long[] elements;

    /** Entries of the row group that lie in pages behind this one: elements, and lists without. */
    private long leftBehind;

    /** Levels of the entries of the page, and which of them comes next. */
    private int[] repeats = {};

    private int[] defined = {};
    private int next;
    private int count;

    /**
     * @param elementLevel definition level from which on an entry is an element
     */
    Lists(ColumnDescriptor column, int elementLevel, int mostRows) {
      pages = new ColumnPages(column);
      this.elementLevel = elementLevel;
      starts = new int[mostRows];
      lengths = new int[mostRows];
      elements = new long[mostRows];
    }

    @Override
    public void begin(PageReadStore group) {
      leftBehind = pages.begin(group);
      next = 0;
      count = 0;
    }

    @Override
    public void read(int rows, ColumnBatch to, int column) {
      int begun = 0;
      int end = 0;
      boolean complete = false;
      while (!complete) {
        int read = end;
        while (next < count && (begun < rows || repeats[next] > 0)) {
          if (repeats[next] == 0) {
            starts[begun] = end;
            lengths[begun] = 0;
            begun++;
          }
          if (defined[next] == pages.defined()) {
            lengths[begun - 1]++;
            end++;
          } else if (defined[next] >= elementLevel) {
            throw new NotColumnarException("a list with null in it");
          }
          next++;
        }
        readElements(read, end);
        // The last list may go on in the next page.
        complete = next < count || leftBehind == 0;
        if (!complete) {
          nextPage();
        }
      }
      if (begun < rows) {
        throw new IllegalStateException("too few lists in the pages of a column");
      }
      to.set(column, elements, starts, lengths);
    }

    private void readElements(int from, int to) {
      if (to > elements.length) {
        elements = Arrays.copyOf(elements, Math.max(to, 2 * elements.length));
      }
      if (to > from) {
        values.read(elements, from, to - from);
      }
    }

    private void nextPage() {
      pages.nextPage();
      values.begin(pages);
      next = 0;
      count = pages.count();
      leftBehind -= count;
      if (repeats.length < count) {
        repeats = new int[count];
        defined = new int[count];
      }
      pages.repetitions().read(repeats, 0, count);
      pages.definitions().read(defined, 0, count);
    }
  }
}
