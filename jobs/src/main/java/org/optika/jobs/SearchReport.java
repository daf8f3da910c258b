package org.optika.jobs;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.optika.core.scores.search.SearchOutcome;

/**
 * What the trainings of a cross-validation have found by searching.
 *
 * @param searches one a fold, of the people outside of it; none when nothing was searched
 */
record SearchReport(List<SearchOutcome> searches) {
  /** One line, and one more a fold; "" when nothing was searched. */
  String text() {
    if (searches.isEmpty()) {
      return "";
    }
    return "Parameters searched without the people of a fold, %d sets drawn beside the usual one:%n"
            .formatted(searches.get(0).trials())
        + IntStream.range(0, searches.size())
            .mapToObj(fold -> "  fold %d: %s%n".formatted(fold + 1, searches.get(fold).sentence()))
            .collect(Collectors.joining());
  }

  /** A key of an object with a comma before it; "" when nothing was searched. */
  String json() {
    if (searches.isEmpty()) {
      return "";
    }
    return searches.stream()
        .map(SearchReport::json)
        .collect(Collectors.joining(",\n", ",\n  \"search\": [\n", "\n  ]"));
  }

  private static String json(SearchOutcome search) {
    String parameters =
        search.parameters().entrySet().stream()
            .map(entry -> "\"%s\": %s".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "    {\"trials\": %d, \"chosen\": %d, \"parameters\": {%s}, \"log_loss\": %s, \"usual_log_loss\": %s}",
        search.trials(),
        search.chosen(),
        parameters,
        search.logLoss(),
        search.usualLogLoss());
  }
}
