package org.optika.spark.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.optika.core.ingest.Fault;
import org.optika.core.ingest.Field;
import org.optika.core.ingest.FieldType;
import org.optika.core.ingest.RawRow;
import org.optika.core.ingest.RowSource;
import org.optika.core.ingest.SourceSpec;

/**
 * Rows of some row groups of a Parquet file, read column by column without Spark, so that a page
 * that cannot be decoded is known to belong to this file. Page checksums are verified where the
 * writer left them.
 */
final class ParquetRows implements RowSource {
  private static final Fault BROKEN =
      new Fault(Fault.WHOLE_ROW, "a complete Parquet file", "bytes that cannot be decoded");

  private final ParquetFileReader reader;
  private final MessageType schema;
  private final String createdBy;
  private final List<ParquetCell> cells = new ArrayList<>();
  private final List<ColumnDescriptor> descriptors = new ArrayList<>();
  private final RawRow row;
  private final int lastGroup;

  private int group;
  private long left;
  private ColumnReader[] columns;
  private Fault fault;

  /**
   * @param columns raw columns in the order of {@link RawRow}; the schema has them, see {@link
   *     #misfit}
   * @param firstGroup first row group, from 0
   * @param lastGroup last row group, inclusive
   */
  ParquetRows(ParquetInput file, List<String> columns, RawRow row, int firstGroup, int lastGroup) {
    this.row = row;
    this.group = firstGroup;
    this.lastGroup = lastGroup;
    try {
      this.reader = open(file);
      MessageType whole = reader.getFooter().getFileMetaData().getSchema();
      this.createdBy = reader.getFooter().getFileMetaData().getCreatedBy();
      this.schema =
          new MessageType(
              whole.getName(),
              columns.stream().map(name -> (Type) whole.getType(name).asPrimitiveType()).toList());
      reader.setRequestedSchema(schema);
    } catch (IOException | RuntimeException unreadable) {
      throw new UnreadableFileException(BROKEN, unreadable);
    }
    for (int i = 0; i < columns.size(); i++) {
      cells.add(ParquetCell.of(schema.getType(i).asPrimitiveType(), row, i, columns.get(i)));
      descriptors.add(schema.getColumns().get(i));
    }
  }

  private static ParquetFileReader open(ParquetInput file) throws IOException {
    return ParquetFileReader.open(
        file,
        new ParquetReadOptions.Builder(new PlainParquetConfiguration())
            .usePageChecksumVerification(true)
            .withUseHadoopVectoredIo(false)
            .build());
  }

  /**
   * Rows of each row group, as the footer says.
   *
   * @throws UnreadableFileException when there is no footer that could be read, or when a column is
   *     missing or of a type that no value of could be used
   */
  static List<Long> rowGroups(ParquetInput file) {
    try (ParquetFileReader reader = open(file)) {
      return reader.getRowGroups().stream().map(BlockMetaData::getRowCount).toList();
    } catch (IOException | RuntimeException unreadable) {
      throw new UnreadableFileException(BROKEN, unreadable);
    }
  }

  /** Why the columns of a readable file do not fit the source. */
  static Optional<Fault> misfit(ParquetInput file, SourceSpec spec) {
    MessageType schema;
    try (ParquetFileReader reader = open(file)) {
      schema = reader.getFooter().getFileMetaData().getSchema();
    } catch (IOException | RuntimeException unreadable) {
      throw new UnreadableFileException(BROKEN, unreadable);
    }
    for (String column : spec.rawColumns()) {
      if (!schema.containsField(column)) {
        return Optional.of(new Fault(column, "a column of that name", "no such column"));
      }
      Type type = schema.getType(column);
      boolean flat = type.isPrimitive() && !type.isRepetition(Type.Repetition.REPEATED);
      for (Field field : Field.values()) {
        FieldType wanted = field.type();
        if (column.equals(spec.columns().get(field))
            && !(flat && wanted.accepts(ParquetCell.kind(type.asPrimitiveType())))) {
          return Optional.of(wrongType(column, wanted.expected(), type));
        }
      }
      if (!flat) {
        return Optional.of(wrongType(column, "single values", type));
      }
    }
    return Optional.empty();
  }

  private static Fault wrongType(String column, String expected, Type type) {
    String found =
        !type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)
            ? "objects or lists"
            : "a column of type "
                + (type.getLogicalTypeAnnotation() == null
                    ? type.asPrimitiveType().getPrimitiveTypeName()
                    : type.getLogicalTypeAnnotation());
    return new Fault(column, "a column that holds " + expected, found);
  }

  @Override
  public boolean next() {
    try {
      while (left == 0) {
        if (group > lastGroup) {
          return false;
        }
        openGroup();
      }
      left--;
      fault = null;
      for (int i = 0; i < columns.length; i++) {
        ColumnReader column = columns[i];
        ParquetCell cell = cells.get(i);
        if (column.getCurrentDefinitionLevel() == descriptors.get(i).getMaxDefinitionLevel()) {
          column.writeCurrentValueToConverter();
          if (cell.fault() != null && fault == null) {
            fault = cell.fault();
          }
        } else {
          row.putAbsent(i);
        }
        column.consume();
      }
    } catch (IOException | RuntimeException unreadable) {
      throw new UnreadableFileException(BROKEN, unreadable);
    }
    return true;
  }

  private void openGroup() throws IOException {
    PageReadStore pages = reader.readRowGroup(group++);
    ColumnReadStoreImpl store =
        new ColumnReadStoreImpl(
            pages,
            new GroupConverter() {
              @Override
              public Converter getConverter(int field) {
                return cells.get(field);
              }

              @Override
              public void start() {}

              @Override
              public void end() {}
            },
            schema,
            createdBy);
    left = pages.getRowCount();
    columns = descriptors.stream().map(store::getColumnReader).toArray(ColumnReader[]::new);
  }

  @Override
  public Optional<Fault> rowFault() {
    return Optional.ofNullable(fault);
  }

  @Override
  public Optional<Fault> fileFault() {
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
