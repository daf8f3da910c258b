package org.optika.spark.table.ledger;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.defaults.internal.data.vector.DefaultGenericVector;
import io.delta.kernel.internal.types.DataTypeJsonSerDe;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.optika.core.privacy.ledger.Accounting;
import org.optika.core.privacy.ledger.Budget;
import org.optika.core.privacy.ledger.Bytes;
import org.optika.core.privacy.ledger.Charge;
import org.optika.core.privacy.ledger.DataPeriod;
import org.optika.core.privacy.ledger.EntryKind;
import org.optika.core.privacy.ledger.LedgerEntry;
import org.optika.core.privacy.ledger.OtherAccountingException;
import org.optika.core.privacy.ledger.Spending;
import org.optika.spark.table.Column;
import org.optika.spark.table.Tables;

/** Ledger entries as rows of {@link Tables#BUDGET_LEDGER}, for Delta Kernel. */
final class LedgerRows {
  private LedgerRows() {}

  static final StructType SCHEMA = schema();

  private static StructType schema() {
    org.apache.spark.sql.types.StructField[] fields =
        Tables.BUDGET_LEDGER.schema().fields().clone();
    for (int i = 0; i < fields.length; i++) {
      Column column = Tables.BUDGET_LEDGER.columns().get(i);
      fields[i] = fields[i].withComment(column.meaning());
    }
    // Spark and Delta write schemas as the same JSON.
    return DataTypeJsonSerDe.deserializeStructType(DataTypes.createStructType(fields).json());
  }

  static FilteredColumnarBatch batch(LedgerEntry entry) {
    Map<String, Object> values = values(entry);
    ColumnVector[] columns =
        SCHEMA.fields().stream().map(field -> column(field, values)).toArray(ColumnVector[]::new);
    return new FilteredColumnarBatch(
        new DefaultColumnarBatch(1, SCHEMA, columns), Optional.empty());
  }

  private static ColumnVector column(StructField field, Map<String, Object> values) {
    Object[] single = {values.get(field.getName())};
    return DefaultGenericVector.fromArray(field.getDataType(), single);
  }

  private static Map<String, Object> values(LedgerEntry entry) {
    Map<String, Object> values = new HashMap<>();
    values.put("controller_id", entry.ledgerId());
    values.put("sequence", entry.sequence());
    values.put("release_id", entry.charge().releaseId());
    values.put("entry", entry.kind().id());
    values.put("requested_by", entry.charge().requestedBy());
    values.put("period_from", days(entry.charge().period().from()));
    values.put("period_until", days(entry.charge().period().until()));
    entry.epsilon().ifPresent(epsilon -> values.put("epsilon", decimal(epsilon)));
    values.put("held_until", micros(entry.charge().heldUntil()));
    entry.note().ifPresent(note -> values.put("note", note));
    values.put("recorded_at", micros(entry.recordedAt()));
    values.put("budget_epsilon", decimal(entry.budget().epsilon()));
    values.put("budget_delta", decimal(entry.budget().delta()));
    values.put("accounting", entry.accounting());
    values.put("spending", entry.charge().spending().bytes());
    values.put("account", entry.account().toArray());
    values.put("previous_hash", entry.previousHash());
    values.put("hash", entry.hash());
    return values;
  }

  /**
   * @throws OtherAccountingException when the row is of another accounting
   * @throws IllegalArgumentException when it is none that a ledger has written
   */
  static LedgerEntry entry(Row row, Accounting accounting) {
    Cells cells = new Cells(row);
    String ledgerId = cells.text("controller_id");
    long sequence = cells.number("sequence");
    if (!cells.text("accounting").equals(accounting.id())) {
      throw new OtherAccountingException(ledgerId, cells.text("accounting"), accounting.id());
    }
    try {
      Charge charge =
          new Charge(
              cells.text("release_id"),
              cells.text("requested_by"),
              new DataPeriod(cells.day("period_from"), cells.day("period_until")),
              accounting.read(cells.binary("spending")),
              cells.instant("held_until"));
      return new LedgerEntry(
          ledgerId,
          sequence,
          EntryKind.of(cells.text("entry")),
          charge,
          cells.optionalText("note"),
          cells.instant("recorded_at"),
          new Budget(cells.decimal("budget_epsilon"), cells.decimal("budget_delta")),
          cells.optionalDecimal("epsilon"),
          accounting.id(),
          Bytes.of(cells.binary("account")),
          cells.text("previous_hash"),
          cells.text("hash"));
    } catch (IllegalArgumentException damaged) {
      throw new IllegalArgumentException(
          "Row %d of ledger '%s' is not as the ledger writes rows: %s"
              .formatted(sequence, ledgerId, damaged.getMessage()),
          damaged);
    }
  }

  private static int days(LocalDate day) {
    return Math.toIntExact(day.toEpochDay());
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static BigDecimal decimal(BigDecimal number) {
    return number.setScale(Spending.DECIMAL_PLACES);
  }

  /** The cells of a row by the names of their columns. */
  private record Cells(Row row) {

    private int place(String column) {
      return row.getSchema().indexOf(column);
    }

    String text(String column) {
      return row.getString(place(column));
    }

    Optional<String> optionalText(String column) {
      return row.isNullAt(place(column)) ? Optional.empty() : Optional.of(text(column));
    }

    long number(String column) {
      return row.getLong(place(column));
    }

    BigDecimal decimal(String column) {
      return row.getDecimal(place(column));
    }

    Optional<BigDecimal> optionalDecimal(String column) {
      return row.isNullAt(place(column)) ? Optional.empty() : Optional.of(decimal(column));
    }

    byte[] binary(String column) {
      return row.getBinary(place(column));
    }

    LocalDate day(String column) {
      return LocalDate.ofEpochDay(row.getInt(place(column)));
    }

    Instant instant(String column) {
      return Instant.EPOCH.plus(row.getLong(place(column)), ChronoUnit.MICROS);
    }
  }
}
