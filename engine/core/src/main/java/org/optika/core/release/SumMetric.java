package org.optika.core.release;

/**
 * Sum of a value over persons; what a person comes to in a group is clamped.
 *
 * @param bounds of a person's sum in one group
 */
public record SumMetric(String id, String column, ValueBounds bounds) implements AdditiveMetric {
  @Override
  public Statistic statistic(ValueColumns columns) {
    return new Statistic.PersonTotal(columns.position(column, bounds.symmetric()), bounds);
  }

  @Override
  public double step() {
    return bounds.step();
  }
}
