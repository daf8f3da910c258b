package org.optika.core.release;

/** Rows, of each person at most the bound. */
public record CountMetric(String id) implements AdditiveMetric {
  @Override
  public Statistic statistic(ValueColumns columns) {
    return new Statistic.Rows();
  }

  @Override
  public double step() {
    return 1;
  }
}
