package org.optika.jobs.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.optika.core.scores.Feature;
import org.optika.core.scores.Features;

/**
 * Which features scores are made of: those that are named, else all. One that needs a reason is
 * left out without one; naming it and giving no reason is a fault, so that nothing that somebody
 * asked for is left out in silence.
 *
 * @param reasons why features are needed, by name
 */
record FeatureChoice(List<Feature> features, Map<String, String> reasons) {

  static FeatureChoice read(YamlMap top) {
    Map<String, String> reasons = reasons(top);
    List<Feature> features = top.has("features") ? named(top, reasons) : allThatMayBeUsed(reasons);
    return new FeatureChoice(features, reasons);
  }

  private static Map<String, String> reasons(YamlMap top) {
    List<String> inNeed =
        Features.ALL.stream().filter(FeatureChoice::needsReason).map(Feature::name).toList();
    Map<String, String> reasons = new LinkedHashMap<>();
    try (YamlMap section = top.map("reasons")) {
      for (String name : section.keys()) {
        if (!inNeed.contains(name)) {
          section.fault(name, "is no feature that needs a reason; those that do: %s", inNeed);
        }
        reasons.put(name, section.requiredText(name).orElse(""));
      }
    }
    return reasons;
  }

  private static List<Feature> named(YamlMap top, Map<String, String> reasons) {
    List<String> names = top.texts("features");
    if (names.isEmpty()) {
      top.fault("features", "name at least one, or leave the key out for all of them");
    }
    List<Feature> features = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        top.fault("features", "'%s' stands twice", name);
      }
      top.checked("features", () -> Features.find(name)).ifPresent(features::add);
    }
    for (Feature feature : features) {
      if (needsReason(feature) && !reasons.containsKey(feature.name())) {
        top.fault(
            "features",
            "'%s' must not be used without a reason; say under 'reasons' why it is needed",
            feature.name());
      }
    }
    for (String name : reasons.keySet()) {
      if (!seen.contains(name)) {
        top.fault("reasons", "'%s' has a reason, but is not among the features", name);
      }
    }
    return features;
  }

  private static List<Feature> allThatMayBeUsed(Map<String, String> reasons) {
    return Features.ALL.stream()
        .filter(feature -> !needsReason(feature) || reasons.containsKey(feature.name()))
        .toList();
  }

  private static boolean needsReason(Feature feature) {
    return feature.sensitivity() == Feature.Sensitivity.NEEDS_REASON;
  }
}
