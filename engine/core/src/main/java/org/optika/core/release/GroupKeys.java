package org.optika.core.release;

import java.io.Serializable;
import java.util.List;

/** What the groups of a release are made of. */
public sealed interface GroupKeys extends Serializable permits KeySet, SelectedKeys {
  /** More dimensions than anybody reads. */
  int MOST_COLUMNS = 3;

  /** Names of the key columns, at most {@value #MOST_COLUMNS}. */
  List<String> columns();
}
