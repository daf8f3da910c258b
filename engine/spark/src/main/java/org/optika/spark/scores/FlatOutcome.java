package org.optika.spark.scores;

import static org.apache.spark.sql.functions.when;
import static org.optika.core.Checks.require;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.uplift.OutcomeKind;

/**
 * The outcome of an experiment as a column of a flat file has it: 0 or 1, a word for yes and one
 * for no, or a number.
 *
 * @param label the outcome as a number, by row
 */
record FlatOutcome(OutcomeKind kind, Column label) {
  private static final Set<String> YES = Set.of("yes", "true", "1", "1.0");

  /**
   * @throws IllegalArgumentException when the column is neither; tells what it has
   */
  static FlatOutcome of(FlatFile file, String name) {
    file.requireComplete(name);
    Set<String> others = new HashSet<>(file.names());
    others.remove(name);
    List<String> values = file.values(name, 3);
    if (file.columns(others).get(0).kind() == RawColumn.Kind.TEXT) {
      return new FlatOutcome(OutcomeKind.BINARY, ofWords(name, values));
    }
    Column number = FlatFile.number(FlatFile.quoted(name));
    file.requireFinite(name);
    boolean binary =
        values.size() <= 2
            && values.stream()
                .allMatch(value -> OutcomeKind.of(Double.parseDouble(value)) == OutcomeKind.BINARY);
    return new FlatOutcome(binary ? OutcomeKind.BINARY : OutcomeKind.REAL, number);
  }

  private static Column ofWords(String name, List<String> values) {
    List<String> positive =
        values.stream().filter(value -> YES.contains(value.toLowerCase(Locale.ROOT))).toList();
    require(
        values.size() == 2 && positive.size() == 1,
        "column '%s' is no outcome: expected numbers, or two values of which one is yes, true or 1;"
            + " got %s",
        name,
        values.size() > 2 ? values + " and more" : values);
    return when(FlatFile.quoted(name).equalTo(positive.get(0)), 1.0).otherwise(0.0);
  }
}
