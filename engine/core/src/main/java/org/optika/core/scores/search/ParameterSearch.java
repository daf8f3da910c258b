package org.optika.core.scores.search;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Tries the usual parameters of a learner and sets drawn by lot, and takes the best. Draws by lot
 * find good sets sooner than a grid of as many, since most parameters hardly matter and no trial is
 * spent on them alone (J. Bergstra, Y. Bengio, Random search for hyper-parameter optimization,
 * Journal of Machine Learning Research 13, 2012, 281-305).
 *
 * @param ranges of all parameters, at least one
 * @param trials sets that are drawn, in [1, 1000]
 * @param seed same seed, same sets; a longer search begins with the sets of a shorter one
 */
public record ParameterSearch(List<ParameterRange> ranges, int trials, long seed) {
  /** Most sets that are drawn. */
  public static final int MOST_TRIALS = 1000;

  public ParameterSearch {
    ranges = List.copyOf(ranges);
    require(!ranges.isEmpty(), "a search needs a parameter, got none");
    require(
        ranges.stream().map(ParameterRange::name).distinct().count() == ranges.size(),
        "a parameter stands twice: %s",
        ranges.stream().map(ParameterRange::name).toList());
    require(
        trials >= 1 && trials <= MOST_TRIALS,
        "trials must be in [1, %s], got %s",
        MOST_TRIALS,
        trials);
  }

  /**
   * @param best what the trial taken gave
   * @param <T> what a trial gives
   */
  public record Found<T>(T best, SearchOutcome outcome) {}

  /** The usual set, then those drawn: {@code trials + 1} of them. */
  public List<ParameterSet> sets() {
    SplittableRandom random = new SplittableRandom(seed);
    List<ParameterSet> sets = new ArrayList<>();
    sets.add(set(ParameterRange::usual));
    for (int trial = 1; trial <= trials; trial++) {
      sets.add(set(range -> range.draw(random)));
    }
    return sets;
  }

  private ParameterSet set(ToDoubleFunction<ParameterRange> value) {
    Map<String, Double> values = new LinkedHashMap<>();
    ranges.forEach(range -> values.put(range.name(), value.applyAsDouble(range)));
    return new ParameterSet(values);
  }

  /**
   * The trial with the least loss; of equal ones the earliest, so that the usual set stays unless
   * another one is better.
   *
   * @param trial done once a set, in their order
   * @param logLoss of what a trial gave; at least 0
   * @param progress one line a trial
   */
  public <T> Found<T> best(
      Function<ParameterSet, T> trial, ToDoubleFunction<T> logLoss, Consumer<String> progress) {
    List<ParameterSet> sets = sets();
    T best = null;
    int chosen = 0;
    double usualLoss = 0;
    double leastLoss = Double.POSITIVE_INFINITY;
    for (int number = 0; number < sets.size(); number++) {
      T tried = trial.apply(sets.get(number));
      double loss = logLoss.applyAsDouble(tried);
      require(loss >= 0 && Double.isFinite(loss), "trial %s has no loss, got %s", number, loss);
      usualLoss = number == 0 ? loss : usualLoss;
      if (loss < leastLoss) {
        best = tried;
        chosen = number;
        leastLoss = loss;
      }
      progress.accept(line(number, sets.get(number), loss, leastLoss));
    }
    return new Found<>(
        best, new SearchOutcome(trials, chosen, sets.get(chosen).values(), leastLoss, usualLoss));
  }

  private String line(int number, ParameterSet set, double loss, double leastLoss) {
    return String.format(
        Locale.ROOT,
        "trial %d of %d: %s: log loss %.4f (best %.4f)",
        number,
        trials,
        set.text(),
        loss,
        leastLoss);
  }
}
