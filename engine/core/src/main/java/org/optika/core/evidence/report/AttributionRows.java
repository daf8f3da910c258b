package org.optika.core.evidence.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** From credit of channels to rows of {@code attribution}: no channel with few conversions. */
public final class AttributionRows {
  private AttributionRows() {}

  /**
   * Credit of one channel in one month.
   *
   * @param low lower end of the interval of the conversions; null without one, as {@code high}
   * @param cost null where none is known
   */
  public record Credit(
      String channel, double conversions, Double low, Double high, double revenue, Double cost) {}

  /** Channels that are summed up since few conversions stand behind each. */
  public static final String SMALL_CHANNELS = "(small channels)";

  /**
   * Rows of {@code attribution} of one month: channels under the threshold are summed up, with the
   * next smallest where they stay under it together; a month that is under it altogether is
   * withheld. Figures are rounded to four decimals, and the total is the sum of the rounded ones.
   */
  public static List<List<Object>> of(
      String month, String policy, String model, List<Credit> credits, int threshold) {
    List<Credit> ascending = new ArrayList<>(credits);
    ascending.sort(Comparator.comparingDouble(Credit::conversions).thenComparing(Credit::channel));
    double total = credits.stream().mapToDouble(Credit::conversions).sum();
    List<Object> head = List.of(month, policy);
    if (total < threshold) {
      return credits.isEmpty()
          ? List.of()
          : List.of(
              row(
                  head,
                  SumRule.ALL,
                  model,
                  Arrays.asList(null, null, null, null, null, null),
                  true));
    }
    Set<Credit> pooled = new LinkedHashSet<>();
    double sum = 0;
    for (Credit credit : ascending) {
      boolean small = credit.conversions() < threshold;
      boolean needed = !pooled.isEmpty() && sum < threshold;
      if (small || needed) {
        pooled.add(credit);
        sum += credit.conversions();
      }
    }
    List<Credit> shown = new ArrayList<>(credits);
    if (!pooled.isEmpty()) {
      shown.removeAll(pooled);
      shown.add(pool(pooled));
    }
    List<List<Object>> rows = new ArrayList<>();
    double conversions = 0;
    double revenue = 0;
    for (Credit credit : shown) {
      conversions += rounded(credit.conversions());
      revenue += rounded(credit.revenue());
      rows.add(row(head, credit.channel(), model, figures(credit), false));
    }
    rows.add(
        row(
            head,
            SumRule.ALL,
            model,
            Arrays.asList(rounded(conversions), null, null, rounded(revenue), null, null),
            false));
    return rows;
  }

  private static Credit pool(Set<Credit> credits) {
    Double cost = null;
    for (Credit credit : credits) {
      if (credit.cost() != null) {
        cost = (cost == null ? 0 : cost) + credit.cost();
      }
    }
    return new Credit(
        SMALL_CHANNELS,
        credits.stream().mapToDouble(Credit::conversions).sum(),
        null,
        null,
        credits.stream().mapToDouble(Credit::revenue).sum(),
        cost);
  }

  private static List<Object> figures(Credit credit) {
    Double cost = credit.cost() == null ? null : rounded(credit.cost());
    return Arrays.asList(
        rounded(credit.conversions()),
        credit.low() == null ? null : rounded(credit.low()),
        credit.high() == null ? null : rounded(credit.high()),
        rounded(credit.revenue()),
        cost,
        cost == null || cost == 0 ? null : rounded(credit.revenue()) / cost);
  }

  private static List<Object> row(
      List<Object> head, String channel, String model, List<Object> figures, boolean withheld) {
    List<Object> row = new ArrayList<>(head);
    row.add(channel);
    row.add(model);
    row.addAll(figures);
    row.add(withheld);
    return row;
  }

  /** To four decimals: no figure tells more. */
  private static double rounded(double value) {
    return Math.rint(value * 1e4) / 1e4;
  }
}
