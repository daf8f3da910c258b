package org.optika.jobs.audit;

/**
 * What of a capture cannot be used. Holds no value of it, only the shape of one.
 *
 * @param file name of the file
 * @param row entry or row in it, from 1; 0 for the file as a whole
 * @param field at fault
 * @param expected what would have been accepted
 * @param got shape of what was there
 */
public record CaptureFault(String file, long row, String field, String expected, String got) {
  /** No single field is at fault. */
  public static final String WHOLE = "*";

  @Override
  public String toString() {
    String place = row == 0 ? file : "%s, row %d".formatted(file, row);
    String at = field.equals(WHOLE) ? "" : ", '%s'".formatted(field);
    return "%s%s: expected %s, got %s".formatted(place, at, expected, got);
  }
}
