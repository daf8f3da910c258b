package org.optika.core.ingest;

/** What tells two rows of a source apart. */
final class RowIds {
  private RowIds() {}

  /**
   * The id that the source gives the row. A source without ids is told apart by content: two rows
   * of one subject that agree in all but the times of delivery are the same event.
   */
  static String eventId(SourceSpec spec, Cells cells, StableIds ids, Pseudonym subject) {
    if (spec.has(Field.SOURCE_EVENT_ID)) {
      return cells.text(Field.SOURCE_EVENT_ID);
    }
    if (cells.broken()) {
      return "";
    }
    return ids.text(subject == null ? null : subject.key(), cells.content());
  }
}
