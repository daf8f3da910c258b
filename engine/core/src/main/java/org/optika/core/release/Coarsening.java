package org.optika.core.release;

import java.util.List;

/** How groups are made coarser by one key: a rule that is public, so that it tells nothing. */
public sealed interface Coarsening permits LeftOut, RolledUp, RolledUpDays {

  /** The key that gets coarser. */
  String key();

  /** Name of the key afterwards. */
  String into();

  /**
   * For each value of the key, in their order, the coarser one that it belongs to.
   *
   * @param values all values of the key
   * @throws IllegalArgumentException when the rule is not about these values
   */
  List<String> coarser(List<String> values);
}
