package org.optika.spark.table;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Delta log store for local disks that several JVMs share. A commit is written to a temporary file,
 * forced to disk and hard-linked to its name: the link is the one atomic step, and it fails when
 * the version exists. Delta's default renames after a check, which two JVMs can both pass.
 */
public final class LinkLogStore extends HadoopFileSystemLogStore {

  public LinkLogStore(Configuration configuration) {
    super(configuration);
  }

  @Override
  public void write(
      Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
      throws IOException {
    java.nio.file.Path target = java.nio.file.Path.of(path.toUri().getPath());
    java.nio.file.Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    Files.createDirectories(target.getParent());
    try {
      StringBuilder content = new StringBuilder();
      actions.forEachRemaining(action -> content.append(action).append('\n'));
      try (FileChannel file =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(content.toString());
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
      }
      if (overwrite) {
        // A checksum that Hadoop keeps beside a file of another log store is not that of ours.
        Files.deleteIfExists(target.resolveSibling("." + target.getFileName() + ".crc"));
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.createLink(target, temporary);
      }
    } catch (FileAlreadyExistsException taken) {
      throw new FileAlreadyExistsException(path.toString());
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * True although {@link #write} shows no half commits: checkpoints do not come this way, and only
   * when half a file would be seen does Delta write them under another name first.
   */
  @Override
  public Boolean isPartialWriteVisible(Path path, Configuration configuration) {
    return true;
  }
}
