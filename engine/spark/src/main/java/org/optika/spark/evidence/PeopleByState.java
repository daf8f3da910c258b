package org.optika.spark.evidence;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.RulePack;
import org.optika.core.gate.PermissionSteps;
import org.optika.spark.gate.GateFunctions;

/** How many subjects are in each state of each purpose at one instant, in one pass. */
public final class PeopleByState {
  private PeopleByState() {}

  /**
   * @param permission what the subjects of one controller permit, one row a subject, see {@link
   *     org.optika.spark.gate.PermissionTable#rows}
   * @param subjects rows of {@link org.optika.spark.table.Tables#SUBJECT_TABLE}: all subjects
   *     observed; those without a record are in the default state of the purpose
   * @return by purpose id, in declared order: states that somebody is in
   */
  public static Map<String, Map<ConsentState, Long>> at(
      Dataset<Row> permission, Dataset<Row> subjects, long atMicros, RulePack rules) {
    long defaults = PermissionSteps.defaultState(rules);
    Column word = GateFunctions.stateAt(col("`from`"), col("state"), lit(atMicros), defaults);
    int states = ConsentState.values().length;
    List<Column> counts = new ArrayList<>();
    for (int index = 0; index < rules.purposes().size(); index++) {
      Column code = shiftrightunsigned(col("word"), 4 * index).bitwiseAND(lit((long) states - 1));
      for (ConsentState state : ConsentState.values()) {
        counts.add(sum(when(code.equalTo(lit((long) state.code())), 1L).otherwise(0L)));
      }
    }
    Row counted =
        permission
            .select(word.as("word"))
            .agg(count(lit(1)), counts.toArray(Column[]::new))
            .first();
    long withoutRecord = subjects.count() - counted.getLong(0);
    Map<String, Map<ConsentState, Long>> people = new LinkedHashMap<>();
    for (int index = 0; index < rules.purposes().size(); index++) {
      Map<ConsentState, Long> byState = new EnumMap<>(ConsentState.class);
      for (ConsentState state : ConsentState.values()) {
        int place = 1 + index * states + state.ordinal();
        long inState = counted.isNullAt(place) ? 0 : counted.getLong(place);
        if (PermissionSteps.codeAt(defaults, index) == state.code()) {
          inState += withoutRecord;
        }
        if (inState > 0) {
          byState.put(state, inState);
        }
      }
      people.put(rules.purposes().get(index).id(), byState);
    }
    return people;
  }
}
