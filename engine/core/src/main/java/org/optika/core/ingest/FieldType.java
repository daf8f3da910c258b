package org.optika.core.ingest;

import java.util.EnumSet;
import java.util.Set;
import org.optika.core.ingest.RawRow.Kind;

/** What a silver field can be read from. */
public enum FieldType {
  TEXT("text", Kind.TEXT, Kind.WHOLE, Kind.FLAG),
  TIME("a time", Kind.TEXT, Kind.WHOLE, Kind.INSTANT, Kind.WALL_CLOCK, Kind.DAY),
  DAY("a day", Kind.TEXT, Kind.DAY, Kind.INSTANT),
  WHOLE("a whole number", Kind.TEXT, Kind.WHOLE),
  AMOUNT("an amount", Kind.TEXT, Kind.WHOLE, Kind.DECIMAL),
  PROBABILITY("a probability above 0 and up to 1", Kind.TEXT, Kind.WHOLE, Kind.DECIMAL),
  FLAG("true or false", Kind.TEXT, Kind.WHOLE, Kind.FLAG);

  private final String expected;
  private final Set<Kind> kinds;

  FieldType(String expected, Kind first, Kind... others) {
    this.expected = expected;
    this.kinds = EnumSet.of(first, others);
  }

  public String expected() {
    return expected;
  }

  /** Whether a whole column of that kind can serve. */
  public boolean accepts(Kind kind) {
    return kind == Kind.ABSENT || kinds.contains(kind);
  }
}
