package org.optika.jobs;

import static org.apache.spark.sql.functions.col;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.privacy.ledger.Charge;
import org.optika.core.privacy.ledger.Decision;
import org.optika.core.privacy.ledger.LedgerRules;
import org.optika.core.privacy.noise.ReleaseKey;
import org.optika.core.release.NoisyGroup;
import org.optika.core.release.ReleasePlan;
import org.optika.core.release.ReleaseSpec;
import org.optika.jobs.config.EngineConfig;
import org.optika.spark.release.ChannelNames;
import org.optika.spark.release.ReleaseFailedException;
import org.optika.spark.release.ReleaseInputs;
import org.optika.spark.release.ReleaseSources;
import org.optika.spark.release.Releases;
import org.optika.spark.table.Lake;
import org.optika.spark.table.PersonTable;
import org.optika.spark.table.Table;
import org.optika.spark.table.TableVersion;
import org.optika.spark.table.Tables;
import org.optika.spark.table.ledger.BudgetLedger;

/**
 * One release, from the charge to the published rows: key, charge, totals, noise, one commit, and
 * only then a reading of what is published. Killed at any moment and run again it comes to the same
 * rows and pays once.
 */
final class ReleaseRun {
  private static final Duration HELD = Duration.ofDays(1);
  private static final int ATTEMPTS = 10;
  private static final int ID_DIGITS = 32;

  private final RunContext context;
  private final ReleaseSpec spec;
  private final ReleasePlan plan;
  private final Map<String, TableVersion> snapshot = new TreeMap<>();
  private final String id;
  private final BudgetLedger ledger;
  private final ReleaseKeys keys;

  ReleaseRun(RunContext context, ReleasePlan plan) {
    this.context = context;
    this.plan = plan;
    spec = plan.spec();
    for (Table table : ReleaseSources.find(spec.source()).reads()) {
      snapshot.put(table.name(), context.lake().version(table));
      if (table instanceof PersonTable stored && stored.hasClocks()) {
        context.requireBuilt(stored);
      }
    }
    id = fingerprint().substring(0, ID_DIGITS);
    ledger =
        ledger(
            context.lake().spark().sparkContext().hadoopConfiguration(),
            context.lake().location(Tables.BUDGET_LEDGER),
            context.config());
    keys = new ReleaseKeys(releases(context.config()).keys());
  }

  /** Fails closed: nothing is released without a budget. */
  static EngineConfig.Releases releases(EngineConfig config) {
    return config
        .releases()
        .orElseThrow(
            () ->
                new UserErrorException(
                    "%s: there is no budget for releases. Set 'releases: {epsilon: ..., delta: ..., keys: FOLDER}'; docs/privacy.md says what that means.",
                    config.file()));
  }

  /** The ledger of a controller. */
  static BudgetLedger ledger(Configuration storage, String location, EngineConfig config) {
    return BudgetLedger.open(
        storage,
        location,
        new LedgerRules(
            config.controller(), releases(config).budget(), releases(config).accounting()));
  }

  /** Whether the rows of a release are there. */
  static boolean isPublished(Lake lake, String releaseId) {
    return !rows(lake, releaseId).isEmpty();
  }

