package org.optika.spark.table.columnar;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;

/** One wanted column of a Parquet file, some rows at a time. */
interface PageColumn {
  /** Turns to a row group. */
  void begin(PageReadStore group);

  /**
   * Shows the array of the next rows in a column of a batch; what is in it is there from {@link
   * #read} on.
   */
  void show(ColumnBatch batch, int column);

  /**
   * Reads the next rows of the row group, which has as many left.
   *
   * @param from place of the first of them in the batch
   */
  void read(ColumnBatch batch, int column, int from, int rows);

  /** Passes over the next rows of the row group. */
  void skip(int rows);

  /** Whether rows can be passed over for less than they cost to read. */
  boolean canSkip();

  /** A column of which nothing is read: one value stands in all of its rows. */
  final class Unread implements PageColumn {
    private final long[] array;

    Unread(long value, int mostRows) {
      array = new long[mostRows];
      Arrays.fill(array, value);
    }

    @Override
    public void begin(PageReadStore group) {
      // It has no pages.
    }

    @Override
    public void show(ColumnBatch batch, int column) {
      batch.set(column, array);
    }

    @Override
    public void read(ColumnBatch batch, int column, int from, int rows) {
      // All is there.
    }

    @Override
    public void skip(int rows) {
      // Nothing has to be passed over.
    }

    @Override
    public boolean canSkip() {
      return true;
    }
  }

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
    public void show(ColumnBatch batch, int column) {
      batch.set(column, array);
    }

    @Override
    public boolean canSkip() {
      return true;
    }

    @Override
    public void read(ColumnBatch batch, int column, int from, int rows) {
      int row = from;
      while (row < from + rows) {
        int some = stretch(from + rows - row);
        if (isThere()) {
          values.read(array, row, some);
        } else {
          values.fillNull(array, row, some);
        }
        row += some;
      }
    }

    @Override
    public void skip(int rows) {
      int row = 0;
      while (row < rows) {
        int some = stretch(rows - row);
        if (isThere()) {
          values.skip(some);
        }
        row += some;
      }
    }

    /** Goes on by values of one page that are all there or all null, and tells by how many. */
    private int stretch(int most) {
      while (left == 0) {
        pages.nextPage();
        values.begin(pages);
        left = pages.count();
      }
      int some = Math.min(most, left);
      if (pages.defined() > 0) {
        some = pages.definitions().run(some);
      }
      left -= some;
      return some;
    }

    private boolean isThere() {
      return pages.defined() == 0 || pages.definitions().value() == pages.defined();
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

    /** How many elements of the page stand before each of the lists that begin in it. */
    private int[] begins = {};

    private int[] defined = {};

    /** Of the page: how many lists begin in it, how many elements it has, and what comes next. */
    private int listsOfPage;

    private int elementsOfPage;
    private int nextList;
    private int nextElement;

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
      listsOfPage = 0;
      elementsOfPage = 0;
      nextList = 0;
      nextElement = 0;
    }

    @Override
    public void show(ColumnBatch batch, int column) {
      batch.set(column, elements, starts, lengths);
    }

    @Override
    public boolean canSkip() {
      return false;
    }

    @Override
    public void skip(int rows) {
      throw new UnsupportedOperationException("lists are read whole");
    }

    /** All rows of a batch at once: {@code from} is 0. */
    @Override
    public void read(ColumnBatch batch, int column, int from, int rows) {
      int begun = 0;
      int end = 0;
      boolean complete = false;
      while (!complete) {
        int some = Math.min(rows - begun, listsOfPage - nextList);
        for (int list = 0; list < some; list++) {
          starts[begun + list] = end + begins[nextList + list] - nextElement;
        }
        begun += some;
        nextList += some;
        int stop = nextList < listsOfPage ? begins[nextList] : elementsOfPage;
        readElements(end, end + stop - nextElement);
        end += stop - nextElement;
        nextElement = stop;
        // The last list may go on in the next page.
        complete = nextList < listsOfPage || leftBehind == 0;
        if (!complete) {
          nextPage();
        }
      }
      if (begun < rows) {
        throw new IllegalStateException("too few lists in the pages of a column");
      }
      for (int row = 0; row < rows - 1; row++) {
        lengths[row] = starts[row + 1] - starts[row];
      }
      lengths[rows - 1] = end - starts[rows - 1];
      show(batch, column);
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
      int count = pages.count();
      leftBehind -= count;
      if (begins.length < count) {
        begins = new int[count];
      }
      listsOfPage = pages.repetitions().placesOfZeros(count, begins);
      elementsOfPage =
          pages.definitions().repeats(pages.defined(), count) ? count : passOverEmpty(count);
      nextList = 0;
      nextElement = 0;
    }

    /**
     * Where some entries of a page are no element but a list without any.
     *
     * @return how many are elements
     */
    private int passOverEmpty(int count) {
      if (defined.length < count) {
        defined = new int[count];
      }
      pages.definitions().read(defined, 0, count);
      int found = 0;
      int list = 0;
      for (int entry = 0; entry < count; entry++) {
        if (list < listsOfPage && begins[list] == entry) {
          begins[list++] = found;
        }
        if (defined[entry] == pages.defined()) {
          found++;
        } else if (defined[entry] >= elementLevel) {
          throw new NotColumnarException("a list with null in it");
        }
      }
      return found;
    }
  }
}
