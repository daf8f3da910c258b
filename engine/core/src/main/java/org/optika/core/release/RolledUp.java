package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values of a key are rolled up into those of a coarser one, such as regions into countries.
 *
 * @param key the finer key
 * @param into name of the coarser key
 * @param of for each coarser value the finer ones; each value of the finer key once
 */
public record RolledUp(String key, String into, Map<String, List<String>> of)
    implements Coarsening {

  public RolledUp {
    Map<String, List<String>> copy = new LinkedHashMap<>(); // prints the same each time
    of.forEach((coarser, finer) -> copy.put(coarser, List.copyOf(finer)));
    of = Collections.unmodifiableMap(copy);
  }

  @Override
  public List<String> coarser(List<String> values) {
    Set<String> known = new HashSet<>(values);
    Map<String, String> coarser = new HashMap<>();
    of.forEach(
        (name, members) -> {
          for (String member : members) {
            require(
                known.contains(member), "level '%s': '%s' has no value '%s'", into, key, member);
            require(
                coarser.put(member, name) == null,
                "level '%s': value '%s' of '%s' stands twice",
                into,
                member,
                key);
          }
        });
    for (String value : values) {
      require(
          coarser.containsKey(value),
          "level '%s': value '%s' of '%s' is in none of %s",
          into,
          value,
          key,
          of.keySet());
    }
    return values.stream().map(coarser::get).toList();
  }
}
