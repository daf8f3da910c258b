package org.optika.bench;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.optika.core.attribution.AttributionModels;
import org.optika.core.attribution.AttributionTally;
import org.optika.core.attribution.Bootstrap;
import org.optika.core.attribution.BootstrapWeights;
import org.optika.core.attribution.MarkovModel;
import org.optika.core.attribution.ModelParameters;
import org.optika.core.attribution.PathCredit;
import org.optika.core.attribution.PathTable;
import org.optika.core.attribution.PathTally;
import org.optika.core.attribution.TallySpec;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.ConsentTimeline;
import org.optika.core.consent.Jurisdiction;
import org.optika.core.consent.LegalBasis;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;
import org.optika.core.gate.GateDecision;
import org.optika.core.gate.GateRule;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.ConsentType;
import org.optika.core.ingest.Method;
import org.optika.core.ingest.Precision;
import org.optika.core.journey.Journey;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.journey.Touches;
import org.optika.core.privacy.noise.AdditiveMechanism;
import org.optika.core.privacy.noise.BitSource;
import org.optika.core.privacy.noise.DiscreteGaussianMechanism;
import org.optika.core.privacy.noise.DiscreteLaplaceMechanism;
import org.optika.core.privacy.noise.DrawContext;
import org.optika.core.privacy.noise.Rational;
import org.optika.core.privacy.noise.ReleaseKey;
import org.optika.core.release.ContributionBounds;
import org.optika.core.release.KeyedHash;
import org.optika.core.release.PersonContributions;

