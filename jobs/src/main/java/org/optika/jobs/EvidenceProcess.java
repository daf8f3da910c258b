package org.optika.jobs;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The evidence module in a JVM of its own: the versions of JSON and of other things that its
 * libraries need are not those that Spark brings.
 */
final class EvidenceProcess {
  private static final String PROPERTY = "optika.evidence.dir";
  private static final String MAIN = "org.optika.evidence.EvidenceMain";

  private EvidenceProcess() {}

  /**
   * Runs one command; what it says goes to {@link System#out} and {@link System#err}, wherever a
   * notebook or a test has put these.
   *
   * @return its exit code
   */
  static int run(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx2g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-cp", classPath(), MAIN));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).start();
      Thread errors = new Thread(() -> copy(process.getErrorStream(), System.err));
      errors.start();
      copy(process.getInputStream(), System.out);
      errors.join();
      return process.waitFor();
    } catch (IOException e) {
      throw new UserErrorException("The evidence module cannot be started: %s", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserErrorException("Interrupted while the evidence module was at work");
    }
  }

  private static void copy(InputStream from, PrintStream to) {
    try (from) {
      from.transferTo(to);
      to.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classPath() {
    String folder = System.getProperty(PROPERTY, "evidence/target");
    Path jar = Path.of(folder, "optika-evidence.jar");
    Path libraries = Path.of(folder, "evidence.classpath");
    if (!Files.exists(jar) || !Files.exists(libraries)) {
      throw new UserErrorException(
          "%s has no optika-evidence.jar with its evidence.classpath; build it ('./mvnw package'), or name its folder by -D%s=DIR",
          folder, PROPERTY);
    }
    try {
      return jar + File.pathSeparator + Files.readString(libraries).strip();
    } catch (IOException e) {
      throw new UserErrorException("%s cannot be read: %s", libraries, e.getMessage());
    }
  }
}
