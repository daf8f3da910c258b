package org.optika.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The peer, in the same JVM and with as many threads as Spark has. */
final class DuckDb implements AutoCloseable {
  private final Connection connection;

  DuckDb(int threads) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    execute("SET threads = " + threads);
    execute("SET preserve_insertion_order = false");
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first row, its values with spaces in between. */
  String firstRow(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      List<String> row = new ArrayList<>();
      for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
        row.add(rows.getString(column));
      }
      return String.join(" ", row);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
