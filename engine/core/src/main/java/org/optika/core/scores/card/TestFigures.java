package org.optika.core.scores.card;

import static org.optika.core.Checks.require;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.optika.core.scores.quality.FoldQuality;
import org.optika.core.scores.quality.Interval;
import org.optika.core.scores.quality.Quality;
import org.optika.core.scores.quality.QualityIntervals;
import org.optika.core.scores.quality.ScoredCounts;

/**
 * How good scores are for people at a later time than those trained on.
 *
 * @param figures by name, in the order of {@link FoldQuality#figures} and with its names; see
 *     {@link Quality} for what they are. {@code lift10} is left out where the top tenth, by
 *     outcome, has a small cell
 * @param people n
 * @param positives people with the outcome
 */
public record TestFigures(Map<String, Figure> figures, long people, long positives) {
  static final String LIFT = "lift10";

  /**
   * @param interval 95 %; empty iff no replica of the bootstrap gave the figure
   */
  public record Figure(double value, Optional<Interval> interval) {
    public Figure {
      require(Double.isFinite(value), "a figure must be finite, got %s", value);
    }
  }

  public TestFigures {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    require(
        0 <= positives && positives <= people,
        "positives must be in [0, people = %s], got %s",
        people,
        positives);
  }

  static TestFigures of(ScoredCounts test, QualityIntervals intervals, SmallCell smallCell) {
    Quality quality = Quality.of(test);
    Map<String, Figure> figures = new LinkedHashMap<>();
    put(figures, "auc", quality.auc(), intervals.auc());
    put(figures, "pr_auc", quality.prAuc(), intervals.prAuc());
    put(figures, "brier", OptionalDouble.of(quality.brier()), intervals.brier());
    put(figures, "log_loss", OptionalDouble.of(quality.logLoss()), intervals.logLoss());
    put(figures, "ece10", OptionalDouble.of(quality.ece10()), intervals.ece10());
    if (!TopTenth.of(test).hiddenBy(smallCell)) {
      put(figures, LIFT, quality.lift10(), intervals.lift10());
    }
    return new TestFigures(figures, test.people(), test.positives());
  }

  private static void put(
      Map<String, Figure> figures, String name, OptionalDouble value, Optional<Interval> interval) {
    value.ifPresent(found -> figures.put(name, new Figure(found, interval)));
  }

  /** Share of people with the outcome, in [0, 1]. */
  public double baseRate() {
    return (double) positives / people;
  }

  /** Empty when the people cannot give the figure or it was left out. */
  public Optional<Figure> figure(String name) {
    return Optional.ofNullable(figures.get(name));
  }
}
