package org.optika.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.optika.core.ingest.PseudonymKey;
import org.optika.jobs.config.EngineConfig;

/** The pseudonymisation key: read from a file or the environment, never printed. */
final class Keys {
  private static final int BYTES = 32;

  private Keys() {}

  /**
   * @throws UserErrorException when there is no key or it is too short; never shows any of it
   */
  static PseudonymKey pseudonymKey(EngineConfig.KeySource source) {
    byte[] secret =
        source.keyFile().isPresent()
            ? fromFile(source.keyFile().get())
            : fromEnvironment(source.keyEnv().orElseThrow());
    try {
      return new PseudonymKey(secret, source.epoch());
    } catch (IllegalArgumentException weak) {
      throw new UserErrorException("Pseudonymisation key: %s", weak.getMessage());
    }
  }

  private static byte[] fromFile(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8)
          .strip()
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException absent) {
      throw new UserErrorException(
          "No pseudonymisation key in %s. Make one with: (umask 077; mkdir -p %s; openssl rand -hex 32 > %s), keep it safe, never commit it.",
          file, file.toAbsolutePath().getParent(), file);
    }
  }

  private static byte[] fromEnvironment(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new UserErrorException(
          "No pseudonymisation key: the environment variable %s is not set.", name);
    }
    return value.strip().getBytes(StandardCharsets.UTF_8);
  }

  /** A random key in a file that only its owner reads; leaves an existing file alone. */
  static void createIfAbsent(Path file) {
    if (Files.exists(file)) {
      return;
    }
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(file, HexFormat.of().formatHex(secret) + "\n", StandardCharsets.UTF_8);
    } catch (IOException unwritable) {
      throw new UserErrorException(
          "%s: the key cannot be written: %s", file, unwritable.getMessage());
    }
  }
}