  /** The same specification over the same data, with the same clocks and rules, is one release. */
  private String fingerprint() {
    String text =
        String.join(
            "\n",
            "optika release 1",
            context.config().controller(),
            spec.toString(),
            purposes().toString(),
            policy().id(),
            context.configuration().optIn().purposes().toString(),
            snapshot.toString(),
            context.clocks().toString(),
            context.rulePackHash());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform has SHA-256", missing);
    }
  }

  /** Stands for the release in the ledger and in the published rows. */
  String id() {
    return id;
  }

  /**
   * @return the published rows, read from the table
   * @throws UserErrorException when the budget has no room, or the release is void
   */
  Dataset<Row> run() {
    Releases release = release();
    Decision decision = charge();
    context.log(decision.message());
    if (!(decision instanceof Decision.AlreadyCommitted)) {
      Optional<ReleaseKey> key = keys.find(id);
      if (key.isPresent()) {
        publish(release, key.get());
      } else if (!isPublished(fresh(), id)) { // else another process was faster
        throw keyLost();
      }
      ledger.commit(id, Tables.DP_RELEASE.name(), Instant.now());
    }
    keys.destroy(id);
    Dataset<Row> published = rows(fresh(), id);
    if (published.isEmpty()) {
      throw new UserErrorException(
          "Release '%s': the ledger says that it is published, and table dp_release has no rows of it. Restore them; they cannot be drawn again.",
          id);
    }
    return published;
  }

  private Releases release() {
    try {
      return Releases.of(plan, inputs());
    } catch (IllegalArgumentException | IllegalStateException refused) {
      throw new UserErrorException("Release '%s': %s", spec.id(), refused.getMessage());
    } catch (ReleaseFailedException failure) {
      throw new UserErrorException(
          "Release '%s' cannot be read (%s). Nothing is charged.", spec.id(), failure.getMessage());
    }
  }

  /** The key comes first: a charge without one could not be used after a kill. */
  Decision charge() {
    boolean newKey = keys.createIfAbsent(id);
    Instant now = Instant.now();
    Decision decision =
        ledger.reserve(
            new Charge(
                id,
                System.getProperty("user.name"),
                spec.period(),
                releases(context.config()).accounting().of(spec.price(), plan.charges()),
                now.plus(HELD)),
            now);
    if (decision instanceof Decision.Granted || decision instanceof Decision.AlreadyCommitted) {
      return decision;
    }
    if (newKey) {
      keys.destroy(id);
    }
    if (decision instanceof Decision.Resumed) {
      if (newKey && !isPublished(fresh(), id)) {
        throw keyLost();
      }
      return decision;
    }
    throw new UserErrorException("%s", decision.message());
  }

  /** Another key would draw other noise over the same data, which tells more than was charged. */
  private UserErrorException keyLost() {
    ledger.makeVoid(id, "release key lost", Instant.now());
    return new UserErrorException(
        "Release '%s': its key is lost, so it is charged and void. A release of other data or another specification is charged anew.",
        id);
  }

  /** One commit, unless the rows are there: a run that was killed after it, or another process. */
  private void publish(Releases release, ReleaseKey key) {
    if (isPublished(context.lake(), id)) {
      return;
    }
    List<Row> rows =
        new PublishedRows(plan, context.config().controller(), id, snapshot)
            .of(groups(release, key));
    Lake lake = context.lake();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Dataset<Row> table = context.stamped(context.rows(Tables.DP_RELEASE, rows)).coalesce(1);
      if (lake.appendFrom(lake.version(Tables.DP_RELEASE), Tables.DP_RELEASE, table, Map.of())) {
        return;
      }
      lake = fresh();
      if (isPublished(lake, id)) {
        return;
      }
    }
    throw new IllegalStateException(
        "Release '%s': table dp_release was written by others %s times in a row; run it again, nothing is charged twice"
            .formatted(id, ATTEMPTS));
  }

  private ReleaseInputs inputs() {
    return new ReleaseInputs(
        context.lake(),
        context.gate(),
        context.config().controller(),
        context.clocks(),
        purposes(),
        context.configuration().optIn().purposes(),
        ChannelNames.of(MarketingChannels.of(context.lake()).names()),
        policy(),
        spec.period(),
        context::log);
  }

  private RefusedTouchPolicy policy() {
    return RefusedTouchPolicy.find(context.config().attribution().defaultPolicy());
  }

  private List<String> purposes() {
    List<String> known = context.purposeIds();
    for (String purpose : spec.purposes()) {
      if (!known.contains(purpose)) {
        throw new UserErrorException(
            "Release '%s': unknown purpose '%s'; known: %s", spec.id(), purpose, known);
      }
    }
    return spec.purposes().isEmpty() ? context.config().journeys().purposes() : spec.purposes();
  }

  private List<NoisyGroup> groups(Releases release, ReleaseKey key) {
    try {
      return release.run(key, newest(), id);
    } catch (ReleaseFailedException failure) {
      throw new UserErrorException(
          "Release '%s' has failed (%s) and published nothing. Its charge is held: run it again, and nothing is charged twice.",
          id, failure.getMessage());
    } finally {
      key.destroy();
    }
  }

  private long newest() {
    return snapshot.values().stream().mapToLong(TableVersion::version).max().orElse(0);
  }

  private static Dataset<Row> rows(Lake lake, String releaseId) {
    return lake.read(Tables.DP_RELEASE).where(col("release_id").equalTo(releaseId));
  }

  /** The newest versions of all tables, which this run has pinned otherwise. */
  private Lake fresh() {
    return Lake.open(context.lake().spark(), context.lake().root(), context.config().buckets());
  }
}
