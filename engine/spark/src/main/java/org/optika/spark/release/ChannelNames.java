package org.optika.spark.release;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.optika.core.release.CreditSolver;

/**
 * Names of marketing channels by their code. Some codes may have one name; those that have none
 * share the last one.
 */
public final class ChannelNames implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> byCode = new ArrayList<>();
  private final String otherwise;

  private ChannelNames(List<String> byCode, String otherwise) {
    byCode.forEach(name -> this.byCode.add(name == null ? otherwise : name));
    this.otherwise = otherwise;
  }

  /**
   * @param byCode null where there is none, which is called {@link ReleaseSources#UNKNOWN}
   */
  public static ChannelNames of(List<String> byCode) {
    return new ChannelNames(byCode, ReleaseSources.UNKNOWN);
  }

  /** The channels that a solver has. */
  ChannelNames of(CreditSolver solver) {
    return new ChannelNames(byCode.stream().map(solver::channel).toList(), CreditSolver.OTHER);
  }

  /**
   * @param code any; that of a refused touch has no name
   */
  String of(int code) {
    return code >= 0 && code < byCode.size() ? byCode.get(code) : otherwise;
  }

  Column of(Column code) {
    return coalesce(get(lit(byCode.toArray(String[]::new)), code), lit(otherwise));
  }
}
