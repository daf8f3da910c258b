package org.optika.spark.scores;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.optika.core.scores.PersonHistory;
import org.optika.spark.gate.Gate;
import org.optika.spark.gate.PermittedHistory;

/**
 * The permitted rows of one person after another, from which the history of the person up to any
 * instant is read.
 */
final class Histories implements Iterator<Histories.Person> {
  private static final int SUBJECT = 0;
  private static final int AT = 1;
  private static final int KNOWN = 2;
  private static final int KIND = 3;
  private static final int ID = 4;
  private static final int REF = 5;
  private static final int NUMBER = 6;
  private static final int TEXT = 7;
  private static final int TOPIC = 8;
  private static final int THROUGHOUT = 9;

  private final Iterator<Row> rows;
  private final PersonHistory history = new PersonHistory();
  private Row next;

  /**
   * @param rows of {@link #sorted}, of one partition
   */
  Histories(Iterator<Row> rows) {
    this.rows = rows;
    this.next = rows.hasNext() ? rows.next() : null;
  }

  /** Rows in the order that this class reads them in. */
  static Dataset<Row> sorted(PermittedHistory history) {
    return history
        .permitted()
        .rows()
        .repartition(functions.col("subject_id"))
        .sortWithinPartitions("subject_id", "at", "kind", "id");
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Person next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    long subject = next.getLong(SUBJECT);
    List<Row> ofPerson = new ArrayList<>();
    while (next != null && next.getLong(SUBJECT) == subject) {
      ofPerson.add(next);
      next = rows.hasNext() ? rows.next() : null;
    }
    return new Person(subject, ofPerson, history);
  }

  /**
   * One person.
   *
   * @param memory filled again by each call of {@link #upTo}
   */
  record Person(long subject, List<Row> rows, PersonHistory memory) {

    /** Whether the person permits all of a span, see {@link Gate#history}. */
    boolean permitsThroughout(int span) {
      return (rows.get(0).getLong(THROUGHOUT) >>> span & 1) == 1;
    }

    /** What had happened, and was known, at an instant. */
    PersonHistory upTo(long micros) {
      memory.begin(subject);
      for (Row row : rows) {
        if (row.getLong(AT) <= micros && row.getLong(KNOWN) <= micros) {
          add(row);
        }
      }
      return memory;
    }

    private void add(Row row) {
      long at = row.getLong(AT);
      switch (row.getInt(KIND)) {
        case Gate.TOUCHPOINT -> memory.addTouch(at, (int) row.getLong(NUMBER));
        case Gate.ORDER -> memory.addOrder(at, row.getLong(ID), row.getLong(NUMBER));
        case Gate.REFUND -> memory.addRefund(row.getLong(REF), row.getLong(NUMBER));
        case Gate.OUTBOUND -> memory.addOutbound(at, row.getString(TEXT), row.getString(TOPIC));
        case Gate.INBOUND -> memory.addInbound(at, row.getString(TEXT), row.getString(TOPIC));
        case Gate.HELD_OUT -> {} // nobody was contacted
        case Gate.PROFILE ->
            memory.addProfile(
                row.getLong(KNOWN),
                at,
                row.getLong(REF),
                (int) row.getLong(NUMBER),
                row.getString(TEXT));
        default -> throw new IllegalStateException("history row of kind " + row.getInt(KIND));
      }
    }
  }
}
