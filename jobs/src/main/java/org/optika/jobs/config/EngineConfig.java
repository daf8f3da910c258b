package org.optika.jobs.config;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.optika.core.Clocks;
import org.optika.core.privacy.ledger.Accounting;
import org.optika.core.privacy.ledger.BasicComposition;
import org.optika.core.privacy.ledger.Budget;

/**
 * {@code conf/optika.yaml}: what a run needs to know, checked. Keys of the file are the names of
 * the components in snake_case.
 *
 * @param file the file itself; purposes, sources and the like stand beside it
 * @param controller id of the controller, a column of every table about people
 * @param lake folder or URI of the Delta tables
 * @param raw folder of the raw files
 * @param asOf instant of processing; empty: the newest ingest
 * @param knownAt instant of knowledge; empty: the newest ingest
 * @param buckets of bucketed tables that do not exist yet
 * @param smallCellThreshold published cells with fewer subjects are suppressed
 * @param releases what may leave the house, and where the keys of releases are until they are done;
 *     empty: nothing may
 * @param lateWithdrawalBaselines clocks of earlier reports that this lake has no run of, to be
 *     compared with what is known now
 * @param lineage folder of the OpenLineage events of runs; empty: none are written
 */
public record EngineConfig(
    Path file,
    String controller,
    String lake,
    Path raw,
    Optional<Instant> asOf,
    Optional<Instant> knownAt,
    int buckets,
    KeySource pseudonymisation,
    Journeys journeys,
    Attribution attribution,
    int smallCellThreshold,
    Optional<Releases> releases,
    List<Clocks> lateWithdrawalBaselines,
    Optional<Path> lineage) {

  /**
   * Where the pseudonymisation key is; exactly one of file and environment variable.
   *
   * @param epoch counts up with every new key
   */
  public record KeySource(Optional<Path> keyFile, Optional<String> keyEnv, int epoch) {

    /** The same epoch with a key in this file. */
    public KeySource in(Path file) {
      return new KeySource(Optional.of(file), Optional.empty(), epoch);
    }
  }

  /**
   * @param purposes a row of activity needs all of them
   * @param lookbackDays a touch counts for conversions up to this many days later
   * @param lookbackTouches longest path kept
   * @param maxTouchpointsPerDay a subject with more is a robot
   */
  public record Journeys(
      List<String> purposes, int lookbackDays, int lookbackTouches, int maxTouchpointsPerDay) {}

  /**
   * @param positionFirst share of the first touch in position-based, in [0, 1]
   * @param positionLast share of the last touch
   * @param halfLifeDays of time-decay
   * @param bootstrapReplicas 0 for no intervals, else 20 to 10,000
   */
  public record Attribution(
      List<String> models,
      List<String> policies,
      String defaultModel,
      String defaultPolicy,
      double positionFirst,
      double positionLast,
      double halfLifeDays,
      int bootstrapReplicas,
      long bootstrapSeed) {}

  /**
   * @param budget for all releases of the controller, for each day of the data
   * @param accounting how the ledger adds up releases; a ledger keeps to one
   * @param keys folder of the keys of releases that are not done; outside of the lake
   */
  public record Releases(Budget budget, Accounting accounting, Path keys) {}

  /** The same with other places: tables, raw files and key. */
  public EngineConfig at(String otherLake, Path otherRaw, Path otherKeyFile) {
    return new EngineConfig(
        file,
        controller,
        otherLake,
        otherRaw,
        asOf,
        knownAt,
        buckets,
        pseudonymisation.in(otherKeyFile),
        journeys,
        attribution,
        smallCellThreshold,
        releases,
        lateWithdrawalBaselines,
        lineageBeside(otherLake));
  }

  /**
   * Where the events of runs on another lake are: beside it, so that they do not mix with those of
   * the configured one. A lake with a URI may have no folder beside it that we could write to.
   */
  public Optional<Path> lineageBeside(String otherLake) {
    boolean hasScheme = otherLake.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
    return hasScheme
        ? lineage
        : lineage.map(folder -> Path.of(otherLake).resolveSibling("lineage"));
  }

  /** The same with other settings of attribution. */
  public EngineConfig with(Attribution other) {
    return new EngineConfig(
        file,
        controller,
        lake,
        raw,
        asOf,
        knownAt,
        buckets,
        pseudonymisation,
        journeys,
        other,
        smallCellThreshold,
        releases,
        lateWithdrawalBaselines,
        lineage);
  }

  /** The same with another budget or folder of keys. */
  public EngineConfig with(Releases other) {
    return new EngineConfig(
        file,
        controller,
        lake,
        raw,
        asOf,
        knownAt,
        buckets,
        pseudonymisation,
        journeys,
        attribution,
        smallCellThreshold,
        Optional.of(other),
        lateWithdrawalBaselines,
        lineage);
  }

  /** Folder of purposes.yaml, sources and the other files. */
  public Path folder() {
    return file.toAbsolutePath().getParent();
  }

  /** Reads the file; whatever is wrong is in {@code faults}, and then the result is not usable. */
  public static EngineConfig load(Path file, Faults faults) {
    try (YamlMap top = YamlMap.load(file, faults);
        YamlMap key = top.map("pseudonymisation");
        YamlMap journeys = top.map("journeys");
        YamlMap attribution = top.map("attribution");
        YamlMap smallCells = top.map("small_cells")) {
      return new EngineConfig(
          file,
          top.text("controller"),
          top.text("lake"),
          Path.of(top.text("raw")),
          top.optionalInstant("as_of"),
          top.optionalInstant("known_at"),
          top.optionalInteger("buckets", 1, 4096).orElse(4),
          keySource(key),
          new Journeys(
              journeys.texts("purposes"),
              journeys.optionalInteger("lookback_days", 1, 3650).orElse(30),
              journeys.optionalInteger("lookback_touches", 1, 1000).orElse(20),
              journeys.optionalInteger("max_touchpoints_per_day", 1, 1_000_000).orElse(200)),
          new Attribution(
              attribution.texts("models"),
              attribution.texts("policies"),
              attribution.text("default_model"),
              attribution.text("default_policy"),
              share(attribution, "position_first", 0.4),
              share(attribution, "position_last", 0.4),
              attribution.optionalNumber("half_life_days").orElse(7.0),
              replicas(attribution),
              attribution.optionalInteger("bootstrap_seed").orElse(42)),
          smallCells.optionalInteger("threshold", 2, 1000).orElse(10),
          releases(top),
          baselines(top),
          top.optionalText("lineage").map(Path::of));
    }
  }

  private static Optional<Releases> releases(YamlMap top) {
    if (!top.has("releases")) {
      return Optional.empty();
    }
    try (YamlMap releases = top.map("releases")) {
      String epsilon = releases.text("epsilon");
      String delta = releases.text("delta");
      Path keys = Path.of(releases.text("keys"));
      Accounting accounting = accounting(releases);
      try {
        return Optional.of(new Releases(Budget.of(epsilon, delta), accounting, keys));
      } catch (IllegalArgumentException wrong) {
        releases.fault(
            "epsilon", "expected a budget such as 3 and 1e-5, got '%s' and '%s'", epsilon, delta);
        return Optional.empty();
      }
    }
  }

  private static Accounting accounting(YamlMap releases) {
    Accounting basic = new BasicComposition();
    try {
      return Accounting.find(releases.optionalText("accounting").orElse(basic.id()));
    } catch (IllegalArgumentException unknown) {
      releases.fault("accounting", "%s", unknown.getMessage());
      return basic;
    }
  }

  private static List<Clocks> baselines(YamlMap top) {
    List<Clocks> baselines = new ArrayList<>();
    for (YamlMap entry : top.maps("late_withdrawal_baselines")) {
      try (entry) {
        baselines.add(
            new Clocks(micros(entry.instant("as_of")), micros(entry.instant("known_at"))));
      }
    }
    return baselines;
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static KeySource keySource(YamlMap key) {
    Optional<Path> keyFile = key.optionalText("key_file").map(Path::of);
    Optional<String> keyEnv = key.optionalText("key_env");
    if (keyFile.isPresent() == keyEnv.isPresent()) {
      key.fault("key_file", "name either key_file or key_env");
    }
    return new KeySource(keyFile, keyEnv, key.optionalInteger("epoch").orElse(1));
  }

  private static int replicas(YamlMap attribution) {
    int replicas = attribution.optionalInteger("bootstrap_replicas").orElse(200);
    if (replicas != 0 && (replicas < 20 || replicas > 10_000)) {
      attribution.fault("bootstrap_replicas", "must be in [20, 10000], got %s", replicas);
    }
    return replicas;
  }

  private static double share(YamlMap map, String key, double otherwise) {
    double value = map.optionalNumber(key).orElse(otherwise);
    if (!(value >= 0 && value <= 1)) {
      map.fault(key, "must be in [0, 1], got %s", value);
    }
    return value;
  }
}
