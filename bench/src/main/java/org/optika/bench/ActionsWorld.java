package org.optika.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.optika.core.consent.ConsentState;
import org.optika.core.scores.Encoding;
import org.optika.core.scores.Encoding.Part;
import org.optika.core.scores.Encoding.PartKind;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.manifest.Hash;
import org.optika.core.scores.manifest.ManifestHead;
import org.optika.core.scores.model.LinearModel;
import org.optika.core.scores.uplift.ArmEffect;
import org.optika.core.scores.uplift.ExperimentEffects;
import org.optika.core.scores.uplift.ExperimentEffectsBytes;
import org.optika.core.scores.uplift.Fit;
import org.optika.core.scores.uplift.Link;
import org.optika.core.scores.uplift.OutcomeKind;
import org.optika.core.scores.uplift.Propensities;
import org.optika.core.scores.uplift.Targeting;
import org.optika.core.scores.uplift.TrainedFit;
import org.optika.core.scores.uplift.TwoModelLearner;
import org.optika.core.scores.uplift.UpliftModel;
import org.optika.spark.gate.PermissionTable;
import org.optika.spark.scores.TrainingManifest;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Tables;

/**
 * A lake with all that proposals are made of, and the configuration to make them with, the same for
 * each scale in every run. At scale 1: 1 million made-up people with a churn score, 6 million
 * contacts of the last year, and two models that say what eight of ten actions change, by random
 * linear effects: some do good to some and harm to others.
 */
final class ActionsWorld {
  static final int BUCKETS = 4;

  private static final long PEOPLE = 1_000_000;
  private static final int MOST_CONTACTS = 12;
  private static final int PEOPLE_TO_ONE_TRAINED_ON = 50;
  private static final int FILES = 8;

  /** Of conf/optika.yaml. */
  private static final String CONTROLLER = "fjordpad";

  /** Of conf/purposes.yaml: the first rests on a legal obligation, the others on consent. */
  private static final int PURPOSES = 8;

  /** A Thursday, which is quiet for nobody. */
  private static final Instant AS_OF = Instant.parse("2026-10-01T00:00:00Z");

  private static final long AS_OF_MICROS = AS_OF.getEpochSecond() * 1_000_000;

  private static final String SUBJECT = "shiftrightunsigned(xxhash64(id), 1) as subject_id";

  private static final List<String> PERSON =
      List.of("'%s' as controller_id".formatted(CONTROLLER), SUBJECT);

  private static final List<String> CLOCKS =
      List.of(
          "timestamp_micros(%d) as as_of".formatted(AS_OF_MICROS),
          "timestamp_micros(%d) as known_at".formatted(AS_OF_MICROS),
          "'bench' as run_id");

  /** Of rows that a run has made of people. */
  private static final List<String> DERIVED = both(PERSON, CLOCKS);

  /** Of rows of people that were delivered at {@code at}. */
  private static final List<String> DELIVERED =
      both(
          PERSON,
          List.of(
              "timestamp_micros(at) as recorded_time",
              "timestamp_micros(at) as ingested_time",
              "'bench' as source_system",
              "1L as file_id",
              "id as file_row"));

  /** In place of those of the checkout. */
  private static final List<String> OWN_FILES = List.of("actions.yaml", "scores.yaml");

  private static final String FEATURES =
      "[\"orders-90d\",\"messages-30d\",\"complaints-90d\",\"region\"]";

  /** The four features, each as one number. */
  private static final Encoding ENCODING =
      new Encoding(
          List.of(
              new RawColumn("orders-90d", RawColumn.Kind.NUMBER),
              new RawColumn("messages-30d", RawColumn.Kind.NUMBER),
              new RawColumn("complaints-90d", RawColumn.Kind.NUMBER),
              new RawColumn("region", RawColumn.Kind.TEXT)),
          List.of(
              new Part(0, PartKind.NUMBER, 4.5, 0, ""),
              new Part(1, PartKind.NUMBER, 2, 0, ""),
              new Part(2, PartKind.NUMBER, 1, 0, ""),
              new Part(3, PartKind.IS_TEXT, 0, 0, "NL-NH")));

