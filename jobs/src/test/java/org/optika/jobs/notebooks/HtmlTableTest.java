package org.optika.jobs.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class HtmlTableTest {

  @Test
  void cells_read_as_people_write_them() {
    Row row =
        RowFactory.create(
            "a < b",
            12_345L,
            0.5,
            new BigDecimal("1.2500"),
            Timestamp.from(Instant.parse("2026-03-01T10:00:00Z")),
            null);

    assertThat(HtmlTable.of("A & B", List.of("s", "n", "d", "m", "t", "<"), List.of(row)))
        .isEqualTo(
            """
            <table>
            <caption><b>A &amp; B</b></caption>
            <tr><th>s</th><th>n</th><th>d</th><th>m</th><th>t</th><th>&lt;</th></tr>
            <tr><td style="text-align:left">a &lt; b</td>\
            <td style="text-align:right">12,345</td>\
            <td style="text-align:right">0.5</td>\
            <td style="text-align:right">1.25</td>\
            <td style="text-align:left">2026-03-01T10:00:00Z</td>\
            <td style="text-align:left"></td></tr>
            </table>""");
  }

  @Test
  void a_table_that_nobody_reads_is_refused() {
    List<Row> rows = Collections.nCopies(HtmlTable.MOST_ROWS + 1, RowFactory.create(1));

    assertThatThrownBy(() -> HtmlTable.of("All", List.of("n"), rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Table 'All': expected at most 100 rows, got more; aggregate or limit them");
    assertThat(HtmlTable.of("All", List.of("n"), rows.subList(1, rows.size()))).contains("<td");
  }
}
