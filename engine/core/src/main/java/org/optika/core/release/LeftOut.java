package org.optika.core.release;

import java.util.Collections;
import java.util.List;

/** A key is left out, so that groups that differ in it alone become one. */
public record LeftOut(String key) implements Coarsening {
  /** What the key says where it is left out. */
  public static final String ALL = "all";

  @Override
  public String into() {
    return key;
  }

  @Override
  public List<String> coarser(List<String> values) {
    return Collections.nCopies(values.size(), ALL);
  }
}
