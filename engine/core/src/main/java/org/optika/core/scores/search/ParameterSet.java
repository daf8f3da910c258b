package org.optika.core.scores.search;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A value for each parameter of a learner.
 *
 * @param values by the name of the parameter, in the order of the learner's ranges
 */
public record ParameterSet(Map<String, Double> values) {
  public ParameterSet {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * @throws IllegalArgumentException when there is no such parameter
   */
  public double of(String name) {
    require(values.containsKey(name), "no parameter '%s'; there are %s", name, values.keySet());
    return values.get(name);
  }

  /** Of a parameter of scale {@link ParameterRange.Scale#WHOLE}. */
  public int whole(String name) {
    return Math.toIntExact(Math.round(of(name)));
  }

  /** {@code ridge 0.0021, depth 8}: names and plain decimal numbers. */
  public String text() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + " " + plain(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
