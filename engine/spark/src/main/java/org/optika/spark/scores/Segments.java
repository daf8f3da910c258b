package org.optika.spark.scores;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.optika.core.scores.AgeBand;
import org.optika.core.scores.RawColumn;

/** The characteristics by which a model card looks at people. */
final class Segments {
  private static final String NOT_KNOWN = "not known";

  private Segments() {}

  /**
   * Age band and region, as far as the features tell them: by name a text of rows with {@code
   * numbers} and {@code texts}.
   */
  static Map<String, Column> of(List<RawColumn> columns) {
    Map<String, Column> segments = new LinkedHashMap<>();
    cell(columns, "age")
        .map(age -> BandColumn.of(age, AgeBand.STARTS, AgeBand.NAMES))
        .ifPresent(band -> segments.put("age", coalesce(band, lit(NOT_KNOWN))));
    cell(columns, "region")
        .ifPresent(region -> segments.put("region", coalesce(region, lit(NOT_KNOWN))));
    return segments;
  }

  private static Optional<Column> cell(List<RawColumn> columns, String name) {
    for (RawColumn.Kind kind : RawColumn.Kind.values()) {
      List<String> ofKind =
          columns.stream().filter(column -> column.kind() == kind).map(RawColumn::name).toList();
      if (ofKind.contains(name)) {
        String cells = kind == RawColumn.Kind.NUMBER ? "numbers" : "texts";
        return Optional.of(col(cells).getItem(ofKind.indexOf(name)));
      }
    }
    return Optional.empty();
  }
}
