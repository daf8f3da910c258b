package org.optika.spark.table;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Dense codes for the campaigns of a lake: 0, 1, 2 ... in the order of their names, so that the
 * same campaigns have the same codes in each run. Small enough to travel with a task.
 */
public final class Campaigns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Code and id where no campaign is named. */
  public static final int NONE = -1;

  private final long[] idOfCode;
  private final String[] nameOfCode;
  private final long[] sortedIds;
  private final int[] codeOfSorted;
  private final boolean ignored;

  private Campaigns(long[] idOfCode, String[] nameOfCode, boolean ignored) {
    this.ignored = ignored;
    this.idOfCode = idOfCode;
    this.nameOfCode = nameOfCode;
    Integer[] order = new Integer[idOfCode.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(idOfCode[a], idOfCode[b]));
    sortedIds = Arrays.stream(order).mapToLong(code -> idOfCode[code]).toArray();
    codeOfSorted = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  /** For readers that do not ask for campaigns: all ids stand for none. */
  public static Campaigns ignored() {
    return new Campaigns(new long[0], new String[0], true);
  }

  /** All campaigns of the lake; names of campaigns are no personal data. */
  public static Campaigns of(Lake lake) {
    List<Row> rows =
        lake.read(Tables.CAMPAIGN)
            .select("campaign_id", "name")
            .orderBy("name", "campaign_id")
            .collectAsList();
    return new Campaigns(
        rows.stream().mapToLong(row -> row.getLong(0)).toArray(),
        rows.stream().map(row -> row.getString(1)).toArray(String[]::new),
        false);
  }

  /**
   * @param campaignId 0 for none
   * @return code, or {@link #NONE}
   * @throws IllegalStateException when the dictionary does not hold the id
   */
  public int code(long campaignId) {
    if (campaignId == 0 || ignored) {
      return NONE;
    }
    int position = Arrays.binarySearch(sortedIds, campaignId);
    if (position < 0) {
      throw new IllegalStateException("Table 'campaign' does not hold the id " + campaignId);
    }
    return codeOfSorted[position];
  }

  /** 0 for {@link #NONE}. */
  public long id(int code) {
    return code == NONE ? 0 : idOfCode[code];
  }

  /** "(none)" for {@link #NONE}. */
  public String name(int code) {
    return code == NONE ? "(none)" : nameOfCode[code];
  }
}
