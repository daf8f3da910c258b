package org.optika.spark.gate;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.spark.gate.GateQuestion.Wanted;

/** The three paths of the gate, for tests outside of its package. */
public final class GatePaths {
  private GatePaths() {}

  public static PermittedSubjects clustered(Gate gate, String... purposes) {
    return gate.clustered(List.of(purposes), Wanted.ALL_COUNTED);
  }

  public static PermittedSubjects shuffled(Gate gate, String... purposes) {
    return gate.shuffled(List.of(purposes), Wanted.ALL_COUNTED);
  }

  public static PermittedSubjects portable(Gate gate, String... purposes) {
    return gate.portable(List.of(purposes), Wanted.ALL_COUNTED);
  }

  public static PermittedSubjects clusteredUncounted(Gate gate, String... purposes) {
    return gate.clustered(List.of(purposes), Wanted.ALL);
  }

  public static PermittedSubjects shuffledUncounted(Gate gate, String... purposes) {
    return gate.shuffled(List.of(purposes), Wanted.ALL);
  }

  public static ChangedSubjects changes(
      Gate gate, EarlierRun earlier, ChangeReach reach, String... purposes) {
    return gate.changes(List.of(purposes), earlier, reach);
  }

  /** Permitted rows of the portable path. */
  public static Dataset<Row> rows(Gate gate, String... purposes) {
    return gate.activity(List.of(purposes)).rows();
  }
}
