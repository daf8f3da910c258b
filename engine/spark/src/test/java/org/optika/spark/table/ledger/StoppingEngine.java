package org.optika.spark.table.ledger;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.ExpressionHandler;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.engine.FileSystemClient;
import io.delta.kernel.engine.JsonHandler;
import io.delta.kernel.engine.ParquetHandler;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The engine of a ledger, stopped at one of its steps: right before or right after it writes a
 * file. Steps count from 1, two for each file.
 */
final class StoppingEngine implements Engine {

  /** What happens at the step, and at all later ones; does not return. */
  interface Stop {
    void at(String step) throws IOException;
  }

  private final Engine engine = BudgetLedger.engine(new Configuration());
  private final int stopAt;
  private final Stop stop;
  private int step;

  StoppingEngine(int stopAt, Stop stop) {
    this.stopAt = stopAt;
    this.stop = stop;
  }

  private void step(String when, String path) throws IOException {
    if (++step >= stopAt) {
      stop.at(when + " " + path);
    }
  }

  @Override
  public ExpressionHandler getExpressionHandler() {
    return engine.getExpressionHandler();
  }

  @Override
  public FileSystemClient getFileSystemClient() {
    return engine.getFileSystemClient();
  }

  @Override
  public JsonHandler getJsonHandler() {
    JsonHandler json = engine.getJsonHandler();
    return new JsonHandler() {
      @Override
      public ColumnarBatch parseJson(
          ColumnVector text, StructType schema, Optional<ColumnVector> selected) {
        return json.parseJson(text, schema, selected);
      }

      @Override
      public CloseableIterator<ColumnarBatch> readJsonFiles(
          CloseableIterator<FileStatus> files, StructType schema, Optional<Predicate> wanted)
          throws IOException {
        return json.readJsonFiles(files, schema, wanted);
      }

      @Override
      public void writeJsonFileAtomically(
          String path, CloseableIterator<Row> rows, boolean overwrite) throws IOException {
        step("before", path);
        json.writeJsonFileAtomically(path, rows, overwrite);
        step("after", path);
      }
    };
  }

  @Override
  public ParquetHandler getParquetHandler() {
    ParquetHandler parquet = engine.getParquetHandler();
    return new ParquetHandler() {
      @Override
      public CloseableIterator<FileReadResult> readParquetFiles(
          CloseableIterator<FileStatus> files, StructType schema, Optional<Predicate> wanted)
          throws IOException {
        return parquet.readParquetFiles(files, schema, wanted);
      }

      @Override
      public CloseableIterator<DataFileStatus> writeParquetFiles(
          String directory, CloseableIterator<FilteredColumnarBatch> rows, List<Column> statistics)
          throws IOException {
        step("before", directory);
        CloseableIterator<DataFileStatus> files =
            parquet.writeParquetFiles(directory, rows, statistics);
        step("after", directory);
        return files;
      }

      @Override
      public void writeParquetFileAtomically(
          String path, CloseableIterator<FilteredColumnarBatch> rows) throws IOException {
        step("before", path);
        parquet.writeParquetFileAtomically(path, rows);
        step("after", path);
      }
    };
  }
}
