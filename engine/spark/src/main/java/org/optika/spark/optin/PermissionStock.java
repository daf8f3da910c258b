package org.optika.spark.optin;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.consent.RulePack;
import org.optika.core.gate.PermissionSteps;
import org.optika.core.optin.PermittedCounts;
import org.optika.spark.gate.GateFunctions;

/** How many subjects permit each purpose at one instant: a stock, not a flow. */
public final class PermissionStock {
  private PermissionStock() {}

  /**
   * @param permission what the subjects of one controller permit, one row a subject, see {@link
   *     org.optika.spark.gate.PermissionTable#rows}
   * @param subjects rows of {@link org.optika.spark.table.Tables#SUBJECT_TABLE}: all subjects
   *     observed, with or without a record
   * @return by purpose id
   */
  public static Map<String, PermittedCounts> at(
      Dataset<Row> permission, Dataset<Row> subjects, long atMicros, RulePack rules) {
    long observed = subjects.count();
    Column word =
        GateFunctions.stateAt(
            col("`from`"), col("state"), lit(atMicros), PermissionSteps.defaultState(rules));
    List<Column> aggregates = new ArrayList<>();
    for (int index = 0; index < rules.purposes().size(); index++) {
      Column code =
          org.apache.spark.sql.functions.shiftrightunsigned(word, 4 * index).bitwiseAND(lit(15L));
      aggregates.add(sum(when(code.between(1, 4), 1L).otherwise(0L)));
    }
    aggregates.add(count(lit(1)));
    Row counts =
        permission
            .agg(aggregates.get(0), aggregates.subList(1, aggregates.size()).toArray(Column[]::new))
            .first();
    long withRecord = counts.getLong(rules.purposes().size());
    Map<String, PermittedCounts> stock = new TreeMap<>();
    for (int index = 0; index < rules.purposes().size(); index++) {
      boolean byDefault =
          org.optika.core.consent.ConsentState.permits(
              PermissionSteps.codeAt(PermissionSteps.defaultState(rules), index));
      long yes = counts.isNullAt(index) ? 0 : counts.getLong(index);
      long withoutRecord = byDefault ? observed - withRecord : 0;
      stock.put(
          rules.purposes().get(index).id(), new PermittedCounts(yes + withoutRecord, observed));
    }
    return stock;
  }
}