  /** Direction, channel and topic of contacts; each is as frequent as the others. */
  private static final List<String> CONTACTS =
      List.of(
          "outbound email email-offer",
          "outbound email email-voucher",
          "outbound email email-advice",
          "outbound phone phone-service",
          "outbound phone phone-offer",
          "outbound app app-reminder",
          "outbound app app-offer",
          "outbound post new-terms",
          "outbound post post-offer",
          "outbound app fault-notice",
          "outbound email newsletter",
          "outbound email newsletter",
          "outbound email newsletter",
          "outbound sms parcel",
          "inbound phone complaint",
          "inbound email question",
          "outbound email none");

  private final SparkSession spark;
  private final Path folder;
  private final long people;

  private ActionsWorld(SparkSession spark, double scale, Path folder) {
    this.spark = spark;
    this.folder = folder;
    people = Math.max(100, Math.round(PEOPLE * scale));
  }

  /**
   * Makes the lake unless an earlier run has left it there, and the configuration anew.
   *
   * @param conf configuration of the checkout
   */
  static ActionsWorld in(Path dir, double scale, SparkSession spark, Path conf) throws IOException {
    ActionsWorld world = new ActionsWorld(spark, scale, dir.resolve("actions-" + scale));
    world.configure(conf);
    if (!Files.exists(world.folder.resolve("complete"))) {
      world.make();
      Files.createFile(world.folder.resolve("complete"));
    }
    return world;
  }

