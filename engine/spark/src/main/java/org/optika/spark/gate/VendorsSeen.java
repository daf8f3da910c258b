package org.optika.spark.gate;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_date;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.gate.VendorActivity;
import org.optika.spark.table.Lake;
import org.optika.spark.table.TableVersion;
import org.optika.spark.table.Tables;

/**
 * Table {@code vendor}: which vendors touchpoints name, and in which months. With it a run that has
 * nothing to refuse for a vendor's sake need not read the vendors of its touchpoints. The table
 * says in its own commit which version of {@code touchpoint} it goes with; what came in since is
 * looked at anew, so it is never trusted for more than it has seen.
 */
final class VendorsSeen {
  private static final String TOUCHPOINTS = "touchpoint";
  private static final long DAY_MICROS = 86_400_000_000L;

  private final Lake lake;
  private final TableVersion now;
  private final Function<TableVersion, Optional<Dataset<Row>>> touchpointsSince;
  private final Dataset<Row> allTouchpoints;

  /**
   * @param touchpointsSince what was appended since a version; empty when that cannot be told
   * @param allTouchpoints as the gate reads them
   */
  VendorsSeen(
      Lake lake,
      Function<TableVersion, Optional<Dataset<Row>>> touchpointsSince,
      Dataset<Row> allTouchpoints) {
    this.lake = lake;
    this.touchpointsSince = touchpointsSince;
    this.allTouchpoints = allTouchpoints;
    now = lake.version(Tables.TOUCHPOINT);
  }

  /** Of one controller, by vendor. */
  Map<String, VendorActivity> of(String controller) {
    Map<String, VendorActivity> seen = new HashMap<>();
    rows()
        .where(col("controller_id").equalTo(controller))
        .select(
            col("vendor_id"),
            unix_date(col("first_month")),
            unix_date(add_months(col("last_month"), 1)))
        .collectAsList()
        .forEach(
            row ->
                seen.put(
                    row.getString(0),
                    new VendorActivity(row.getInt(1) * DAY_MICROS, row.getInt(2) * DAY_MICROS)));
    return seen;
  }

  /**
   * Brings the table up to the touchpoints that this run reads. Another run that does the same
   * meanwhile has done it.
   */
  void update() {
    if (known().filter(now::equals).isEmpty()) {
      lake.replaceFrom(
          lake.version(Tables.VENDOR), Tables.VENDOR, rows(), Map.of(TOUCHPOINTS, now.text()));
    }
  }

  /** The version of touchpoints that the table has seen. */
  private Optional<TableVersion> known() {
    return lake.state(Tables.VENDOR, TOUCHPOINTS).flatMap(TableVersion::parse);
  }

  private Dataset<Row> rows() {
    Optional<TableVersion> known = known();
    if (known.filter(now::equals).isPresent()) {
      return lake.read(Tables.VENDOR);
    }
    Optional<Dataset<Row>> added = known.flatMap(touchpointsSince);
    Dataset<Row> months =
        added
            .orElse(allTouchpoints)
            .where(col("vendor_id").isNotNull())
            .select(
                col("controller_id"),
                col("vendor_id"),
                col("slice").as("first_month"),
                col("slice").as("last_month"));
    Dataset<Row> both = added.isPresent() ? months.unionByName(stored()) : months;
    return both.groupBy("controller_id", "vendor_id")
        .agg(min("first_month").as("first_month"), max("last_month").as("last_month"));
  }

  private Dataset<Row> stored() {
    return lake.read(Tables.VENDOR)
        .select("controller_id", "vendor_id", "first_month", "last_month");
  }
}
