package org.optika.jobs.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.optika.core.scores.Feature;
import org.optika.core.scores.action.Action;

/** Purposes without which nothing may be made of a score. */
final class NeededPurposes {
  private NeededPurposes() {}

  /** Of each table in the section {@code purposes}; what else stands there is an unknown key. */
  static Map<Feature.Source, List<String>> ofTables(YamlMap top, List<String> known) {
    Map<Feature.Source, List<String>> purposes = new EnumMap<>(Feature.Source.class);
    top.requiredMap("purposes")
        .ifPresent(
            section -> {
              try (section) {
                for (Feature.Source source : Feature.Source.values()) {
                  purposes.put(source, read(section, source.id(), known));
                }
              }
            });
    return purposes;
  }

  /**
   * Known purposes, {@link Action#PROFILING} among them.
   *
   * @param known of conf/purposes.yaml
   * @return what stands there, in its order
   */
  static List<String> read(YamlMap map, String key, List<String> known) {
    if (!map.has(key)) {
      map.fault(key, "is missing; name purposes of %s", known);
      return List.of();
    }
    List<String> purposes = map.texts(key);
    for (String purpose : purposes) {
      if (!known.contains(purpose)) {
        map.fault(key, "unknown purpose '%s'; known: %s", purpose, known);
      }
    }
    if (!purposes.contains(Action.PROFILING)) {
      map.fault(
          key,
          "'%s' has to be among them, since a score is a profile; got %s",
          Action.PROFILING,
          purposes);
    }
    return List.copyOf(purposes);
  }
}
