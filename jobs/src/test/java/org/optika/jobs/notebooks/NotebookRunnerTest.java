package org.optika.jobs.notebooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.optika.jobs.notebooks.NotebookRunner.CellOutput;

class NotebookRunnerTest {
  private static final Path TINY = Path.of("src/test/resources/notebooks/tiny.ipynb");
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  @Test
  void later_cells_see_what_earlier_ones_declared() throws IOException {
    ByteArrayOutputStream log = new ByteArrayOutputStream();

    List<CellOutput> outputs =
        NotebookRunner.run(Notebook.read(TINY), new PrintStream(log, true, UTF_8));

    assertThat(outputs)
        .containsExactly(
            new CellOutput(1, ""), new CellOutput(3, "1 of 2\n[text/html] <b>1</b>\n50.0\n"));
    assertThat(log.toString(UTF_8))
        .isEqualTo(
            """
            tiny.ipynb, cell 1
            tiny.ipynb, cell 3
                1 of 2
                [text/html] <b>1</b>
                50.0
            """);
  }

  @Test
  void a_cell_that_does_not_compile_is_named_with_its_line() {
    assertThatThrownBy(() -> run("int a = 1;", "int b = 2;\n\nint c =\n    nowhere + a;"))
        .isInstanceOf(NotebookFailure.class)
        .hasMessageStartingWith("test.ipynb, cell 2, line 4: cannot find symbol")
        .hasMessageContaining("symbol:   variable nowhere")
        .hasMessageEndingWith("%n    nowhere + a;".formatted());
  }

  @Test
  void a_cell_that_throws_is_named_with_its_line_and_what_it_had_printed() {
    assertThatThrownBy(
            () ->
                run(
                    """
                    // a comment
                    System.out.println("so far");

                    for (int i = 0; i < 2; i++) {
                      Integer.parseInt("x" + i);
                    }
                    """))
        .isInstanceOf(NotebookFailure.class)
        .hasMessage(
            """
            test.ipynb, cell 1, line 5: java.lang.NumberFormatException: For input string: "x0"
                Integer.parseInt("x" + i);
            The cell had printed:
            so far
            """);
  }

  @Test
  void an_exception_from_an_earlier_cell_is_reported_where_it_was_called() {
    assertThatThrownBy(
            () -> run("int half(int n) {\n  return 1 / n;\n}", "int one = 1;\nhalf(one - 1)"))
        .isInstanceOf(NotebookFailure.class)
        .hasMessageStartingWith(
            "test.ipynb, cell 2, line 2: java.lang.ArithmeticException: / by zero");
  }

  @Test
  void a_failure_ends_the_run_and_gives_standard_output_back() {
    PrintStream before = System.out;

    assertThatThrownBy(
            () -> run("throw new IOException(\"stop\");", "System.setProperty(\"ran\", \"yes\");"))
        .hasMessageContaining("java.io.IOException: stop");

    assertThat(System.getProperty("ran")).isNull();
    assertThat(System.out).isSameAs(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          int a = 1; for (;;) {        | cell 1, line 1: the cell ends in the middle of this
          int twice() { return 2 * x; } | cell 1, line 1: nothing declares variable x
          %dependency /list            | cell 1, line 1: illegal start of expression
          """)
  void what_is_not_whole_fails(String cell, String expected) {
    assertThatThrownBy(() -> run(cell))
        .isInstanceOf(NotebookFailure.class)
        .hasMessageContaining(expected);
  }

  @Test
  void declarations_of_one_cell_may_name_each_other() {
    assertThat(run("int even(int n) { return odd(n); }\nint odd(int n) { return 7; }\neven(1)"))
        .containsExactly(new CellOutput(1, "7\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not json                      | test.ipynb: expected JSON, got something else
          {"nbformat": 3, "cells": []}  | test.ipynb: expected a notebook of nbformat 4 with cells, got nbformat '3'
          {"nbformat": 4, "cells": []}  | test.ipynb: expected metadata.kernelspec.language 'java', got ''
          """)
  void what_is_no_notebook_in_java_is_refused(String text, String expected, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("test.ipynb"), text);

    assertThatThrownBy(() -> Notebook.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(expected);
  }

  @Test
  void compiling_runs_nothing() {
    NotebookRunner.compile(
        notebook(
            "int twice(int n) {\n  return 2 * n;\n}",
            "var four = twice(2);\nSystem.setProperty(\"compiled\", \"and run\");",
            "int eight = four + Integer.parseInt(\"x\");\nthrow new Error(\"run\");"));

    assertThat(System.getProperty("compiled")).isNull();
  }

  @Test
  void compiling_names_the_cell_and_the_line_that_does_not_compile() {
    assertThatThrownBy(
            () -> NotebookRunner.compile(notebook("var a = 1;", "int b = 2;\nString c = a;")))
        .isInstanceOf(NotebookFailure.class)
        .hasMessageStartingWith("test.ipynb, cell 2, line 2: incompatible types");
    assertThatThrownBy(() -> NotebookRunner.compile(notebook("int twice() { return 2 * x; }")))
        .isInstanceOf(NotebookFailure.class)
        .hasMessageStartingWith("test.ipynb, cell 1, line 1: nothing declares variable x");
  }

  private static List<CellOutput> run(String... sources) {
    return NotebookRunner.run(notebook(sources), NOWHERE);
  }

  private static Notebook notebook(String... sources) {
    List<Notebook.Cell> cells = new ArrayList<>();
    for (String source : sources) {
      cells.add(new Notebook.Cell(cells.size() + 1, source));
    }
    return new Notebook("test.ipynb", cells);
  }
}
