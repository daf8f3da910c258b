package org.optika.jobs.config;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.optika.core.privacy.accounting.PrivacyLoss;
import org.optika.core.privacy.ledger.DataPeriod;
import org.optika.core.release.AdditiveMetric;
import org.optika.core.release.Coarsening;
import org.optika.core.release.ContributionBounds;
import org.optika.core.release.CountMetric;
import org.optika.core.release.CreditSolver;
import org.optika.core.release.GroupKeys;
import org.optika.core.release.HistogramMetric;
import org.optika.core.release.KeySet;
import org.optika.core.release.LeftOut;
import org.optika.core.release.Level;
import org.optika.core.release.MeanMetric;
import org.optika.core.release.PeopleMetric;
import org.optika.core.release.QuantilesMetric;
import org.optika.core.release.RatioMetric;
import org.optika.core.release.ReleaseMetric;
import org.optika.core.release.ReleaseSpec;
import org.optika.core.release.RolledUp;
import org.optika.core.release.RolledUpDays;
import org.optika.core.release.SelectedKeys;
import org.optika.core.release.SumMetric;
import org.optika.core.release.Uncertain;
import org.optika.core.release.ValueBounds;
import org.optika.core.release.VarianceMetric;
import org.optika.spark.release.ReleaseSource;
import org.optika.spark.release.ReleaseSources;

/** Reads the files of {@code conf/releases}. */
public final class ReleaseConfig {

  private static final List<String> KINDS =
      List.of("count", "people", "sum", "mean", "variance", "quantiles", "histogram", "ratio");

  private ReleaseConfig() {}

  /**
   * @param knownPurposes of conf/purposes.yaml
   * @return empty when there are faults
   */
  public static Optional<ReleaseSpec> load(Path file, List<String> knownPurposes, Faults faults) {
    if (!Files.isRegularFile(file)) {
      faults.add(file, 0, "cannot be read: no such file");
      return Optional.empty();
    }
    int before = faults.all().size();
    Optional<ReleaseSpec> spec = read(file, knownPurposes, faults);
    return faults.all().size() > before ? Optional.empty() : spec;
  }

  private static Optional<ReleaseSpec> read(Path file, List<String> knownPurposes, Faults faults) {
    int before = faults.all().size();
    try (YamlMap top = YamlMap.load(file, faults);
        YamlMap period = top.map("period");
        YamlMap perPerson = top.map("per_person");
        YamlMap weights = top.map("weights")) {
      Optional<ReleaseSource> source = source(top);
      List<String> purposes = top.texts("purposes");
      for (String purpose : purposes) {
        if (!knownPurposes.contains(purpose)) {
          top.fault("purposes", "unknown purpose '%s'; known: %s", purpose, knownPurposes);
        }
      }
      Map<String, BigDecimal> weight = new HashMap<>();
      for (String metric : weights.keys()) {
        weights.decimal(metric).ifPresent(value -> weight.put(metric, value));
      }
      List<Long> sizes = new ArrayList<>();
      for (String size : top.texts("group_sizes")) {
        try {
          sizes.add(Long.parseLong(size));
        } catch (NumberFormatException wrong) {
          top.fault("group_sizes", "expected whole numbers, got '%s'", size);
        }
      }
      String id = top.text("id");
      String title = top.text("title");
      Optional<DataPeriod> days = period(top, period);
      Optional<CreditSolver> solve = solve(top);
      Optional<GroupKeys> keys =
          solve.<GroupKeys>map(CreditSolver::keys).or(() -> keys(top, source));
      List<Level> levels = levels(top);
      int groups = perPerson.integer("groups");
      int rows = perPerson.integer("rows_per_group");
      List<ReleaseMetric> metrics =
          solve
              .<List<ReleaseMetric>>map(solver -> List.of(solver.count()))
              .orElseGet(() -> metrics(top, source));
      Optional<BigDecimal> epsilon = top.decimal("epsilon");
      Optional<BigDecimal> delta = top.decimal("delta");
      Optional<BigDecimal> relativeError = top.decimal("relative_error");
      Uncertain uncertain = top.constant("uncertain", Uncertain.class, Uncertain.FLAG);
      if (faults.all().size() > before) {
        return Optional.empty();
      }
      return Optional.of(
          new ReleaseSpec(
              id,
              title,
              source.orElseThrow().id(),
              days.orElseThrow(),
              purposes,
              keys.orElseThrow(),
              levels,
              new ContributionBounds(groups, rows),
              metrics,
              weight,
              new PrivacyLoss(epsilon.orElseThrow(), delta.orElseThrow()),
              relativeError.orElseThrow(),
              uncertain,
              sizes,
              solve));
    } catch (IllegalArgumentException unbounded) {
      faults.add(file, 0, "%s", unbounded.getMessage());
      return Optional.empty();
    }
  }

