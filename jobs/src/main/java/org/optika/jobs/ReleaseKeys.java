package org.optika.jobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.optika.core.privacy.noise.ReleaseKey;

/**
 * Keys of releases that are not published yet, a file each that only its owner reads, outside of
 * the lake. A run that is killed goes on with the key of its file, and so draws the same noise.
 */
final class ReleaseKeys {
  private final Path folder;

  ReleaseKeys(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes a key, on the disk when this returns; leaves one that is there alone.
   *
   * @return whether there was none
   */
  boolean createIfAbsent(String releaseId) {
    byte[] secret = new byte[ReleaseKey.BYTES];
    new SecureRandom().nextBytes(secret);
    Path file = file(releaseId);
    try {
      Files.createDirectories(folder);
      boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
      FileAttribute<?>[] ownerOnly =
          posix
              ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
              }
              : new FileAttribute<?>[0];
      Path written = Files.createTempFile(folder, "new", ".tmp", ownerOnly);
      try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(secret));
        channel.force(true);
        // A link appears whole or not at all, and never replaces another key.
        Files.createLink(file, written);
      } finally {
        Files.delete(written);
      }
      return true;
    } catch (FileAlreadyExistsException keptFromBefore) {
      return false; // the noise of a run that was killed is drawn with it
    } catch (IOException unwritable) {
      throw new UserErrorException(
          "%s: the key of a release cannot be written: %s", folder, unwritable.getMessage());
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** Empty when there is none: it was destroyed, or lost. */
  Optional<ReleaseKey> find(String releaseId) {
    try {
      byte[] secret = Files.readAllBytes(file(releaseId));
      try {
        return secret.length == ReleaseKey.BYTES
            ? Optional.of(new ReleaseKey(secret))
            : Optional.empty();
      } finally {
        Arrays.fill(secret, (byte) 0);
      }
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** Overwrites and removes a key, if it is there. */
  void destroy(String releaseId) {
    Path file = file(releaseId);
    try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.WRITE))) {
      channel.write(ByteBuffer.allocate(ReleaseKey.BYTES));
      channel.force(true);
    } catch (IOException none) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException undeletable) {
      throw new UserErrorException("%s: cannot be removed; remove it", file);
    }
  }

  private Path file(String releaseId) {
    return folder.resolve(releaseId + ".key");
  }
}
