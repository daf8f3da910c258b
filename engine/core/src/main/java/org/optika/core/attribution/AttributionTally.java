package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.optika.core.journey.Journey;
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
 * on no converting path has no campaign rows.
 *
 * <p>Memory: 32 bytes a model and (channel, campaign) pair; with R replicas 16 R bytes a model and
 * channel, and for the highest Markov order what {@link MarkovCounts} says. Not thread-safe.
 */
public final class AttributionTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int[] NOT_DRAWN = {};

  private final TallySpec spec;
  private final Slots slots;
  private final CampaignCells cells = new CampaignCells();
  private final ShareSums[] shareSums;

  /** Highest Markov order asked; 0 where none is. */
  private final int markovOrder;

  /** Of the highest order: lower ones follow from it. Empty where none is asked. */
  private final MarkovCounts markovCounts;

  private final BucketSums buckets;

  /** Splits Markov credit among campaigns; one of {@code shareSums} where linear is asked for. */
  private final ShareSums linear;

  private final boolean linearIsAsked;

  /** Whether a channel is on any modelled path, by slot. */
  private final boolean[] seen;

  private final ExactSums totalValue = new ExactSums(1);
  private long totalConversions;
  private transient VisiblePath path;
  private transient BootstrapWeights weights;
  private transient ShareSums.Scratch scratch;

  public AttributionTally(TallySpec spec) {
    this.spec = spec;
    slots = new Slots(spec.channelCount());
    int replicas = spec.bootstrap().replicas();
    shareSums =
        spec.models().stream()
            .flatMap(model -> model.perJourney().stream())
            .map(model -> new ShareSums(model, slots.count(), replicas))
            .toArray(ShareSums[]::new);
    Optional<ShareSums> asked =
        Arrays.stream(shareSums).filter(sums -> sums.model() instanceof LinearModel).findFirst();
    linearIsAsked = asked.isPresent();
    linear = asked.orElseGet(() -> new ShareSums(new LinearModel(), slots.count(), 0));
    markovOrder =
        spec.models().stream()
            .filter(MarkovModel.class::isInstance)
            .mapToInt(model -> ((MarkovModel) model).order())
            .max()
            .orElse(0);
    markovCounts = new MarkovCounts(Math.max(markovOrder, 1), replicas);
    buckets = new BucketSums(slots.count(), replicas);
    seen = new boolean[slots.count()];
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
      case TOUCHES_REFUSED -> buckets.add(slots.refused(), netRevenue, drawn);
      case NO_TOUCH_SEEN -> buckets.add(slots.unseen(), netRevenue, drawn);
      case DROPPED -> {}
    }
  }

  private void addPath(VisiblePath path, double netRevenue, int[] drawn) {
    if (scratch == null) {
      scratch = new ShareSums.Scratch(slots.count());
    }
    scratch.ensureLength(path.length());
    for (int i = 0; i < path.length(); i++) {
      require(
          path.channel(i) < slots.channels(),
          "channel code must be below %s, got %s",
          slots.channels(),
          path.channel(i));
      scratch.slots[i] = slots.of(path.channel(i));
      seen[scratch.slots[i]] = true;
    }
    if (markovOrder > 0) {
      markovCounts.addJourney(path, netRevenue, drawn);
    }
    if (path.converted()) {
      for (int i = 0; i < path.length(); i++) {
        scratch.cells[i] = cells.cellOf(scratch.slots[i], path.campaign(i));
      }
      for (ShareSums sums : shareSums) {
        sums.add(path, netRevenue, scratch, drawn);
      }
      if (!linearIsAsked) {
        linear.add(path, netRevenue, scratch, NOT_DRAWN);
      }
    }
  }

  /**
   * Takes in what another tally has seen.
   *
   * @throws IllegalArgumentException when the other was asked for something else
   */
  public void merge(AttributionTally other) {
    require(spec.equals(other.spec), "cannot merge tallies of %s and %s", spec, other.spec);
    take(other);
  }

  /**
   * Takes in journeys that the policies of both tallies see alike. Models and channels must be the
   * same; replicas of the other are left out where this tally has none.
   */
  void take(AttributionTally other) {
    int[] cellHere = cells.merge(other.cells);
    for (int i = 0; i < shareSums.length; i++) {
      shareSums[i].merge(other.shareSums[i], cellHere);
    }
    if (!linearIsAsked) {
      linear.merge(other.linear, cellHere);
    }
    markovCounts.merge(other.markovCounts);
    buckets.merge(other.buckets);
    for (int slot = 0; slot < seen.length; slot++) {
      seen[slot] |= other.seen[slot];
    }
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
    CreditRows rows = new CreditRows(slots, seen, cells, linear);
    List<AttributionCredit> results = new ArrayList<>();
    MarkovCounts[] countsOfOrder = countsOfOrder();
    int share = 0;
    for (AttributionModel model : spec.models()) {
      if (model instanceof MarkovModel markov) {
        int replicas = spec.bootstrap().replicas();
        ModelCredit credit = ModelCredit.of(countsOfOrder[markov.order()], replicas, slots);
        results.addAll(rows.splitAsLinear(model, withBuckets(model, credit)));
      } else {
        ShareSums sums = shareSums[share++];
        ModelCredit credit = ModelCredit.of(sums, cells.slots(), slots);
        results.addAll(rows.splitAsCredited(model, withBuckets(model, credit), sums));
      }
    }
    return results;
  }

  private MarkovCounts[] countsOfOrder() {
    MarkovCounts[] counts = new MarkovCounts[markovOrder + 1];
    for (int order = markovOrder; order > 0; order--) {
      counts[order] = order == markovOrder ? markovCounts : counts[order + 1].oneOrderLower();
    }
    return counts;
  }

  private ModelCredit withBuckets(AttributionModel model, ModelCredit credit) {
    buckets.addTo(credit);
    requireAll(model, "conversions", Arrays.stream(credit.conversions()).sum(), conversions());
    requireAll(model, "value", Arrays.stream(credit.value()).sum(), value());
    return credit;
  }

  private static void requireAll(
      AttributionModel model, String metric, double credited, double total) {
    if (!(Math.abs(credited - total) <= 1e-9 * Math.max(1, total))) {
      throw new IllegalStateException(
          "%s credits %s %s of %s".formatted(model.id(), credited, metric, total));
    }
  }
}
