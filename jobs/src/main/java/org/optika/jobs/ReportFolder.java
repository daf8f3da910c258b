package org.optika.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A folder of what a report rests on, see {@link ReportExport#files}. The evidence module makes the
 * bundle of it and knows nothing else.
 */
final class ReportFolder implements AutoCloseable {
  private final Path path;
  private final boolean kept;

  private ReportFolder(Path path, boolean kept) {
    this.path = path;
    this.kept = kept;
  }

  /** Deleted when closed. */
  static ReportFolder temporary() {
    try {
      return new ReportFolder(Files.createTempDirectory("optika-report"), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stays where it is. */
  static ReportFolder kept(Path path) {
    return new ReportFolder(path, true);
  }

  /**
   * @param files contents by path below the folder
   */
  void write(Map<String, Object> files) {
    files.forEach(
        (name, content) -> {
          Path file = path.resolve(name);
          try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, JsonText.of(content), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UserErrorException("%s cannot be written: %s", file, e.getMessage());
          }
        });
  }

  /** Puts a file of the user into the folder. */
  void copy(Path from, String name) {
    Path to = path.resolve(name);
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UserErrorException("%s cannot be read: %s", from, e.getMessage());
    }
  }

  /**
   * Bundles and signs it, in a JVM of its own.
   *
   * @param out folder of the bundle
   * @param key that signs
   * @param more further options of the command {@code bundle}
   * @return exit code of the evidence module, which has said what is wrong
   */
  int bundle(Path out, Path key, List<String> more) {
    List<String> arguments = new ArrayList<>(List.of("bundle", "--input", path.toString()));
    arguments.addAll(List.of("--out", out.toString(), "--key", key.toString()));
    arguments.addAll(more);
    return EvidenceProcess.run(arguments);
  }

  @Override
  public void close() {
    if (kept) {
      return;
    }
    try (var files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
