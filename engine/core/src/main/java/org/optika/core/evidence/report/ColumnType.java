package org.optika.core.evidence.report;

/** Type of a column. A value is written alike in CSV and JSON; null is an empty field in CSV. */
public enum ColumnType {
  /** Text, never empty: an empty field is null. */
  STRING,
  /** Whole number, at most 2^53 in size. */
  INTEGER,
  /** Finite double, in its shortest form. */
  NUMBER,
  /** Calendar day, {@code 2026-09-30}. */
  DATE,
  /** Instant in UTC to the second or finer, {@code 2026-10-01T00:00:00Z}. */
  INSTANT,
  BOOLEAN
}
