package org.optika.core.ingest;

/** How the files of a source are written. Text formats may be compressed: {@code .gz}. */
public enum SourceFormat {
  CSV,
  JSONL,
  PARQUET
}
