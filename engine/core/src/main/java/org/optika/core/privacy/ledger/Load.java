package org.optika.core.privacy.ledger;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What lies on one day of the data.
 *
 * @param spending of all its releases together
 * @param releases how many of them, by who wanted them
 */
public record Load(Spending spending, SortedMap<String, Long> releases) {

  public Load {
    releases = Collections.unmodifiableSortedMap(new TreeMap<>(releases));
  }

  static Load none(Accounting accounting) {
    return new Load(accounting.none(), new TreeMap<>());
  }

  Load plus(Charge charge) {
    SortedMap<String, Long> more = new TreeMap<>(releases);
    more.merge(charge.requestedBy(), 1L, Long::sum);
    return new Load(spending.compose(charge.spending()), more);
  }

  /** Such as {@code ana (3 releases), nightly (1 release)}. */
  String spenders() {
    return releases.entrySet().stream().map(Load::spender).collect(Collectors.joining(", "));
  }

  private static String spender(Map.Entry<String, Long> of) {
    return "%s (%d %s)"
        .formatted(of.getKey(), of.getValue(), of.getValue() == 1 ? "release" : "releases");
  }
}
