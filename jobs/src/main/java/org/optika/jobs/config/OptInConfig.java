package org.optika.jobs.config;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.optika.core.optin.OptInDimension;
import org.optika.core.optin.OptInMetrics;
import org.optika.core.optin.ShowingMetric;
import org.optika.spark.optin.OptInRates;

/**
 * {@code conf/opt-in.yaml}: what is published about opt-in.
 *
 * @param zone IANA name; days, weeks and months begin at its midnight
 * @param metrics of {@link OptInMetrics#ofShowings}
 * @param purposes of conf/purposes.yaml
 */
public record OptInConfig(
    String zone,
    List<ShowingMetric> metrics,
    List<String> purposes,
    List<OptInRates.TableSpec> tables,
    List<OptInRates.ComparisonSpec> comparisons) {

  private static final int MOST_DIMENSIONS = 3;

  /** Reads the file; whatever is wrong is in {@code faults}, and then the result is not usable. */
  public static OptInConfig load(Path folder, List<String> knownPurposes, Faults faults) {
    try (YamlMap top = YamlMap.load(folder.resolve("opt-in.yaml"), faults)) {
      String zone = top.text("zone");
      try {
        ZoneId.of(zone);
      } catch (DateTimeException unknown) {
        top.fault("zone", "expected a time zone such as Europe/Amsterdam, got '%s'", zone);
      }
      List<ShowingMetric> metrics = new ArrayList<>();
      for (String id : top.texts("metrics")) {
        metric(top, "metrics", id, metrics);
      }
      List<String> purposes = top.texts("purposes");
      for (String purpose : purposes) {
        if (!knownPurposes.contains(purpose)) {
          top.fault("purposes", "unknown purpose '%s'; known: %s", purpose, knownPurposes);
        }
      }
      Set<String> ids = new HashSet<>();
      List<OptInRates.TableSpec> tables = new ArrayList<>();
      for (YamlMap table : top.maps("tables")) {
        try (table) {
          List<String> dimensions = table.texts("dimensions");
          dimensions.forEach(dimension -> dimension(table, "dimensions", dimension));
          if (dimensions.size() > MOST_DIMENSIONS
              || new HashSet<>(dimensions).size() < dimensions.size()) {
            table.fault(
                "dimensions",
                "expected at most %s different dimensions, got %s",
                MOST_DIMENSIONS,
                dimensions);
          }
          tables.add(new OptInRates.TableSpec(id(table, ids), dimensions));
        }
      }
      List<OptInRates.ComparisonSpec> comparisons = new ArrayList<>();
      for (YamlMap comparison : top.maps("comparisons")) {
        try (comparison) {
          String metric = comparison.text("metric");
          metric(comparison, "metric", metric, new ArrayList<>());
          comparisons.add(
              new OptInRates.ComparisonSpec(
                  id(comparison, ids),
                  metric,
                  dimension(comparison, "dimension", comparison.text("dimension")),
                  comparison.text("a"),
                  comparison.text("b"),
                  dimension(comparison, "strata", comparison.text("strata"))));
        }
      }
      return new OptInConfig(zone, metrics, purposes, tables, comparisons);
    }
  }

  private static String id(YamlMap entry, Set<String> ids) {
    String id = entry.text("id");
    if (!ids.add(id)) {
      entry.fault("id", "'%s' is declared twice", id);
    }
    return id;
  }

  private static void metric(YamlMap map, String key, String id, List<ShowingMetric> metrics) {
    OptInMetrics.ofShowings().stream()
        .filter(metric -> metric.id().equals(id))
        .findFirst()
        .ifPresentOrElse(
            metrics::add,
            () ->
                map.fault(
                    key,
                    "unknown metric '%s'; known: %s",
                    id,
                    OptInMetrics.ofShowings().stream().map(ShowingMetric::id).toList()));
  }

  private static String dimension(YamlMap map, String key, String dimension) {
    if (!OptInDimension.ids().contains(dimension)) {
      map.fault(key, "unknown dimension '%s'; known: %s", dimension, OptInDimension.ids());
    }
    return dimension;
  }
}
