package org.optika.spark.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.actions.AddFile;

/** Some files of a table: a plain scan of them, and what Delta's log says of each. */
public final class TableFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Delta keeps times in whole milliseconds, less than which is cut off. */
  private static final long CUT_MICROS = 1000;

  private final List<AddFile> files;
  private final Dataset<Row> rows;

  /**
   * @param rows all rows of the files
   */
  TableFiles(List<AddFile> files, Dataset<Row> rows) {
    this.files = files;
    this.rows = rows;
  }

  /** All rows of the files, and the columns of the table. */
  public Dataset<Row> rows() {
    return rows;
  }

  /** The files' names, without their folders. */
  public Set<String> names() {
    return files.stream().map(TableFiles::name).collect(Collectors.toSet());
  }

  /**
   * Names of the files that may hold a row in which one of some times is later than an instant: all
   * but those whose statistics exclude it.
   *
   * @param columns timestamps
   */
  public Set<String> namesLaterThan(long micros, Collection<String> columns) {
    Set<String> names = new HashSet<>();
    for (AddFile file : files) {
      JsonNode most = most(file);
      if (columns.stream().anyMatch(column -> mayBeLater(most.path(column), micros))) {
        names.add(name(file));
      }
    }
    return names;
  }

  private static JsonNode most(AddFile file) {
    try {
      return JSON.readTree(file.stats() == null ? "{}" : file.stats()).path("maxValues");
    } catch (JsonProcessingException unreadable) {
      return JSON.missingNode();
    }
  }

  private static boolean mayBeLater(JsonNode most, long micros) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(most.asText());
      return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant()) + CUT_MICROS > micros;
    } catch (DateTimeException notKnown) {
      return true;
    }
  }

  private static String name(AddFile file) {
    return file.path().substring(file.path().lastIndexOf('/') + 1);
  }
}
