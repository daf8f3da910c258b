package org.optika.spark.release;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.optika.core.release.GroupTotals;
import org.optika.core.release.PersonContributions;
import org.optika.core.release.ValueBounds;

/**
 * What the persons of one partition add up to: rows of {@link BoundedTotals#groupColumns}, {@code
 * statistic, cell, amount}. Gives out what it has whenever it holds many cells, so that memory is
 * bounded whatever the number of groups.
 */
final class PartitionTotals implements Iterator<InternalRow> {
  private static final long MOST_CELLS = 1 << 22;

  /** Keys of groups, of a person who has been in very many. */
  private static final int MOST_HELD = 1 << 16;

  private static final int PERSON = 0;
  private static final int CONTENT = 1;
  private static final int FIRST_KEY = 2;

  private final Iterator<InternalRow> rows;
  private final BoundedTotals.Query query;
  private final PersonContributions person;
  private final KeyReader keys;
  private final List<ValueBounds> bounds;
  private final long[] values;
  private Iterator<InternalRow> ready = Collections.emptyIterator();
  private final int firstValue;
  private GroupTotals totals;
  private int mostHeld = MOST_HELD;
  private boolean begun;
  private long subject;

  PartitionTotals(Iterator<InternalRow> rows, BoundedTotals.Query query, HashSeed seed) {
    this.rows = rows;
    this.query = query;
    bounds = query.valueBounds();
    person = new PersonContributions(query.bounds(), bounds.size(), seed.hash());
    keys = KeyReader.of(query.keys(), FIRST_KEY, seed);
    values = new long[bounds.size()];
    firstValue = FIRST_KEY + query.keys().columns().size();
    totals = new GroupTotals(query.statistics());
  }

  @Override
  public boolean hasNext() {
    while (!ready.hasNext() && (begun || rows.hasNext())) {
      addUp();
      ready = cells();
      totals = new GroupTotals(query.statistics());
    }
    return ready.hasNext();
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.next();
  }

  /** Person after person, until there are no more or enough is held. */
  private void addUp() {
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      boolean another = begun && row.getLong(PERSON) != subject;
      if (another) {
        requireAscending(row.getLong(PERSON));
        totals.add(person);
      }
      if (another || !begun) {
        subject = row.getLong(PERSON);
        person.begin(subject);
        begun = true;
      }
      add(row);
      if (another && totals.cells() >= MOST_CELLS) {
        return;
      }
    }
    totals.add(person);
    begun = false;
  }

  /** A person that comes back would count twice, so it is refused. */
  private void requireAscending(long next) {
    if (next < subject) {
      throw new IllegalStateException("rows of a release do not ascend by subject");
    }
  }

  private void add(InternalRow row) {
    if (!keys.read(row)) {
      return;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = bounds.get(i).steps(row.getDouble(firstValue + i));
    }
    person.add(keys.group(), row.getLong(CONTENT), values);
    if (keys instanceof SelectedKeyReader found && found.held() > mostHeld) {
      found.retain(group -> totals.groups().containsKey(group) || person.isIn(group));
      mostHeld = Math.max(MOST_HELD, 2 * found.held());
    }
  }

  private Iterator<InternalRow> cells() {
    List<InternalRow> cells = new ArrayList<>();
    for (Map.Entry<Long, long[][]> group : totals.groups().entrySet()) {
      long[][] statistics = group.getValue();
      for (int statistic = 0; statistic < statistics.length; statistic++) {
        for (int cell = 0; cell < statistics[statistic].length; cell++) {
          long amount = statistics[statistic][cell];
          if (amount != 0) {
            cells.add(cell(group.getKey(), statistic, cell, amount));
          }
        }
      }
    }
    return cells.iterator();
  }

  private InternalRow cell(long group, int statistic, int cell, long amount) {
    Object[] columns = keys.columns(group);
    Object[] row = Arrays.copyOf(columns, columns.length + 3, Object[].class);
    row[columns.length] = statistic;
    row[columns.length + 1] = cell;
    row[columns.length + 2] = amount;
    return new GenericInternalRow(row);
  }
}
