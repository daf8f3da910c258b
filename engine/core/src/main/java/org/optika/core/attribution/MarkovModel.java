package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.util.Arrays;
import java.util.Optional;
import org.optika.core.journey.VisiblePath;

/**
 * Credit in proportion to removal effects in a Markov chain, null journeys included; the chain and
 * its solution are described at {@link MarkovChain}. A journey's states are k neighbouring
 * channels, consecutive equal states collapsed.
 *
 * @param order channels that a state remembers, k; 1 to 4
 */
public record MarkovModel(int order) implements AttributionModel {
  public MarkovModel {
    require(
        order >= 1 && order <= MarkovCounts.MAX_ORDER,
        "Markov order must be in [1, %s], got %s",
        MarkovCounts.MAX_ORDER,
        order);
  }

  @Override
  public String id() {
    return "markov-" + order;
  }

  @Override
  public Optional<PerJourneyModel> perJourney() {
    return Optional.empty();
  }

  @Override
  public PathTally tally() {
    return new Tally();
  }

  private final class Tally implements PathTally {
    private final MarkovCounts counts = new MarkovCounts(order);
    private final ExactSums unseen = new ExactSums(2);

    @Override
    public void add(VisiblePath path, double conversions, double value, double nulls) {
      if (path.length() == 0) {
        unseen.add(0, conversions);
        unseen.add(1, value);
      } else {
        counts.add(path, conversions, value, nulls);
      }
    }

    @Override
    public PathCredit credit(int channelCount) {
      MarkovChain.Solution solution = new MarkovChain(counts, channelCount).solve();
      return new PathCredit(
          Arrays.copyOf(solution.conversions(), channelCount),
          Arrays.copyOf(solution.value(), channelCount),
          unseen.sum(0),
          unseen.sum(1),
          Optional.of(
              new RemovalEffects(
                  Arrays.copyOf(solution.conversionEffects(), channelCount),
                  Arrays.copyOf(solution.valueEffects(), channelCount))));
    }
  }
}
