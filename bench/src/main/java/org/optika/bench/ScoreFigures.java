package org.optika.bench;

import static org.optika.bench.FigureLine.Wanted.atLeast;
import static org.optika.bench.FigureLine.Wanted.atMost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.optika.bench.FigureLine.Wanted;
import org.optika.core.scores.RawCells;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.Scorer;
import org.optika.core.scores.ScoringModel;
import org.optika.core.scores.leakage.AcceptedFindings;
import org.optika.core.scores.leakage.Finding;
import org.optika.core.scores.leakage.FindingKind;
import org.optika.core.scores.quality.FoldQuality;
import org.optika.core.scores.quality.QualityIntervals;
import org.optika.spark.scores.CrossValidation;
import org.optika.spark.scores.FlatEvaluation;
import org.optika.spark.scores.LeakageCheck;
import org.optika.spark.scores.Learners;
import org.optika.spark.scores.PeopleRows;
import org.optika.spark.scores.RowCells;
import org.optika.spark.scores.Training;

/**
 * How good scores are on public data: churn of a telephone company ({@link #TELCO}, on saved folds)
 * and of a music shop ({@link Cdnow}, on later time), what the leakage guard finds in them, how
 * often it finds a feature that is planted, and how exact and quick explanations are.
 */
final class ScoreFigures {
  static final String NAME = "scores";

  private static final String TELCO = "telco_churn.csv";
  private static final String TELCO_FOLDS = "telco_churn_folds_seed42.csv";
  private static final String CDNOW = "cdnow_master.txt";

  /** Usual days between orders. */
  private static final String GAP = "mean-order-gap";

  /** Of trees, inner folds and intervals. */
  private static final long SEED = 42;

  private static final int INNER_FOLDS = 5;

  /** Explanations rest on the model alone, which more folds do not change. */
  private static final int FEWEST_FOLDS = 2;

  private static final List<String> FIGURES = List.of("auc", "brier", "ece10", "lift10");
  private static final String SECONDS = "wall s";

  private static final Map<String, Wanted> OF_DEFAULT =
      Map.of("auc", atLeast(0.844), "brier", atMost(0.1365), SECONDS, atMost(60));
  private static final Map<String, Wanted> OF_BEST =
      Map.of(
          "auc", atLeast(0.845),
          "brier", atMost(0.135),
          "ece10", atMost(0.012),
          "lift10", atLeast(2.84));
  private static final Map<String, Wanted> OF_LATER =
      Map.of("auc", atLeast(0.805), "brier", atMost(0.133));
  private static final Wanted EXACT = atMost(1e-6);
  private static final Wanted QUICK = atLeast(5_000);

  /** Findings that say that a feature looks ahead; on these data each of them is a false alarm. */
  private static final Set<FindingKind> OF_LEAKS =
      EnumSet.of(FindingKind.SINGLE_FEATURE, FindingKind.MODEL_GAIN);

  /**
   * How much is tried.
   *
   * @param learners on {@link #TELCO}, the default first
   * @param planted seeds of the feature that looks ahead
   * @param milliseconds that a rate is measured for
   */
  record Effort(List<Learners.Choice> learners, int planted, int milliseconds) {
    /** All learners of this build, 50 seeds, two seconds. */
    static Effort full() {
      List<Learners.Choice> learners =
          Stream.concat(Stream.of(Learners.DEFAULT), Learners.ids().stream())
              .distinct()
              .map(Learners::find)
              .toList();
      return new Effort(learners, 50, 2_000);
    }
  }

  private record Tried(
      Learners.Choice learner, FlatEvaluation.Result result, double seconds, double cpuSeconds) {
    double auc() {
      return result.quality().figure("auc").value();
    }
  }

  private final SparkSession spark;
  private final Path folder;
  private final Effort effort;
  private final Consumer<String> progress;
  private final List<FigureLine> lines = new ArrayList<>();

