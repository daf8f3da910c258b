package org.optika.spark.table.columnar;

import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local disk under a scheme that nobody takes for one. */
public final class FarStore extends RawLocalFileSystem {
  private static final String SCHEME = "far";

  static Configuration configuration() {
    Configuration configuration = new Configuration(false);
    configuration.setClass(
        "fs." + SCHEME + ".impl", FarStore.class, org.apache.hadoop.fs.FileSystem.class);
    return configuration;
  }

  static URI uri(Path file) {
    return URI.create(SCHEME + "://" + file);
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }
}
