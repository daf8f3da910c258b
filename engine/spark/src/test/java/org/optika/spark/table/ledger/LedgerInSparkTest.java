package org.optika.spark.table.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.optika.spark.LocalSpark;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Tables;

/** The table as Spark sees it, after more commits than a checkpoint takes. */
@ExtendWith(LocalSpark.class)
class LedgerInSparkTest {

  @TempDir private Path root;

  @Test
  void spark_reads_what_the_ledger_has_written_and_may_not_delete_it(SparkSession spark) {
    Lake lake = Lake.open(spark, root.toString(), 4);
    Path table = Path.of(lake.location(Tables.BUDGET_LEDGER));
    BudgetLedger ledger = Ledgers.open(table);
    for (int release = 1; release <= 6; release++) {
      ledger.reserve(Ledgers.tenth("weekly-" + release), Ledgers.NOW);
      ledger.commit("weekly-" + release, "dp_release " + release, Ledgers.NOW);
    }

    assertThat(table.resolve("_delta_log/00000000000000000010.checkpoint.parquet")).exists();
    assertThat(lake.read(Tables.BUDGET_LEDGER).schema().fieldNames())
        .containsExactly(Tables.BUDGET_LEDGER.schema().fieldNames());
    List<Row> rows = lake.read(Tables.BUDGET_LEDGER).orderBy("sequence").collectAsList();
    assertThat(rows).hasSize(12);
    Row last = rows.get(11);
    assertThat(last.<String>getAs("controller_id")).isEqualTo("acme");
    assertThat(last.<Long>getAs("sequence")).isEqualTo(12);
    assertThat(last.<String>getAs("release_id")).isEqualTo("weekly-6");
    assertThat(last.<String>getAs("entry")).isEqualTo("commit");
    assertThat(last.<Date>getAs("period_until")).isEqualTo("2026-02-01");
    assertThat(last.<BigDecimal>getAs("epsilon")).isEqualByComparingTo("0.1");
    assertThat(last.<Timestamp>getAs("recorded_at").toInstant()).isEqualTo(Ledgers.NOW);
    assertThat(last.<String>getAs("note")).isEqualTo("dp_release 6");
    assertThat(last.<String>getAs("hash")).isEqualTo(ledger.head().hash());

    assertThatThrownBy(
            () -> spark.sql("DELETE FROM delta.`%s` WHERE sequence = 12".formatted(table)))
        .hasMessageContaining("DELTA_CANNOT_MODIFY_APPEND_ONLY");
  }
}
