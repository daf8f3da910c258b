package org.optika.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Tells configurations apart. */
final class FileHash {
  private FileHash() {}

  /** SHA-256 over all YAML files of a folder and of those in it, as hex. */
  static String ofConfiguration(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return of(files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList());
    } catch (IOException unreadable) {
      throw new UserErrorException("%s: cannot be read: %s", folder, unreadable.getMessage());
    }
  }

  /** SHA-256 as hex. */
  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** SHA-256 over name and bytes of each file, as hex. */
  static String of(List<Path> files) {
    try {
      MessageDigest digest = sha256();
      for (Path file : files) {
        digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
