package org.optika.sample;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * A Parquet file of touchpoints, written without Spark. It is not compressed: compressors are
 * native code whose output may differ between machines, and the same world has to have the same
 * bytes.
 */
final class TouchpointFile implements Closeable {
  private static final long ROW_GROUP_BYTES = 16L << 20;
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message touchpoint {
            optional binary event_id (STRING);
            optional binary device_id (STRING);
            optional binary account_id (STRING);
            optional int64 ts (TIMESTAMP(MICROS,true));
            optional int64 received_at (TIMESTAMP(MICROS,true));
            optional binary interaction (STRING);
            optional binary source (STRING);
            optional binary medium (STRING);
            optional binary campaign (STRING);
            optional binary vendor (STRING);
            optional binary device_class (STRING);
            optional binary shop (STRING);
            optional binary region (STRING);
            optional binary user_agent (STRING);
          }
          """);

  private final Path path;
  private final ParquetWriter<Touchpoint> writer;
  final RowCounts counts;

  TouchpointFile(Path root, String name) throws IOException {
    String file = RawSource.TOUCHPOINTS.folder() + "/" + name + ".parquet";
    this.path = root.resolve(file);
    Files.createDirectories(path.getParent());
    this.writer = new Builder(path).build();
    this.counts = new RowCounts(file);
  }

  void good(Touchpoint row) throws IOException {
    counts.good++;
    writer.write(row);
  }

  void duplicate(Touchpoint row) throws IOException {
    counts.duplicates++;
    writer.write(row);
  }

  BadRow bad(Touchpoint row, String column, BadRow.Kind kind) throws IOException {
    counts.bad++;
    writer.write(row);
    return new BadRow(counts.file, counts.rows(), column, kind);
  }

  @Override
  public void close() throws IOException {
    writer.close();
    ParquetFooter.sortEncodings(path);
  }

  private static final class Builder extends ParquetWriter.Builder<Touchpoint, Builder> {
    Builder(Path path) {
      super(new LocalOutputFile(path));
      withConf(new PlainParquetConfiguration());
      withCompressionCodec(CompressionCodecName.UNCOMPRESSED);
      withRowGroupSize(ROW_GROUP_BYTES);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // still abstract in the library
    protected WriteSupport<Touchpoint> getWriteSupport(Configuration unused) {
      return new RowSupport();
    }

    @Override
    protected WriteSupport<Touchpoint> getWriteSupport(ParquetConfiguration unused) {
      return new RowSupport();
    }
  }

  private static final class RowSupport extends WriteSupport<Touchpoint> {
    private RecordConsumer consumer;

    @Override
    @SuppressWarnings("deprecation") // still abstract in the library
    public WriteContext init(Configuration unused) {
      return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration unused) {
      return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      this.consumer = recordConsumer;
    }

    @Override
    public void write(Touchpoint row) {
      consumer.startMessage();
      text(0, row.eventId());
      text(1, row.deviceId());
      text(2, row.accountId());
      micros(3, row.atMicros());
      micros(4, row.receivedMicros());
      text(5, row.interaction());
      text(6, row.source());
      text(7, row.medium());
      text(8, row.campaign());
      text(9, row.vendor());
      text(10, row.deviceClass());
      text(11, row.shop());
      text(12, row.region());
      text(13, row.userAgent());
      consumer.endMessage();
    }

    private void text(int field, String value) {
      if (value != null) {
        String name = SCHEMA.getFieldName(field);
        consumer.startField(name, field);
        consumer.addBinary(Binary.fromString(value));
        consumer.endField(name, field);
      }
    }

    private void micros(int field, Long value) {
      if (value != null) {
        String name = SCHEMA.getFieldName(field);
        consumer.startField(name, field);
        consumer.addLong(value);
        consumer.endField(name, field);
      }
    }
  }
}
