package org.optika.spark.ingest;

import java.io.IOException;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A raw file as Parquet's reader wants it. */
final class ParquetInput implements InputFile {
  private final RawStorage storage;
  private final String location;

  ParquetInput(RawStorage storage, String location) {
    this.storage = storage;
    this.location = location;
  }

  @Override
  public long getLength() throws IOException {
    return storage.length(location);
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    return HadoopStreams.wrap(storage.open(location));
  }
}
