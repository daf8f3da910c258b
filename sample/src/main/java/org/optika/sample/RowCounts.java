package org.optika.sample;

/**
 * What one raw file holds, so that rows in = accepted + duplicates + quarantined can be checked.
 */
final class RowCounts {
  final String file;
  long good;
  long duplicates;
  long bad;

  /**
   * @param file path relative to {@code raw/}, with forward slashes
   */
  RowCounts(String file) {
    this.file = file;
  }

  long rows() {
    return good + duplicates + bad;
  }
}
