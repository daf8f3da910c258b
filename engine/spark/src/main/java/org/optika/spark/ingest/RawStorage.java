package org.optika.spark.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.optika.core.ingest.StableIds;

/** Where raw files lie. */
final class RawStorage {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Configuration configuration;

  RawStorage(Configuration configuration) {
    this.configuration = configuration;
  }

  /** Checksum files beside local files are left alone: they are Hadoop's and may be outdated. */
  private FileSystem system(Path path) throws IOException {
    FileSystem system = path.getFileSystem(configuration);
    return system instanceof LocalFileSystem local ? local.getRawFileSystem() : system;
  }

  /** A file below a root. */
  record Listed(Path path, String name, long bytes, long modified) {}

  /** Files that a glob finds below the root, hidden ones left out, in the order of their names. */
  List<Listed> list(String root, String glob) throws IOException {
    Path rootPath = new Path(root);
    FileSystem system = system(rootPath);
    String rootUri =
        rootPath.makeQualified(system.getUri(), system.getWorkingDirectory()).toString();
    FileStatus[] found = system.globStatus(new Path(rootPath, glob));
    List<Listed> files = new ArrayList<>();
    for (FileStatus status : found == null ? new FileStatus[0] : found) {
      String location = status.getPath().toString();
      String last = status.getPath().getName();
      if (status.isFile() && !last.startsWith("_") && !last.startsWith(".")) {
        String name = location.substring(location.indexOf(rootUri) + rootUri.length());
        files.add(
            new Listed(
                status.getPath(),
                name.replaceFirst("^/+", ""),
                status.getLen(),
                status.getModificationTime()));
      }
    }
    files.sort(Comparator.comparing(Listed::name));
    return files;
  }

  FSDataInputStream open(String location) throws IOException {
    Path path = new Path(location);
    return system(path).open(path);
  }

  long length(String location) throws IOException {
    Path path = new Path(location);
    return system(path).getFileStatus(path).getLen();
  }

  /** Whether nobody seems to have written the file since it was listed. */
  boolean isUnchanged(RawFile file) throws IOException {
    Path path = new Path(file.location());
    FileStatus now = system(path).getFileStatus(path);
    return now.getLen() == file.bytes() && now.getModificationTime() == file.modified();
  }

  /** Identity of a file: the source and every byte. */
  long fileId(String source, String location) throws IOException {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK lacks SHA-256", impossible);
    }
    sha256.update((source + "\n").getBytes(StandardCharsets.UTF_8));
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = open(location)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha256.update(buffer, 0, read);
      }
    }
    return StableIds.first63Bits(sha256.digest());
  }
}
