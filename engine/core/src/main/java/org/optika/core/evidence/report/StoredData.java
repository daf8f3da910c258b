package org.optika.core.evidence.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rows about people whose age a report tells. */
public enum StoredData {
  CONSENT_EVENTS("consent_event", "consent events"),
  TOUCHPOINTS("touchpoint", "touchpoints"),
  ORDERS("conversion", "orders");

  private final String table;
  private final String label;

  StoredData(String table, String label) {
    this.table = table;
    this.label = label;
  }

  /** Table of the lake that holds them. */
  public String table() {
    return table;
  }

  /** Name in reports. */
  public String label() {
    return label;
  }

  /** Empty for a table whose ages no report tells. */
  public static Optional<StoredData> ofTable(String table) {
    return Arrays.stream(values()).filter(data -> data.table.equals(table)).findFirst();
  }

  /** Tables of all of them. */
  public static List<String> tables() {
    return Arrays.stream(values()).map(StoredData::table).toList();
  }
}
