package org.optika.core.optin;

import java.util.List;
import java.util.stream.Stream;

/** All opt-in metrics, in the order of reports. To add one: its file, and a line here. */
public final class OptInMetrics {

  private static final List<ShowingMetric> OF_SHOWINGS =
      List.of(
          new ConsentRateMetric(),
          new OptInRateMetric(),
          new AcceptRateMetric(),
          new InteractionRateMetric());

  private static final List<StockMetric> OF_STOCK = List.of(new PermittedShareMetric());

  private static final List<OptInMetric> ALL =
      Stream.<OptInMetric>concat(OF_SHOWINGS.stream(), OF_STOCK.stream()).toList();

  private OptInMetrics() {}

  public static List<OptInMetric> all() {
    return ALL;
  }

  /** Those that read {@link OptInCounts}. */
  public static List<ShowingMetric> ofShowings() {
    return OF_SHOWINGS;
  }

  /** Those that read {@link PermittedCounts}. */
  public static List<StockMetric> ofStock() {
    return OF_STOCK;
  }

  /**
   * @throws IllegalArgumentException if no metric has this id
   */
  public static OptInMetric find(String id) {
    return ALL.stream()
        .filter(metric -> metric.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown opt-in metric '%s'; known: %s"
                        .formatted(id, ALL.stream().map(OptInMetric::id).toList())));
  }
}