  /**
   * @param spark gets the settings of {@code conf/spark-defaults.conf}, as {@code optika evaluate}
   * @param folder has all files, see {@link #missing}
   */
  ScoreFigures(SparkSession spark, Path folder, Effort effort, Consumer<String> progress) {
    spark.conf().set("spark.sql.adaptive.enabled", "true");
    spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "10MB");
    spark.conf().set("spark.sql.shuffle.partitions", "8");
    this.spark = spark;
    this.folder = folder;
    this.effort = effort;
    this.progress = progress;
  }

  /** The files that a folder of reference data ought to have and has not. */
  static List<Path> missing(Path folder) {
    return List.of(TELCO, TELCO_FOLDS, CDNOW).stream()
        .map(folder::resolve)
        .filter(file -> !Files.isRegularFile(file))
        .toList();
  }

  /**
   * @throws IllegalArgumentException when the guard stops a model of {@link #TELCO}; tells what it
   *     has found
   */
  FigureReport measure() throws IOException {
    FlatEvaluation.Result telco = telco();
    Cdnow shop = new Cdnow(folder.resolve(CDNOW));
    long buyers = later(shop);
    planted(shop);
    explained(telco.people());
    kernels();
    return new FigureReport(
        NAME,
        "%,d people of %s, %,d of %s, learners %s"
            .formatted(
                telco.quality().people(),
                TELCO,
                buyers,
                CDNOW,
                effort.learners().stream()
                    .map(Learners.Choice::id)
                    .collect(Collectors.joining(" "))),
        List.copyOf(lines));
  }

  private FlatEvaluation.Result telco() {
    List<Tried> all = new ArrayList<>();
    for (Learners.Choice learner : effort.learners()) {
      Tried tried = tried(learner);
      String of = "Telco, " + learner.id();
      Map<String, Wanted> wanted = all.isEmpty() ? OF_DEFAULT : Map.of();
      add(of, tried.result().quality(), wanted);
      add(of, SECONDS, tried.seconds(), wanted.get(SECONDS), all.isEmpty() ? "in a cold JVM" : "");
      add(of, "CPU s", tried.cpuSeconds(), null, "");
      all.add(tried);
    }
    Tried best = all.stream().max(Comparator.comparing(Tried::auc)).orElseThrow();
    add("Telco, best AUC: " + best.learner().id(), best.result().quality(), OF_BEST);
    addAlarms("Telco, leakage guard", best.result().leakage().open());
    return best.result();
  }

  private Tried tried(Learners.Choice learner) {
    long start = System.nanoTime();
    long cpuBefore = Rounds.cpuNanos();
    FlatEvaluation.Result result =
        FlatEvaluation.of(
            spark,
            new FlatEvaluation.Request(
                folder.resolve(TELCO).toString(),
                "Churn",
                Optional.empty(),
                Optional.of("customerID"),
                List.of(),
                Map.of(),
                AcceptedFindings.none(),
                folder.resolve(TELCO_FOLDS).toString(),
                learner,
                SEED),
            said(learner.id()));
    return new Tried(
        learner,
        result,
        (System.nanoTime() - start) / Rounds.NANOS,
        (Rounds.cpuNanos() - cpuBefore) / Rounds.NANOS);
  }

  private Consumer<String> said(String of) {
    return line -> progress.accept("%s, %s: %s".formatted(NAME, of, line));
  }

  /**
   * A model of one day on people of a later one: without features that have one value or none in
   * one of the sets, without all that have drifted too far, and the same with {@link #GAP}, which
   * the two others are not given.
   *
   * @return how many people
   */
  private long later(Cdnow shop) {
    PeopleRows then = shop.people(spark, Cdnow.TRAINED_AT);
    PeopleRows later = shop.people(spark, Cdnow.TRIED_AT);
    List<Finding> findings =
        new LeakageCheck(SEED, said("CDNOW")).measure(then, Optional.of(later)).findings();
    addAlarms("CDNOW, leakage guard", findings);
    Set<Set<String>> leftOut = new LinkedHashSet<>();
    Set<String> all = stopped(findings, finding -> true);
    leftOut.add(withGap(stopped(findings, finding -> finding.kind() != FindingKind.DRIFT)));
    leftOut.add(withGap(all));
    leftOut.add(all);
    for (Set<String> names : leftOut) {
      String of = names.isEmpty() ? "CDNOW" : "CDNOW without " + String.join(", ", names);
      add(of, quality(without(then, names), without(later, names)), OF_LATER);
    }
    return later.rows().count();
  }

  private static Set<String> withGap(Set<String> names) {
    Set<String> more = new LinkedHashSet<>(names);
    more.add(GAP);
    return more;
  }

  private static Set<String> stopped(List<Finding> findings, Predicate<Finding> which) {
    return findings.stream()
        .filter(Finding::stops)
        .filter(which)
        .map(Finding::feature)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static PeopleRows without(PeopleRows people, Set<String> names) {
    PeopleRows left = people;
    for (RawColumn column : people.columns()) {
      left = names.contains(column.name()) ? left.without(column) : left;
    }
    return left;
  }

  private FoldQuality quality(PeopleRows then, PeopleRows later) {
    Training training =
        new Training(Learners.find(Learners.DEFAULT), INNER_FOLDS, SEED, said("CDNOW"));
    return FoldQuality.of(
        List.of(CrossValidation.ofLater(later, training.fit(then).model())),
        SEED,
        QualityIntervals.DEFAULT_REPLICAS);
  }

  private void planted(Cdnow shop) {
    int found = 0;
    int others = 0;
    for (int seed = 0; seed < effort.planted(); seed++) {
      PeopleRows people = shop.withFutureFeature(spark, Cdnow.TRAINED_AT, seed);
      LeakageCheck check = new LeakageCheck(seed, line -> {});
      Set<String> stopped =
          stopped(check.measure(people, Optional.empty()).findings(), finding -> true);
      people.rows().unpersist();
      found += stopped.remove(Cdnow.AHEAD) ? 1 : 0;
      others += stopped.isEmpty() ? 0 : 1;
      said("planted").accept("seed %d of %d".formatted(seed + 1, effort.planted()));
    }
    String of = "CDNOW with a planted feature";
    String seeds = "seeds of %d in which ".formatted(effort.planted());
    add(
        of,
        seeds + "the guard finds it",
        found,
        atLeast(effort.planted()),
        "orders of the next %d days plus noise below 1".formatted(Cdnow.DAYS));
    add(of, seeds + "it finds another feature", others, atMost(0), "");
  }

  private void explained(PeopleRows people) {
    List<RawCells> rows =
        people.rows().collectAsList().stream()
            .map(row -> new RowCells(people.columns()).of(row))
            .toList();
    for (String id : List.of(Learners.DEFAULT, "forest")) {
      ScoringModel model =
          new Training(Learners.find(id), FEWEST_FOLDS, SEED, said("explanations"))
              .fit(people)
              .model();
      Scorer scorer = model.scorer();
      double[] contributions = new double[people.columns().size()];
      double most = 0;
      for (RawCells row : rows) {
        scorer.contributions(row, contributions);
        double sum = Arrays.stream(contributions).sum();
        most = Math.max(most, Math.abs(scorer.margin(row) - model.model().baseMargin() - sum));
      }
      String of = "Telco, explanations of " + id;
      add(of, "most of abs(margin - base - sum of contributions)", most, EXACT, "");
      int[] next = new int[1];
      addRate(
          of,
          () -> scorer.contributions(rows.get(next[0]++ % rows.size()), contributions),
          null,
          "one core, from cells to contributions: " + Learners.find(id).summary());
    }
  }

  private void kernels() {
    ExplanationKernels kernels = new ExplanationKernels();
    kernels.makeRows();
    String of = "explanations, 45 features";
    addRate(of, kernels::explainLinear, QUICK, "one core, linear model");
    for (String size : List.of("100x5", "100x10")) {
      ExplanationKernels.Forest forest = ExplanationKernels.Forest.of(size);
      addRate(
          of,
          () -> kernels.explainForest(forest),
          size.equals("100x5") ? QUICK : null,
          "one core, trees x levels: " + size);
    }
  }

  private void addRate(String of, Runnable explainsOne, Wanted wanted, String note) {
    rate(explainsOne);
    add(of, "rows a second", rate(explainsOne), wanted, note);
  }

  private double rate(Runnable once) {
    long start = System.nanoTime();
    long end = start + TimeUnit.MILLISECONDS.toNanos(effort.milliseconds());
    long times = 0;
    long now;
    do {
      once.run();
      times++;
      now = System.nanoTime();
    } while (now < end);
    return times * Rounds.NANOS / (now - start);
  }

  /** How many false alarms there are; each finding, whatever it is, has a line of its own. */
  private void addAlarms(String of, List<Finding> findings) {
    long alarms = findings.stream().filter(found -> OF_LEAKS.contains(found.kind())).count();
    String note = findings.isEmpty() ? "the guard has found nothing" : "";
    add(of, "features said to look ahead", alarms, atMost(0), note);
    for (Finding found : findings) {
      String figure = "%s of %s".formatted(found.kind().id(), found.feature());
      add(of, figure, found.figure(), null, found.sentence());
    }
  }

  private void add(String of, FoldQuality quality, Map<String, Wanted> wanted) {
    for (String name : FIGURES) {
      FoldQuality.Figure figure = quality.figure(name);
      lines.add(
          new FigureLine(
              of,
              name,
              figure.value(),
              Optional.of(figure.interval()),
              Optional.ofNullable(wanted.get(name)),
              ""));
    }
  }

  private void add(String of, String figure, double reached, Wanted wanted, String note) {
    lines.add(new FigureLine(of, figure, reached, Optional.ofNullable(wanted), note));
  }
}
