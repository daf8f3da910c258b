package org.optika.jobs.slow;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.optika.jobs.SmallWorld;

/** The command line in a JVM of its own, which can be killed. */
final class ChildRun {
  /** What the shell says of a process that kill -9 ended: 128 + 9. */
  static final int KILLED = 137;

  private static final long MINUTES = 15;

  private final Process process;
  private final Path log;

  private ChildRun(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a sub-command.
   *
   * @param command {@code run} or the name of a job
   * @param more options of this command
   */
  static ChildRun start(
      SmallWorld world, String command, Path lake, Path raw, Instant clock, String... more)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.matches("--add-.*|-Djdk\\.reflect.*|-Dio\\.netty.*"))
        .forEach(line::add);
    line.addAll(
        List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + world.folder().resolve("scratch"),
            "-cp",
            world.config().getParent()
                + java.io.File.pathSeparator
                + System.getProperty("java.class.path"),
            "org.optika.jobs.Optika",
            command,
            "--config",
            world.config().toString(),
            "--lake",
            lake.toString(),
            "--raw",
            raw.toString(),
            "--as-of",
            clock.toString(),
            "--known-at",
            clock.toString()));
    line.addAll(List.of(more));
    Path log = Files.createTempFile(world.folder(), command, ".log");
    return new ChildRun(
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL: nothing of the process runs any more, no hook, no finally. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits for the end; its exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      kill();
    }
    return process.waitFor();
  }

  String log() throws IOException {
    return Files.readString(log);
  }
}
