package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;

/**
 * Groups that are there in the data, such as campaigns, of which nobody can write a list before.
 * That a group is there tells that somebody is in it, so each is shown or left out at random, more
 * often the more persons it has; see {@link GroupSelection}.
 *
 * @param columns names of the key columns, from 1 to {@value #MOST_COLUMNS}
 * @param minimumPeople groups of fewer persons are never shown, in [1, 1000000]; on top of the
 *     random choice, not instead of it
 * @param weight share of the budget of the choice beside the metrics, &gt; 0
 */
public record SelectedKeys(List<String> columns, int minimumPeople, BigDecimal weight)
    implements GroupKeys {
  private static final int LARGEST_MINIMUM = 1_000_000;

  public SelectedKeys {
    columns = List.copyOf(columns);
    require(
        !columns.isEmpty() && columns.size() <= MOST_COLUMNS,
        "expected from 1 to %s keys, got %s",
        MOST_COLUMNS,
        columns.size());
    require(
        new HashSet<>(columns).size() == columns.size(), "a key stands twice among %s", columns);
    require(
        minimumPeople >= 1 && minimumPeople <= LARGEST_MINIMUM,
        "minimum_people must be in [1, %s], got %s",
        LARGEST_MINIMUM,
        minimumPeople);
    require(weight.signum() > 0, "weight of the selection must be > 0, got %s", weight);
  }
}
