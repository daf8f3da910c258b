package org.optika.spark.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/tables.md is what {@link Tables} says; regenerate with {@code -Ddocs.update=true}. */
class TablesDocTest {
  private static final Path DOC = Path.of("..", "..", "docs", "tables.md");

  @Test
  void tables_md_is_up_to_date() throws IOException {
    String text = generated();
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(DOC, text);
    }

    assertThat(Files.readString(DOC))
        .as(
            "docs/tables.md differs from Tables; regenerate: ./mvnw test -pl engine/spark -am -Dtest=TablesDocTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true")
        .isEqualTo(text);
  }

  @Test
  void names_keys_and_sort_columns_exist_once() {
    assertThat(Tables.ALL).extracting(Table::name).doesNotHaveDuplicates();
    for (Table table : Tables.ALL) {
      List<String> columns = table.columns().stream().map(Column::name).toList();
      assertThat(columns).as(table.name()).doesNotHaveDuplicates().containsAll(table.key());
      assertThat(columns).as(table.name()).containsAll(table.layout().sortBy());
      assertThat(columns).as(table.name()).containsAll(table.layout().partitionBy());
    }
  }

  private static String generated() {
    StringBuilder text =
        new StringBuilder(
            """
            # Tables

            Generated from `Tables`; do not edit. All tables are Delta tables that readers of protocol 1 understand, one folder a
            table under the lake's root. Times are UTC. Person-level tables are read through the gate only.

            | table | level | one row is |
            |---|---|---|
            """);
    for (Table table : Tables.ALL) {
      text.append(
          "| [%s](#%s) | %s | %s |%n"
              .formatted(table.name(), table.name(), level(table), table.meaning()));
    }
    for (Table table : Tables.ALL) {
      text.append("%n## %s%n%s%n%n".formatted(table.name(), table.meaning()));
      text.append("Key: %s.".formatted(code(table.key())));
      if (!table.layout().partitionBy().isEmpty()) {
        text.append(
            " Partitioned by %s; files sorted by %s."
                .formatted(code(table.layout().partitionBy()), code(table.layout().sortBy())));
      }
      text.append("\n\n| column | type | null | meaning |\n|---|---|---|---|\n");
      for (Column column : table.columns()) {
        text.append(
            "| %s | %s | %s | %s |%n"
                .formatted(
                    column.name(),
                    column.type().simpleString(),
                    column.nullable() ? "yes" : "",
                    column.meaning()));
      }
    }
    return text.toString();
  }

  private static String level(Table table) {
    return table instanceof PersonTable ? "person" : "open";
  }

  private static String code(List<String> names) {
    return "`" + String.join("`, `", names) + "`";
  }
}
