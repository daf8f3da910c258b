package org.optika.spark.table.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM beside this one, on the same class path; its errors are printed among ours. */
final class Jvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  Jvm(Class<?> main, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Waits until it prints a line that begins so. */
  String awaitLine(String beginning) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(beginning)) {
        return line;
      }
    }
    throw new IllegalStateException(
        "expected a line '%s...', got the end of the output".formatted(beginning));
  }

  void send(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** As kill -9 does. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits for its end. */
  int exit() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    kill();
  }
}
