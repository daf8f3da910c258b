package org.optika.jobs.notebooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs the code cells of a notebook in order, in one jshell inside this JVM and on its class path,
 * and stops at the first cell that fails.
 *
 * <p>A cell sees what the Jupyter kernel gives it: the same imports, and {@code display}. While a
 * notebook runs, {@code System.out} of the JVM is its output.
 *
 * <p>Spark finds the lambdas of the cells only if a cell has started the session, so a notebook
 * that uses Spark needs a JVM in which none is running: {@link #main}.
 */
final class NotebookRunner implements AutoCloseable {
  /** The imports that the kernel makes before the first cell, and our display functions. */
  private static final List<String> PRELUDE =
      List.of(
          "import java.io.*;",
          "import java.math.*;",
          "import java.net.*;",
          "import java.util.*;",
          "import java.util.concurrent.*;",
          "import java.util.prefs.*;",
          "import java.util.regex.*;",
          "import static " + NotebookDisplay.class.getName() + ".*;");

  /**
   * What a cell has left.
   *
   * @param cell its number
   * @param text what it printed, then what it displayed, then the value of its last expression
   */
  record CellOutput(int cell, String text) {}

  private final JShell shell;

  private NotebookRunner(JShell.Builder builder) {
    shell = builder.build();
    shell.addToClasspath(System.getProperty("java.class.path"));
    PRELUDE.forEach(shell::eval);
  }

  /**
   * @param log is told of each cell when it begins, and of its output when it ends
   * @return one output for each cell, in order
   * @throws NotebookFailure if a cell does not compile, is incomplete, or throws
   */
  static List<CellOutput> run(Notebook notebook, PrintStream log) {
    return run(notebook, log, JShell.builder().executionEngine("local"));
  }

  /**
   * Compiles the cells in order, each with what earlier ones declare, and runs none of them.
   *
   * @throws NotebookFailure if a cell does not compile or is incomplete
   */
  static void compile(Notebook notebook) {
    run(
        notebook,
        new PrintStream(OutputStream.nullOutputStream()),
        JShell.builder().executionEngine(new NothingRuns(), Map.of()));
  }

  private static List<CellOutput> run(Notebook notebook, PrintStream log, JShell.Builder builder) {
    List<CellOutput> outputs = new ArrayList<>();
    try (NotebookRunner runner = new NotebookRunner(builder)) {
      for (Notebook.Cell cell : notebook.cells()) {
        log.printf("%s, cell %d%n", notebook.name(), cell.number());
        CellOutput output = runner.run(notebook.name(), cell);
        log.print(output.text().indent(4));
        outputs.add(output);
      }
    }
    return outputs;
  }

  /** Usage: NotebookRunner FILE.ipynb. Ends with 1 if a cell fails. */
  public static void main(String[] args) throws IOException {
    PrintStream console = System.out;
    try {
      run(Notebook.read(Path.of(args[0])), console);
    } catch (NotebookFailure e) {
      console.println(e.getMessage());
      System.exit(1);
    }
    System.exit(0); // a session that the notebook left open does not keep the JVM
  }

  private CellOutput run(String notebook, Notebook.Cell cell) {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      String value = evaluate(cell);
      return new CellOutput(
          cell.number(),
          printed.toString(UTF_8) + String.join("", NotebookDisplay.takeShown()) + value);
    } catch (CellFailure e) {
      System.out.flush();
      throw new NotebookFailure(
          "%s, cell %d, line %d: %s%n    %s%s"
              .formatted(
                  notebook,
                  cell.number(),
                  e.line,
                  e.getMessage(),
                  cell.source().lines().skip(e.line - 1L).findFirst().orElse("").strip(),
                  printed.size() == 0 ? "" : "%nThe cell had printed:%n".formatted() + printed),
          e.getCause());
    } finally {
      System.setOut(console);
    }
  }

  /** The value of the last snippet as jshell writes it, or nothing if it is a statement. */
  private String evaluate(Notebook.Cell cell) {
    List<Located> declarations = new ArrayList<>();
    String value = "";
    String rest = cell.source();
    while (!rest.isBlank()) {
      rest = rest.stripLeading();
      int line = lineAt(cell.source(), cell.source().length() - rest.length());
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (next.completeness() == Completeness.DEFINITELY_INCOMPLETE) {
        throw new CellFailure(line, "the cell ends in the middle of this", null);
      }
      for (SnippetEvent event : shell.eval(next.source())) {
        check(event, line);
        if (event.causeSnippet() == null) {
          value = shownValue(event);
          if (event.snippet() instanceof DeclarationSnippet declaration) {
            declarations.add(new Located(declaration, line));
          }
        }
      }
      rest = next.completeness() == Completeness.COMPLETE ? next.remaining() : "";
    }
    // jshell lets a declaration name what a later snippet declares; a later cell is too late.
    for (Located declaration : declarations) {
      List<String> missing = shell.unresolvedDependencies(declaration.snippet()).toList();
      if (!missing.isEmpty()) {
        throw new CellFailure(
            declaration.line(), "nothing declares " + String.join(", ", missing), null);
      }
    }
    return value;
  }

  private void check(SnippetEvent event, int line) {
    if (event.status() == Snippet.Status.REJECTED) {
      Diag error =
          shell.diagnostics(event.snippet()).filter(Diag::isError).findFirst().orElseThrow();
      int lineInside = lineAt(event.snippet().source(), (int) error.getPosition());
      throw new CellFailure(line + lineInside - 1, error.getMessage(Locale.ROOT), null);
    }
    if (event.exception() instanceof EvalException thrown) {
      int lineInside =
          Arrays.stream(thrown.getStackTrace())
              .filter(frame -> ("#" + event.snippet().id()).equals(frame.getFileName()))
              .mapToInt(StackTraceElement::getLineNumber)
              .findFirst()
              .orElse(1);
      throw new CellFailure(
          line + lineInside - 1,
          thrown.getExceptionClassName() + ": " + thrown.getMessage(),
          thrown);
    }
    if (event.exception() != null) {
      throw new CellFailure(line, event.exception().getMessage(), event.exception());
    }
  }

  private static String shownValue(SnippetEvent event) {
    boolean expression =
        event.snippet().kind() == Snippet.Kind.EXPRESSION
            || event.snippet().subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    return expression && event.value() != null ? event.value() + System.lineSeparator() : "";
  }

  /** Line of a position in a text, from 1. */
  private static int lineAt(String text, int position) {
    return 1 + (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
  }

  @Override
  public void close() {
    shell.close();
  }

  /** Takes the classes of the cells as if to run them, and calls nothing in them. */
  private static final class NothingRuns implements ExecutionControlProvider {
    @Override
    public String name() {
      return "nothing-runs";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
      return new LocalExecutionControl() {
        @Override
        protected String invoke(Method cell) {
          return "";
        }
      };
    }
  }

  private record Located(DeclarationSnippet snippet, int line) {}

  private static final class CellFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;

    CellFailure(int line, String message, Throwable cause) {
      super(message, cause);
      this.line = line;
    }
  }
}
