package org.optika.core.ingest;

/** How much of a text file is held at once, whatever the file says. */
public final class TextLimits {
  private TextLimits() {}

  /** Longest field, in bytes. */
  public static final int FIELD_BYTES = 64 << 10;

  /** Longest row, in bytes. */
  public static final int ROW_BYTES = 1 << 20;

  static final Fault ROW_TOO_LONG =
      new Fault(Fault.WHOLE_ROW, "a row of at most 1 MiB", "more than 1 MiB");

  public static Fault fieldTooLong(String column) {
    return new Fault(column, "at most 64 KiB", "more than 64 KiB");
  }
}
