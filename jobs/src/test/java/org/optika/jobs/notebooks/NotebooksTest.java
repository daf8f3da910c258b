package org.optika.jobs.notebooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every notebook of the repository runs from top to bottom, those that take minutes in the slow
 * suite; the check compiles these. Each has a JVM of its own, because its first cell starts Spark,
 * and begins in its own folder, as in Jupyter. They run in the order of their names on one folder
 * of tables, so that a later one finds what an earlier one has built.
 */
class NotebooksTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final long MINUTES = 20;

  /** Those of the flow; more may be added. */
  private static final List<String> EXPECTED =
      List.of("01-consent-timeline.ipynb", "02-attribution.ipynb", "03-scores.ipynb");

  /** Those that make a world large enough to learn from; each has a test in the slow suite. */
  private static final Set<String> SLOW = Set.of("03-scores.ipynb");

  @TempDir Path logs;

  @TestFactory
  List<DynamicTest> notebook_runs() throws IOException {
    List<Path> notebooks = notebooks();

    assertThat(notebooks).extracting(file -> file.getFileName().toString()).containsAll(EXPECTED);
    return notebooks.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> passes(file)))
        .toList();
  }

  @Test
  @Tag("slow")
  @Tag("scores")
  void scores_notebook_runs() throws Exception {
    runs(ROOT.resolve("notebooks/03-scores.ipynb"));
  }

  /** What the check can say of a notebook without the minutes that it takes. */
  private void passes(Path notebook) throws IOException, InterruptedException {
    if (SLOW.contains(notebook.getFileName().toString())) {
      NotebookRunner.compile(Notebook.read(notebook));
    } else {
      runs(notebook);
    }
  }

  private static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("notebooks"))) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  @Test
  void a_notebook_that_fails_is_noticed() throws Exception {
    Path failing =
        Files.writeString(
            logs.resolve("failing.ipynb"),
            """
            {"nbformat": 4, "metadata": {"kernelspec": {"language": "java"}},
             "cells": [{"cell_type": "code", "source": "throw new Error(\\"on purpose\\");"}]}
            """);

    Run run = run(failing);

    assertThat(run.log()).contains("failing.ipynb, cell 1, line 1: java.lang.Error: on purpose");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private void runs(Path notebook) throws IOException, InterruptedException {
    Run run = run(notebook);

    assertThat(run.exitCode()).as(run.log()).isZero();
  }

  private Run run(Path notebook) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-agentlib") && !argument.startsWith("-javaagent"))
        .forEach(command::add);
    command.add("-Doptika.notebooks.dir=" + logs.resolve("tables"));
    command.add("-cp");
    // As the launcher does: the folder of the configuration brings the settings of the log.
    command.add(ROOT.resolve("conf") + File.pathSeparator + System.getProperty("java.class.path"));
    command.add(NotebookRunner.class.getName());
    command.add(notebook.toString());
    Path log = logs.resolve(notebook.getFileName() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(notebook.getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putIfAbsent("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
          .as("%s ended within %d minutes", notebook.getFileName(), MINUTES)
          .isTrue();
      return new Run(process.exitValue(), Files.readString(log, UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  private record Run(int exitCode, String log) {}
}
