package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.optika.core.journey.Bucket;
import org.optika.core.journey.Journey;
import org.optika.core.journey.Touches;
import org.optika.core.journey.VisiblePath;

/**
 * Credit of all asked models over the journeys of one scope (a period, a region, everything) under
 * one policy.
 *
 * <p>Mergeable: whatever the order of journeys and however they were split into tallies, the
 * results are the same, bit for bit. Amounts are added in fixed point ({@link ExactSums}); counts
 * of moves are whole numbers; replicas depend on the subject alone ({@link BootstrapWeights}). (Of
 * replica sums this holds up to 5e8 conversions and 8e9 units of currency a channel; beyond, their
 * last bits may differ.)
 *
 * <p>Campaigns get no intervals. A Markov model does not see campaigns: it splits a channel's
 * credit in proportion to the linear credit of the campaigns inside the channel; a channel that is
 * on no converting path has no campaign rows there.
 *
 * <p>Memory: 32 bytes a model and (channel, campaign) pair; with R replicas 16 R bytes a model and
 * channel, and for each Markov order what {@link MarkovCounts} says. Not thread-safe.
 */
public final class AttributionTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TallySpec spec;
  private final int refusedSlot;
  private final int unseenSlot;
  private final int slots;
  private final CodeIndex cells = new CodeIndex();
  private final ShareSums linear;
  private final ShareSums[] shareSums;
  private final MarkovCounts[] markovCounts;
  private final ExactSums bucketValue;
  private final long[] bucketConversions;
  private final ReplicaSums bucketConversionReplicas;
  private final ReplicaSums bucketValueReplicas;
  private final boolean[] seen;
  private final ExactSums totalValue = new ExactSums(1);
  private long totalConversions;
  private transient VisiblePath path;
  private transient BootstrapWeights weights;
  private transient ShareSums.Scratch scratch;

  public AttributionTally(TallySpec spec) {
    this.spec = spec;
    refusedSlot = spec.channelCount();
    unseenSlot = refusedSlot + 1;
    slots = unseenSlot + 1;
    int replicas = spec.bootstrap().replicas();
    shareSums =
        spec.models().stream()
            .flatMap(model -> model.perJourney().stream())
            .map(model -> new ShareSums(model, slots, replicas))
            .toArray(ShareSums[]::new);
    linear =
        Arrays.stream(shareSums)
            .filter(sums -> sums.model() instanceof LinearModel)
            .findFirst()
            .orElseGet(() -> new ShareSums(new LinearModel(), slots, 0));
    markovCounts =
        spec.models().stream()
            .filter(MarkovModel.class::isInstance)
            .map(model -> new MarkovCounts(((MarkovModel) model).order(), replicas))
            .toArray(MarkovCounts[]::new);
    bucketConversions = new long[slots];
    bucketValue = new ExactSums(slots);
    bucketConversionReplicas = new ReplicaSums(slots, replicas, ReplicaSums.CONVERSION_UNITS);
    bucketValueReplicas = new ReplicaSums(slots, replicas, ReplicaSums.VALUE_UNITS);
    seen = new boolean[slots];
  }

  public TallySpec spec() {
    return spec;
  }

  /**
   * Adds a journey under the tally's policy.
   *
   * @param netRevenue of the conversion, refunds taken off; in [0, 2^53]; ignored in a null journey
   */
  public void add(long subjectId, Journey journey, double netRevenue) {
    if (weights == null) {
      weights = new BootstrapWeights(spec.bootstrap());
      path = new VisiblePath();
    }
    weights.load(subjectId);
    spec.policy().apply(journey, path);
    add(weights, path, netRevenue);
  }

  /**
   * The same with draws and path shared between tallies: the path must be what the tally's policy
   * made of the journey, and the journey's subject must be loaded into the draws.
   */
  public void add(BootstrapWeights subject, VisiblePath path, double netRevenue) {
    require(
        subject.bootstrap().equals(spec.bootstrap()), "draws and tally differ in their bootstrap");
    int[] drawn = subject.drawn();
    if (path.converted()) {
      require(
          netRevenue >= 0 && netRevenue <= 0x1p53,
          "net revenue of a conversion must be in [0, 2^53], got %s",
          netRevenue);
      totalConversions++;
      totalValue.add(0, netRevenue);
    }
    switch (path.outcome()) {
      case MODELLED -> addPath(path, netRevenue, drawn);
      case TOUCHES_REFUSED -> addToBucket(refusedSlot, netRevenue, drawn);
      case NO_TOUCH_SEEN -> addToBucket(unseenSlot, netRevenue, drawn);
      case DROPPED -> {}
    }
  }

  private void addToBucket(int slot, double netRevenue, int[] drawn) {
    bucketConversions[slot]++;
    bucketValue.add(slot, netRevenue);
    bucketConversionReplicas.add(slot, 1, drawn);
    bucketValueReplicas.add(slot, netRevenue, drawn);
  }

  private void addPath(VisiblePath path, double netRevenue, int[] drawn) {
    if (scratch == null) {
      scratch = new ShareSums.Scratch(slots);
    }
    scratch.ensureLength(path.length());
    for (int i = 0; i < path.length(); i++) {
      int channel = path.channel(i);
      require(
          channel < spec.channelCount(),
          "channel code must be below %s, got %s",
          spec.channelCount(),
          channel);
      int slot = channel == Touches.REFUSED ? refusedSlot : channel;
      scratch.slots[i] = slot;
      seen[slot] = true;
    }
    for (MarkovCounts counts : markovCounts) {
      counts.addJourney(path, netRevenue, drawn);
    }
    if (!path.converted()) {
      return;
    }
    for (int i = 0; i < path.length(); i++) {
      scratch.cells[i] = cells.indexOf(cellKey(scratch.slots[i], path.campaign(i)));
    }
    for (ShareSums sums : shareSums) {
      sums.add(path, netRevenue, scratch, drawn);
    }
    if (!linearIsAsked()) {
      linear.add(path, netRevenue, scratch, NOT_DRAWN);
    }
  }

  private static final int[] NOT_DRAWN = {};

  private boolean linearIsAsked() {
    return Arrays.asList(shareSums).contains(linear);
  }

  /** Never 0; campaign codes start at -1. */
  private static long cellKey(int slot, int campaign) {
    return ((long) (slot + 1) << 32) | (campaign + 1);
  }

  private static int slotOfKey(long key) {
    return (int) (key >>> 32) - 1;
  }

  private static int campaignOfKey(long key) {
    return (int) key - 1;
  }

  /**
   * Takes in what another tally has seen.
   *
   * @throws IllegalArgumentException when the other was asked for something else
   */
  public void merge(AttributionTally other) {
    require(spec.equals(other.spec), "cannot merge tallies of %s and %s", spec, other.spec);
    int[] cellHere = new int[other.cells.size()];
    for (int there = 0; there < cellHere.length; there++) {
      cellHere[there] = cells.indexOf(other.cells.key(there));
    }
    for (int i = 0; i < shareSums.length; i++) {
      shareSums[i].merge(other.shareSums[i], cellHere);
    }
    if (!linearIsAsked()) {
      linear.merge(other.linear, cellHere);
    }
    for (int i = 0; i < markovCounts.length; i++) {
      markovCounts[i].merge(other.markovCounts[i]);
    }
    for (int slot = 0; slot < slots; slot++) {
      bucketConversions[slot] += other.bucketConversions[slot];
      bucketValue.add(slot, other.bucketValue, slot);
      seen[slot] |= other.seen[slot];
    }
    bucketConversionReplicas.merge(other.bucketConversionReplicas);
    bucketValueReplicas.merge(other.bucketValueReplicas);
    totalConversions += other.totalConversions;
    totalValue.add(0, other.totalValue, 0);
  }

  /** Permitted conversions added. */
  public long conversions() {
    return totalConversions;
  }

  /** Net revenue of the permitted conversions added. */
  public double value() {
    return totalValue.sum(0);
  }

  /**
   * Credit by model in the order asked, then channel code, then the buckets; for each channel first
   * the whole, then its campaigns by code. Channels of no modelled journey have no row, the buckets
   * always have one.
   *
   * @throws IllegalStateException when credit does not add up to the conversions within 1e-9
   */
  public List<AttributionCredit> results() {
    int[] slotOfCell =
        IntStream.range(0, cells.size()).map(cell -> slotOfKey(cells.key(cell))).toArray();
    Campaigns campaigns = new Campaigns(slotOfCell);
    List<AttributionCredit> rows = new ArrayList<>();
    int share = 0;
    int markov = 0;
    for (AttributionModel model : spec.models()) {
      if (model.perJourney().isPresent()) {
        ShareSums sums = shareSums[share++];
        ModelCredit credit = credit(sums, slotOfCell);
        checkConserved(model, credit);
        addRows(model, credit, rows, slot -> campaigns.own(model, slot, sums));
      } else {
        ModelCredit credit = credit(markovCounts[markov++]);
        checkConserved(model, credit);
        addRows(model, credit, rows, slot -> campaigns.asLinear(model, slot, credit));
      }
    }
    return rows;
  }

  private ModelCredit credit(ShareSums sums, int[] slotOfCell) {
    double[] conversions = sums.conversionsBySlot(slotOfCell, slots);
    double[] value = sums.valueBySlot(slotOfCell, slots);
    double[][] conversionReplicas = new double[slots][];
    double[][] valueReplicas = new double[slots][];
    for (int slot = 0; slot < slots; slot++) {
      conversionReplicas[slot] = sums.conversionReplicas().amounts(slot);
      valueReplicas[slot] = sums.valueReplicas().amounts(slot);
    }
    return withBuckets(conversions, value, conversionReplicas, valueReplicas);
  }

  private ModelCredit credit(MarkovCounts counts) {
    int replicas = spec.bootstrap().replicas();
    MarkovChain chain = new MarkovChain(counts, spec.channelCount());
    MarkovChain.Solution solution = chain.solve();
    double[][] conversionReplicas = new double[slots][replicas];
    double[][] valueReplicas = new double[slots][replicas];
    IntStream.range(0, replicas)
        .parallel()
        .forEach(
            replica -> {
              MarkovChain.Solution drawn = chain.solve(replica);
              for (int slot = 0; slot <= refusedSlot; slot++) {
                conversionReplicas[slot][replica] = drawn.conversions()[slot];
                valueReplicas[slot][replica] = drawn.value()[slot];
              }
            });
    return withBuckets(
        Arrays.copyOf(solution.conversions(), slots),
        Arrays.copyOf(solution.value(), slots),
        conversionReplicas,
        valueReplicas);
  }

  private ModelCredit withBuckets(
      double[] conversions,
      double[] value,
      double[][] conversionReplicas,
      double[][] valueReplicas) {
    for (int slot = refusedSlot; slot < slots; slot++) {
      conversions[slot] += bucketConversions[slot];
      value[slot] += bucketValue.sum(slot);
      addTo(conversionReplicas[slot], bucketConversionReplicas.amounts(slot));
      addTo(valueReplicas[slot], bucketValueReplicas.amounts(slot));
    }
    return new ModelCredit(conversions, value, conversionReplicas, valueReplicas);
  }

  private static void addTo(double[] sums, double[] added) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += added[i];
    }
  }

  private void checkConserved(AttributionModel model, ModelCredit credit) {
    checkConserved(model, "conversions", Arrays.stream(credit.conversions()).sum(), conversions());
    checkConserved(model, "value", Arrays.stream(credit.value()).sum(), value());
  }

  private static void checkConserved(
      AttributionModel model, String metric, double credited, double total) {
    if (!(Math.abs(credited - total) <= 1e-9 * Math.max(1, total))) {
      throw new IllegalStateException(
          "%s credits %s %s of %s".formatted(model.id(), credited, metric, total));
    }
  }

  private interface CampaignRows {
    List<AttributionCredit> of(int slot);
  }

  private void addRows(
      AttributionModel model,
      ModelCredit credit,
      List<AttributionCredit> rows,
      CampaignRows campaigns) {
    for (int slot = 0; slot < slots; slot++) {
      if (slot < refusedSlot && !seen[slot]) {
        continue;
      }
      rows.add(
          new AttributionCredit(
              model.id(),
              channelOf(slot),
              AttributionCredit.ALL_CAMPAIGNS,
              credit.conversions()[slot],
              credit.value()[slot],
              credit.conversionsInterval(slot),
              credit.valueInterval(slot)));
      if (slot < refusedSlot) {
        rows.addAll(campaigns.of(slot));
      }
    }
  }

  private int channelOf(int slot) {
    if (slot == refusedSlot) {
      return Bucket.TOUCHES_REFUSED.code();
    }
    return slot == unseenSlot ? Bucket.NO_TOUCH_SEEN.code() : slot;
  }

  /** The cells of each channel, in the order of campaign codes. */
  private final class Campaigns {
    private final int[][] cellsOf = new int[slots][];
    private final double[] linearConversions;
    private final double[] linearValue;

    Campaigns(int[] slotOfCell) {
      for (int slot = 0; slot < slots; slot++) {
        int wanted = slot;
        cellsOf[slot] =
            IntStream.range(0, slotOfCell.length)
                .filter(cell -> slotOfCell[cell] == wanted)
                .boxed()
                .sorted(Comparator.comparingInt(cell -> campaignOfKey(cells.key(cell))))
                .mapToInt(Integer::intValue)
                .toArray();
      }
      linearConversions = linear.conversionsBySlot(slotOfCell, slots);
      linearValue = linear.valueBySlot(slotOfCell, slots);
    }

    List<AttributionCredit> own(AttributionModel model, int slot, ShareSums sums) {
      return Arrays.stream(cellsOf[slot])
          .mapToObj(cell -> row(model, slot, cell, sums.conversions(cell), sums.value(cell)))
          .toList();
    }

    List<AttributionCredit> asLinear(AttributionModel model, int slot, ModelCredit credit) {
      return Arrays.stream(cellsOf[slot])
          .mapToObj(
              cell -> {
                double part = linear.conversions(cell) / linearConversions[slot];
                double valuePart =
                    linearValue[slot] > 0 ? linear.value(cell) / linearValue[slot] : part;
                return row(
                    model,
                    slot,
                    cell,
                    part * credit.conversions()[slot],
                    valuePart * credit.value()[slot]);
              })
          .toList();
    }

    private AttributionCredit row(
        AttributionModel model, int slot, int cell, double conversions, double value) {
      return new AttributionCredit(
          model.id(),
          slot,
          campaignOfKey(cells.key(cell)),
          conversions,
          value,
          Optional.empty(),
          Optional.empty());
    }
  }
}