  /** All files of the folder {@code releases} beside the configuration; none when there is none. */
  public static List<ReleaseSpec> loadAll(Path folder, List<String> knownPurposes, Faults faults) {
    Path releases = folder.resolve("releases");
    if (!Files.isDirectory(releases)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(releases)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> load(file, knownPurposes, faults).stream())
          .toList();
    } catch (IOException unreadable) {
      faults.add(releases, 0, "cannot be read: %s", unreadable.getMessage());
      return List.of();
    }
  }

  private static Optional<ReleaseSource> source(YamlMap top) {
    String id = top.text("source");
    try {
      return id.isEmpty() ? Optional.empty() : Optional.of(ReleaseSources.find(id));
    } catch (IllegalArgumentException unknown) {
      top.fault("source", "%s", unknown.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<DataPeriod> period(YamlMap top, YamlMap period) {
    String from = period.text("from");
    String until = period.text("until");
    try {
      return Optional.of(new DataPeriod(LocalDate.parse(from), LocalDate.parse(until)));
    } catch (DateTimeException | IllegalArgumentException wrong) {
      top.fault(
          "period",
          "expected days as {from: 2026-01-01, until: 2026-02-01}, the last one excluded, got [%s, %s)",
          from,
          until);
      return Optional.empty();
    }
  }

  /** The model that brings keys and metrics, so that the file must not have any. */
  private static Optional<CreditSolver> solve(YamlMap top) {
    if (!top.has("solve")) {
      return Optional.empty();
    }
    try (YamlMap solve = top.map("solve")) {
      return Optional.of(CreditSolver.of(solve.text("model"), solve.texts("channels")));
    } catch (IllegalArgumentException wrong) {
      top.fault("solve", "%s", wrong.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<GroupKeys> keys(YamlMap top, Optional<ReleaseSource> source) {
    List<String> columns = new ArrayList<>();
    List<List<String>> values = new ArrayList<>();
    boolean selected = top.has("selection");
    for (YamlMap key : top.maps("keys")) {
      try (key) {
        String column = key.text("column");
        source.ifPresent(known -> requireKnown(key, "column", column, known.keys()));
        columns.add(column);
        if (!selected) {
          values.add(key.texts("values"));
        } else if (key.has("values")) {
          key.fault("values", "groups are selected from the data; say either values or selection");
        }
      }
    }
    try (YamlMap selection = top.map("selection")) {
      if (selected) {
        int minimumPeople = selection.integer("minimum_people");
        return selection
            .decimal("weight")
            .map(weight -> new SelectedKeys(columns, minimumPeople, weight));
      }
      return Optional.of(new KeySet(columns, values));
    } catch (IllegalArgumentException wrong) {
      top.fault("keys", "%s", wrong.getMessage());
      return Optional.empty();
    }
  }

  private static List<Level> levels(YamlMap top) {
    List<Level> levels = new ArrayList<>();
    for (YamlMap level : top.maps("levels")) {
      try (level) {
        BigDecimal weight = level.optionalDecimal("weight").orElse(BigDecimal.ONE);
        coarsening(level).ifPresent(by -> levels.add(new Level(by, weight)));
      } catch (IllegalArgumentException wrong) {
        top.fault("levels", "%s", wrong.getMessage());
      }
    }
    return levels;
  }

  private static Optional<Coarsening> coarsening(YamlMap level) {
    if (level.has("without")) {
      return Optional.of(new LeftOut(level.text("without")));
    }
    String key = level.text("key");
    String into = level.text("into");
    if (key.isEmpty() || into.isEmpty()) {
      return Optional.empty();
    }
    if (!level.has("of")) {
      return Optional.of(new RolledUpDays(key, into));
    }
    Map<String, List<String>> of = new LinkedHashMap<>();
    try (YamlMap coarser = level.map("of")) {
      for (String value : coarser.keys()) {
        of.put(value, coarser.texts(value));
      }
    }
    return Optional.of(new RolledUp(key, into, of));
  }

  private static List<ReleaseMetric> metrics(YamlMap top, Optional<ReleaseSource> source) {
    List<ReleaseMetric> metrics = new ArrayList<>();
    for (YamlMap metric : top.maps("metrics")) {
      try (metric) {
        metric(metric, source, metrics).ifPresent(metrics::add);
      } catch (IllegalArgumentException wrong) {
        metric.fault("kind", "%s", wrong.getMessage());
      }
    }
    return metrics;
  }

  private static Optional<ReleaseMetric> ratio(
      YamlMap metric, String id, List<ReleaseMetric> before) {
    Optional<AdditiveMetric> of = part(metric, "of", before);
    Optional<AdditiveMetric> over = part(metric, "over", before);
    return of.flatMap(numerator -> over.map(part -> new RatioMetric(id, numerator, part)));
  }

  private static Optional<AdditiveMetric> part(
      YamlMap metric, String key, List<ReleaseMetric> before) {
    String id = metric.text(key);
    for (ReleaseMetric other : before) {
      if (other.id().equals(id) && other instanceof AdditiveMetric part) {
        return Optional.of(part);
      }
    }
    metric.fault(key, "'%s' is no count, people or sum that stands above", id);
    return Optional.empty();
  }

  /**
   * @param before the metrics that stand above
   */
  private static Optional<ReleaseMetric> metric(
      YamlMap metric, Optional<ReleaseSource> source, List<ReleaseMetric> before) {
    String id = metric.text("id");
    String kind = metric.text("kind");
    switch (kind) {
      case "count":
        return Optional.of(new CountMetric(id));
      case "people":
        return Optional.of(new PeopleMetric(id));
      case "ratio":
        return ratio(metric, id, before);
      default:
        break;
    }
    if (!KINDS.contains(kind)) {
      metric.fault("kind", "unknown kind '%s'; known: %s", kind, KINDS);
      return Optional.empty();
    }
    String column = metric.text("column");
    source.ifPresent(known -> requireKnown(metric, "column", column, known.values()));
    Optional<ValueBounds> bounds = bounds(metric);
    List<BigDecimal> ranks = kind.equals("quantiles") ? decimals(metric, "ranks") : List.of();
    int bins = kind.equals("histogram") ? metric.integer("bins") : 0;
    return bounds.map(
        range ->
            switch (kind) {
              case "sum" -> new SumMetric(id, column, range);
              case "mean" -> new MeanMetric(id, column, range);
              case "variance" -> new VarianceMetric(id, column, range);
              case "quantiles" -> new QuantilesMetric(id, column, range, ranks);
              default -> new HistogramMetric(id, column, range, bins);
            });
  }

  private static Optional<ValueBounds> bounds(YamlMap metric) {
    List<BigDecimal> ends = decimals(metric, "bounds");
    if (ends.size() != 2) {
      metric.fault(
          "bounds",
          "expected the public range of the value, e.g. [0, 100]; without it nothing is released");
      return Optional.empty();
    }
    return Optional.of(new ValueBounds(ends.get(0), ends.get(1)));
  }

  private static void requireKnown(YamlMap map, String key, String column, List<String> known) {
    if (!known.contains(column)) {
      map.fault(key, "unknown column '%s'; this source has %s", column, known);
    }
  }

  private static List<BigDecimal> decimals(YamlMap map, String key) {
    List<BigDecimal> decimals = new ArrayList<>();
    for (String text : map.texts(key)) {
      try {
        decimals.add(new BigDecimal(text));
      } catch (NumberFormatException wrong) {
        map.fault(key, "expected decimal numbers, got '%s'", text);
      }
    }
    return decimals;
  }
}
