package org.optika.core.privacy.suppression;

/**
 * What happens to a cell. For the audit only: a reader must not learn which of the last two it is.
 */
public enum CellStatus {
  PUBLISHED,
  /** Stands for fewer persons than the threshold. */
  SUPPRESSED_PRIMARY,
  /** Withheld so that a primary cell cannot be computed. */
  SUPPRESSED_COMPLEMENTARY;

  public boolean isPublished() {
    return this == PUBLISHED;
  }
}