/**
 * The inner loops of the engine, each by itself. Everything is made from fixed seeds before the
 * clock runs.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class Kernels {
  private static final long SEED = 20261125;
  private static final long FIRST_MICROS = 1_767_225_600_000_000L;
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final int DAYS = 240;
  private static final int CHANNELS = 11;
  private static final Bootstrap REPLICAS_200 = new Bootstrap(42, 200);

  /** A power of two: the next item is found by a mask. */
  private static final int ITEMS = 1 << 12;

  private static final Purpose PURPOSE =
      new Purpose("measurement", LegalBasis.CONSENT, Map.of(), false, false, false, false, "");
  private static final RulePack RULES =
      new RulePack(
          List.of(PURPOSE),
          List.of(new Jurisdiction(RulePack.DEFAULT_JURISDICTION, List.of(), List.of(), List.of())),
          List.of(),
          List.of());

  private final List<List<ConsentEvent>> histories = new ArrayList<>();
  private final List<long[]> from = new ArrayList<>();
  private final List<long[]> state = new ArrayList<>();
  private final long[] at = new long[ITEMS];
  private final List<Journey> journeys = new ArrayList<>();
  private final GateRule rule = GateRule.of(RULES, List.of(PURPOSE.id()));
  private final BootstrapWeights weights = new BootstrapWeights(REPLICAS_200);
  private AttributionTally tally;
  private AttributionTally tallyWithReplicas;
  private int next;

  @Setup(Level.Trial)
  public void makeItems() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int item = 0; item < ITEMS; item++) {
      histories.add(history(random, 1 + random.nextInt(8)));
      long[] steps = random.longs(1 + random.nextInt(6), 0, DAYS).sorted().distinct().toArray();
      long[] states = new long[steps.length];
      for (int step = 0; step < steps.length; step++) {
        steps[step] = FIRST_MICROS + steps[step] * DAY_MICROS;
        states[step] = random.nextInt(1, 8);
      }
      from.add(steps);
      state.add(states);
      at[item] = instant(random);
      journeys.add(journey(random, item));
    }
    tally = tally(Bootstrap.none());
    tallyWithReplicas = tally(REPLICAS_200);
  }

  private static long instant(SplittableRandom random) {
    return FIRST_MICROS + random.nextLong(DAYS * DAY_MICROS);
  }

  private static List<ConsentEvent> history(SplittableRandom random, int events) {
    List<ConsentEvent> history = new ArrayList<>();
    for (int event = 0; event < events; event++) {
      long micros = instant(random);
      history.add(
          new ConsentEvent(
              "event-" + event,
              "web",
              "event-" + event,
              OptionalLong.empty(),
              PURPOSE.id(),
              random.nextBoolean() ? Action.GIVEN : Action.WITHDRAWN,
              Optional.of(Method.SAVE),
              ConsentType.EXPLICIT,
              micros,
              Precision.US,
              micros + random.nextLong(DAY_MICROS),
              OptionalLong.empty(),
              RulePack.DEFAULT_JURISDICTION,
              Optional.empty(),
              OptionalInt.empty(),
              Optional.of(false),
              Optional.empty(),
              Optional.empty()));
    }
    return history;
  }

  /** Five to twenty permitted touches; every fifth journey converts. */
  private static Journey journey(SplittableRandom random, int item) {
    Touches touches = new Touches();
    long micros = FIRST_MICROS;
    for (int touch = random.nextInt(5, 21); touch > 0; touch--) {
      micros += random.nextLong(DAY_MICROS);
      touches.add(micros, channel(random), random.nextInt(-1, 3), touch);
    }
    return Journey.of(
        touches, item % 5 == 0 ? OptionalLong.of(item) : OptionalLong.empty(), micros + DAY_MICROS);
  }

  private static int channel(SplittableRandom random) {
    return (int) (CHANNELS * Math.pow(random.nextDouble(), 2));
  }

  private static AttributionTally tally(Bootstrap bootstrap) {
    return new AttributionTally(
        new TallySpec(
            RefusedTouchPolicy.DROP_TOUCH,
            AttributionModels.with(ModelParameters.defaults()).all(),
            CHANNELS,
            bootstrap));
  }

  private int next() {
    next = (next + 1) & (ITEMS - 1);
    return next;
  }

  /** Events of one person and purpose, 1 to 8 of them. */
  @Benchmark
  public List<ConsentInterval> timeline() {
    return ConsentTimeline.of(histories.get(next()), PURPOSE, RULES);
  }

  /** One row of activity. */
  @Benchmark
  public int gateDecision() {
    int item = next();
    return GateDecision.decide(
        from.get(item), state.get(item), 0, at[item], FIRST_MICROS + DAYS * DAY_MICROS, rule);
  }

  /** One journey of 5 to 20 touches, all models. */
  @Benchmark
  public void tally() {
    int item = next();
    tally.add(item, journeys.get(item), 60);
  }

  /** The same with 200 replicas of the bootstrap. */
  @Benchmark
  public void tallyWithReplicas() {
    int item = next();
    tallyWithReplicas.add(item, journeys.get(item), 60);
  }

  /** 200 draws of one subject. */
  @Benchmark
  public void bootstrapWeights(Blackhole sink) {
    weights.load(next());
    sink.consume(weights.weight(0));
  }

  /** A chain that has been counted: 20,000 paths over eleven channels. */
  @State(Scope.Benchmark)
  public static class Chain {
    private static final int PATHS = 20_000;

    @Param({"1", "2", "3", "4"})
    private int order;

    private PathTally counts;

    @Setup(Level.Trial)
    public void count() {
      SplittableRandom random = new SplittableRandom(SEED);
      PathTable paths = new PathTable(CHANNELS);
      for (int path = 0; path < PATHS; path++) {
        int[] channels = new int[random.nextInt(1, 12)];
        for (int touch = 0; touch < channels.length; touch++) {
          channels[touch] = channel(random);
        }
        int conversions = random.nextInt(3);
        paths.add(channels, conversions, conversions * 60.0, 1 + random.nextInt(9));
      }
      counts = new MarkovModel(order).tally();
      paths.forEach(counts::add);
    }
  }

  /** Credit of all channels from the counts. */
  @Benchmark
  public PathCredit markovSolve(Chain chain) {
    return chain.counts.credit(CHANNELS);
  }

  /** Noise that is drawn from bits of a key; the key is no secret. */
  @State(Scope.Benchmark)
  public static class Noise {
    /** Sigma of Gaussian and scale of Laplace noise. */
    private static final int SCALE = 10;

    private final ReleaseKey key = new ReleaseKey(new byte[ReleaseKey.BYTES]);
    private final AdditiveMechanism gaussian =
        DiscreteGaussianMechanism.ofSigma(BigDecimal.valueOf(SCALE));
    private final AdditiveMechanism laplace =
        DiscreteLaplaceMechanism.withScale(Rational.of(SCALE, 1));
    private final BitSource running = stream(0);

    private BitSource stream(int group) {
      return key.bits(
          new DrawContext(1, "query", "statistic-1", List.of("c" + group % CHANNELS, "2026-01")));
    }
  }

  /** One draw of discrete Gaussian noise, sigma 10, from bits that flow already. */
  @Benchmark
  public long gaussianNoise(Noise noise) {
    return noise.gaussian.noisy(0, noise.running);
  }

  /** The same with bits of its own, as each figure of a release has them. */
  @Benchmark
  public long gaussianNoiseOfItsOwn(Noise noise) {
    return noise.gaussian.noisy(0, noise.stream(next()));
  }

  /** One draw of discrete Laplace noise, scale 10, from bits that flow already. */
  @Benchmark
  public long laplaceNoise(Noise noise) {
    return noise.laplace.noisy(0, noise.running);
  }

  /** The same with bits of its own. */
  @Benchmark
  public long laplaceNoiseOfItsOwn(Noise noise) {
    return noise.laplace.noisy(0, noise.stream(next()));
  }

  /** People whose contributions are bounded: 1 to 8 rows of two values in 4 groups. */
  @State(Scope.Benchmark)
  public static class People {
    private static final int GROUPS = 4;
    private static final int VALUES = 2;

    private final KeyedHash hash = new KeyedHash(SEED, SEED + 1);
    private final PersonContributions person =
        new PersonContributions(new ContributionBounds(2, 2), VALUES, hash);
    private final int[] rowsOf = new int[ITEMS];
    private final int[] groupOf = new int[ITEMS];
    private final long[] values = {1 << 10, 1 << 18};

    @Setup(Level.Trial)
    public void makeRows() {
      SplittableRandom random = new SplittableRandom(SEED);
      for (int item = 0; item < ITEMS; item++) {
        rowsOf[item] = random.nextInt(1, 9);
        groupOf[item] = random.nextInt(GROUPS);
      }
    }
  }

  /** SipHash of a person and a group. */
  @Benchmark
  public long sipHash(People people) {
    return people.hash.of(SEED, next());
  }

  /** All rows of one person, bounded to 2 groups of 2 rows. */
  @Benchmark
  public long personContributions(People people) {
    int item = next();
    people.person.begin(item);
    for (int row = 0; row < people.rowsOf[item]; row++) {
      people.person.add(people.groupOf[(item + row) & (ITEMS - 1)], row, people.values);
    }
    return people.person.total(0, 0);
  }
}
