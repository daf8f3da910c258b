package org.optika.core.release;

import java.util.OptionalDouble;

/**
 * A released number as it was drawn, and what the whole release says about it.
 *
 * @param drawn as it was drawn
 * @param adjusted so that coarser groups are the sums of finer ones and nothing is negative that
 *     cannot be; empty where it is suppressed or there is nothing to divide by
 * @param low lower end of a 95 % interval around it; empty where there is none
 * @param high upper end
 */
public record AdjustedFigure(
    Figure drawn, OptionalDouble adjusted, OptionalDouble low, OptionalDouble high) {

  /**
   * The interval is that of the unbiased estimate, which holds what was counted. Moving its ends to
   * what can be, and to the adjusted value, does not make it hold that less often.
   *
   * @param estimated of estimates by least squares
   * @param coherent of those moved to where they can be
   */
  static AdjustedFigure of(Figure drawn, Figure estimated, Figure coherent, boolean nonNegative) {
    if (coherent.value().isEmpty() || estimated.low().isEmpty()) {
      return new AdjustedFigure(
          drawn, coherent.value(), OptionalDouble.empty(), OptionalDouble.empty());
    }
    double value = coherent.value().getAsDouble();
    double low = Math.min(value, estimated.low().getAsDouble());
    double high = Math.max(value, estimated.high().getAsDouble());
    return new AdjustedFigure(
        drawn,
        OptionalDouble.of(value),
        OptionalDouble.of(nonNegative ? Math.max(0, low) : low),
        OptionalDouble.of(high));
  }

  /** Of a figure that is post-processed already, with nothing to bring together. */
  public static AdjustedFigure asDrawn(Figure figure) {
    return new AdjustedFigure(figure, figure.value(), figure.low(), figure.high());
  }

  static AdjustedFigure suppressed(Figure drawn) {
    return new AdjustedFigure(
        drawn, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
  }
}
