package org.optika.core.release;

/** Persons with at least one row. */
public record PeopleMetric(String id) implements AdditiveMetric {
  @Override
  public Statistic statistic(ValueColumns columns) {
    return new Statistic.People();
  }

  @Override
  public double step() {
    return 1;
  }
}
