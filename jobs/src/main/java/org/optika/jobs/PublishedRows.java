package org.optika.jobs;

import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.optika.core.release.AdjustedFigure;
import org.optika.core.release.AdjustedGroup;
import org.optika.core.release.Adjustment;
import org.optika.core.release.ChannelFigures;
import org.optika.core.release.Figure;
import org.optika.core.release.GroupKeys;
import org.optika.core.release.LeftOut;
import org.optika.core.release.NoisyGroup;
import org.optika.core.release.ReleasePlan;
import org.optika.core.release.ReleaseSpec;
import org.optika.spark.table.TableVersion;
import org.optika.spark.table.Tables;

/**
 * Noisy groups -> rows of {@link Tables#DP_RELEASE}, all but the columns that tell runs apart.
 *
 * @param id of the release
 * @param snapshot versions of the tables that it read, by their names
 */
record PublishedRows(
    ReleasePlan plan, String controller, String id, Map<String, TableVersion> snapshot) {

  /** Of each group its figures, then those of the channels that were solved from all groups. */
  List<Row> of(List<NoisyGroup> groups) {
    List<Row> rows = new ArrayList<>();
    for (AdjustedGroup group : Adjustment.of(plan, groups)) {
      for (AdjustedFigure figure : group.figures()) {
        rows.add(row(plan.keys(group.level()), group.keys(), figure));
      }
    }
    for (ChannelFigures channel : plan.solved(groups)) {
      for (Figure figure : channel.figures()) {
        rows.add(
            row(List.of("channel"), List.of(channel.channel()), AdjustedFigure.asDrawn(figure)));
      }
    }
    return rows;
  }

  private Row row(List<String> dimensions, List<String> group, AdjustedFigure figure) {
    ReleaseSpec spec = plan.spec();
    Figure drawn = figure.drawn();
    List<Object> values =
        new ArrayList<>(
            List.of(
                controller,
                id,
                spec.id(),
                spec.title(),
                spec.source(),
                Date.valueOf(spec.period().from()),
                Date.valueOf(spec.period().until())));
    for (int key = 0; key < GroupKeys.MOST_COLUMNS; key++) {
      boolean used = key < dimensions.size();
      values.add(used ? dimensions.get(key) : "-");
      values.add(used ? group.get(key) : LeftOut.ALL);
    }
    values.add(drawn.metric());
    for (OptionalDouble number :
        List.of(
            drawn.value(),
            drawn.deviation(),
            drawn.low(),
            drawn.high(),
            figure.adjusted(),
            figure.low(),
            figure.high())) {
      values.add(number.isPresent() ? number.getAsDouble() : null);
    }
    values.add(drawn.mechanism());
    values.add(bounds());
    values.add(drawn.uncertain());
    values.add(spec.price().epsilon().doubleValue());
    values.add(spec.price().delta().doubleValue());
    values.add(
        snapshot.entrySet().stream()
            .map(entry -> "%s %s".formatted(entry.getKey(), entry.getValue().text()))
            .collect(Collectors.joining(", ")));
    return RowFactory.create(values.toArray());
  }

  private String bounds() {
    String bounds =
        "a person counts in at most %d groups, with at most %d rows in each"
            .formatted(plan.spec().bounds().groups(), plan.spec().bounds().rowsPerGroup());
    return plan.selection()
        .map(selection -> "%s; groups selected by %s".formatted(bounds, selection))
        .orElse(bounds);
  }
}