  private void configure(Path conf) throws IOException {
    try (Stream<Path> files = Files.walk(conf)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy(file, folder.resolve("conf").resolve(conf.relativize(file).toString()));
      }
    }
    for (String name : OWN_FILES) {
      try (InputStream file = ActionsWorld.class.getResourceAsStream(name)) {
        Files.copy(file, folder.resolve("conf").resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private void make() {
    Lake lake = Lake.open(spark, lake(), BUCKETS);
    lake.replace(Tables.CUSTOMER, customers());
    lake.append(Tables.CONTACT, contacts());
    PermissionTable.in(lake).replace(permission(), AS_OF_MICROS);
    lake.replace(Tables.FEATURE, features());
    lake.replace(Tables.CHURN_SCORE, scores());
    lake.replace(Tables.SUBJECT_TABLE, subjects());
    addModel(
        lake,
        "bench-voices",
        1,
        List.of("email-offer", "email-voucher", "email-advice", "phone-service", "phone-offer"));
    addModel(lake, "bench-screens", 2, List.of("app-reminder", "app-offer", "new-terms"));
  }

  /** Where the tables are. */
  String lake() {
    return folder.resolve("lake").toString();
  }

  /** Where what a suite writes itself is kept. */
  Path results() {
    return folder.resolve("results");
  }

  /** Arguments of a command line by which a job runs on this world. */
  List<String> options() {
    return List.of(
        "--config",
        folder.resolve("conf").resolve("optika.yaml").toString(),
        "--lake",
        lake(),
        "--as-of",
        AS_OF.toString(),
        "--known-at",
        AS_OF.toString());
  }

  long people() {
    return people;
  }

  String size() {
    return "%,d people, 10 actions, about %,d contacts"
        .formatted(people, people * MOST_CONTACTS / 2);
  }

  /** A number in [0, n) that depends on the id and the salt alone. */
  private static String below(long n, int salt) {
    return "pmod(xxhash64(id, k, %d), %d)".formatted(salt, n);
  }

  private static String oneOf(int salt, List<String> values) {
    String array =
        String.join(
            ", ", values.stream().map(one -> one.isEmpty() ? "null" : "'" + one + "'").toList());
    return "element_at(array(%s), 1 + cast(%s as int))"
        .formatted(array, below(values.size(), salt));
  }

  private static String daysAgo(long days, int salt) {
    return "%d - %s".formatted(AS_OF_MICROS, below(days * World.DAY_MICROS, salt));
  }

  private static String region() {
    return oneOf(1, List.of("NL-NH", "NL-UT", "NL-ZH", "BE-VLG", "DE-BE", "FR-IDF", "unknown", ""));
  }

  /**
   * Up to {@code most} rows a person, numbered by {@code k} from 1 on, not fewer than the least.
   */
  private Dataset<Row> each(int least, int most) {
    return spark
        .range(0, people, 1, FILES)
        .selectExpr(
            "id",
            "explode(slice(sequence(1, %1$d), 1, %2$d + cast(pmod(xxhash64(id, 2), %1$d - %2$d + 1) as int))) as k"
                .formatted(most, least));
  }

  private static List<String> both(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static String[] with(List<String> others, String... own) {
    return Stream.concat(Stream.of(own), others.stream()).toArray(String[]::new);
  }

  /** Of a half of the people two states. */
  private Dataset<Row> customers() {
    return each(1, 2)
        .selectExpr("*", "%s as at".formatted(daysAgo(400, 3)))
        .selectExpr(
            with(
                DELIVERED,
                "shiftrightunsigned(xxhash64(id, k), 1) as customer_row_id",
                "timestamp_micros(at - %s) as customer_since"
                    .formatted(below(2_000 * World.DAY_MICROS, 4)),
                "cast(null as timestamp) as customer_until",
                "cast(1940 + %s as int) as birth_year".formatted(below(65, 5)),
                region() + " as region",
                oneOf(6, List.of("", "", "", "", "", "", "app", "email", "app|email", "fax"))
                    + " as preferred_channels",
                oneOf(7, List.of("", "", "", "", "phone", "phone|post", "post", "sms"))
                    + " as declined_channels"));
  }

  /** Hold-outs of an experiment and what people wrote themselves included. */
  private Dataset<Row> contacts() {
    return each(0, MOST_CONTACTS)
        .selectExpr(
            "*",
            "%s as at".formatted(daysAgo(365, 8)),
            "split(%s, ' ') as what".formatted(oneOf(9, CONTACTS)))
        .selectExpr(
            with(
                DELIVERED,
                "shiftrightunsigned(xxhash64(id, k, 10), 1) as contact_id",
                "timestamp_micros(at) as occurred_at",
                "what[0] as direction",
                "what[1] as contact_channel",
                "what[2] as topic",
                "if(what[2] = 'none', 'bench-voices', null) as experiment",
                "if(what[2] = 'none', 0.5D, null) as propensity",
                region() + " as region"));
  }

  /** Nine of ten people have up to three steps, the last of which may lie ahead. */
  private Dataset<Row> permission() {
    String steps = "sequence(1, 1 + cast(pmod(xxhash64(id, 11), 3) as int))";
    long gap = 120 * World.DAY_MICROS;
    return spark
        .range(0, people, 1, FILES)
        .where("pmod(xxhash64(id, 12), 10) > 0")
        .selectExpr(
            with(
                PERSON,
                "transform(%s, k -> %d + k * %d + %s) as `from`"
                    .formatted(steps, AS_OF_MICROS - 3 * gap, gap, below(gap, 13)),
                "transform(%s, k -> %s) as state".formatted(steps, state()),
                "timestamp_micros(%d) as known_at".formatted(AS_OF_MICROS)));
  }

  /** Of each purpose in eight of ten cases a code that permits, else one that does not. */
  private static String state() {
    StringBuilder state = new StringBuilder("%dL".formatted(ConsentState.LEGAL_OBLIGATION.code()));
    for (int purpose = 1; purpose < PURPOSES; purpose++) {
      String code =
          "if(%s < 8, 1 + %s, 5 + %s)"
              .formatted(below(10, 20 + purpose), below(3, 30 + purpose), below(4, 40 + purpose));
      state.append(" | shiftleft(%s, %d)".formatted(code, 4 * purpose));
    }
    return state.toString();
  }

  private static String customerValue() {
    return "round(20 + 480 * pow(%s / 1e6, 3), 2)".formatted(below(1_000_000, 50));
  }

  private Dataset<Row> features() {
    return each(1, 1)
        .selectExpr(
            with(
                DERIVED,
                "timestamp_micros(%d) as moment".formatted(AS_OF_MICROS),
                "'%s' as feature_set".formatted(FEATURES),
                "array(cast(%s as double), cast(%s as double), if(%s = 0, null, cast(%s as double))) as numbers"
                    .formatted(below(10, 51), below(5, 52), below(20, 53), below(3, 54)),
                "array(%s) as texts".formatted(region()),
                customerValue() + " as customer_value",
                "cast(null as int) as label",
                "'open' as label_state"));
  }

  private Dataset<Row> scores() {
    return each(1, 1)
        .selectExpr("*", "%s / 1e6 as p".formatted(below(1_000_000, 55)))
        .selectExpr(
            with(
                DERIVED,
                "'bench-churn' as model_id",
                "p as probability",
                "log((p + 1e-6) / (1 + 1e-6 - p)) as margin",
                "0D as base_margin",
                "array(p, -p, p / 2, -p / 2) as contributions",
                "array('orders in 90 days', 'complaints in 90 days') as reasons",
                customerValue() + " as customer_value",
                "p * %s as priority".formatted(customerValue()),
                "false as retraining_needed"));
  }

  private Dataset<Row> subjects() {
    return spark
        .range(0, people, 1, FILES)
        .selectExpr(
            SUBJECT,
            "sha2(cast(id as string), 256) as subject_key",
            "'account' as subject_key_type",
            "1 as key_epoch");
  }

  /** Learnt from every fiftieth person. */
  private void addModel(Lake lake, String experiment, long seed, List<String> treatments) {
    Dataset<Row> trained = spark.range(seed, people, PEOPLE_TO_ONE_TRAINED_ON, FILES).toDF();
    TrainingManifest.Made manifest =
        TrainingManifest.of(
            trained.selectExpr("sha2(cast(id as string), 256) as subject_key"),
            Hash.of(new byte[Hash.BYTES]),
            "bench");
    String id = "'%s-model' as model_id".formatted(experiment);
    lake.append(
        Tables.TRAINING_MANIFEST, manifest.parts().selectExpr(with(CLOCKS, id, "part", "leaves")));
    byte[] model = ExperimentEffectsBytes.write(effects(seed, treatments));
    lake.append(
        Tables.MODEL_CARD,
        spark
            .range(1)
            .selectExpr(
                with(
                    CLOCKS,
                    "'%s' as controller_id".formatted(CONTROLLER),
                    id,
                    "'uplift' as kind",
                    "'%s' as experiment".formatted(experiment),
                    "'two-model' as learner",
                    "'%s' as feature_set".formatted(FEATURES),
                    "'%s' as card".formatted(card(manifest.head())),
                    "X'%s' as model".formatted(HexFormat.of().formatHex(model)),
                    "%dL as training_people".formatted(manifest.head().people()),
                    "'%s' as manifest_hash".formatted(manifest.head().hash().hex()))));
  }

  /** As much of a model card as is read when something is proposed. */
  private static String card(ManifestHead head) {
    return """
        {"manifest": {"head": {"root": "%s", "people": %d, "bits": %d, "salt": "%s", "clocks": "%s"}, "hash": "%s", "command": "none"}}"""
        .formatted(
            head.root().hex(),
            head.people(),
            head.bits(),
            head.salt().hex(),
            head.clocks(),
            head.hash().hex());
  }

  /** The last treatment is for all, the others for those whom they are expected to help. */
  private static ExperimentEffects effects(long seed, List<String> treatments) {
    SplittableRandom random = new SplittableRandom(seed);
    TwoModelLearner learner = new TwoModelLearner();
    List<TrainedFit> fits = new ArrayList<>();
    for (Fit fit : learner.fits(treatments.size(), OutcomeKind.BINARY)) {
      double[] coefficients = random.doubles(ENCODING.width(), -0.2, 0.2).toArray();
      fits.add(
          new TrainedFit(
              fit,
              new LinearModel(coefficients, random.nextDouble(-1, 0), new double[ENCODING.width()]),
              Link.LOGISTIC));
    }
    List<ArmEffect> arms =
        IntStream.rangeClosed(1, treatments.size())
            .mapToObj(arm -> arm < treatments.size() ? Targeting.BY_UPLIFT : Targeting.ALL)
            .map(targeting -> new ArmEffect(targeting, 0.05))
            .toList();
    return new ExperimentEffects(
        new UpliftModel(
            learner,
            OutcomeKind.BINARY,
            treatments,
            Propensities.equal(1 + treatments.size()),
            ENCODING,
            fits),
        arms);
  }
}
