package org.optika.core.scores.card;

import static org.optika.core.Checks.require;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model was made from: the same again makes the same model.
 *
 * @param deltaVersions version of each table that was read, by name
 * @param configHash of the effective configuration
 * @param rulePackHash of the consent rules
 * @param codeVersion of this product
 * @param seed of all that is random
 */
public record Provenance(
    Map<String, Long> deltaVersions,
    String configHash,
    String rulePackHash,
    String codeVersion,
    long seed) {
  public Provenance {
    deltaVersions = Collections.unmodifiableMap(new TreeMap<>(deltaVersions));
    deltaVersions.forEach(
        (table, version) ->
            require(version >= 0, "Table '%s': a version must be >= 0, got %s", table, version));
    for (String text : List.of(configHash, rulePackHash, codeVersion)) {
      require(!text.isBlank(), "a card needs the hashes and the code version of its run, got none");
    }
  }
}
