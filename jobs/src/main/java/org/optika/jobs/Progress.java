package org.optika.jobs;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;

/**
 * Shows how far the running stages are: a line that rewrites itself on a terminal, otherwise a line
 * every half minute.
 */
final class Progress implements AutoCloseable {
  private static final int SECONDS_BETWEEN_LINES = 30;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "optika-progress");
            thread.setDaemon(true);
            return thread;
          });
  private final PrintStream out;
  private final boolean terminal;
  private boolean lineOpen;

  Progress(JavaSparkContext spark, PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    int seconds = terminal ? 1 : SECONDS_BETWEEN_LINES;
    JavaSparkStatusTracker tracker = spark.statusTracker();
    clock.scheduleAtFixedRate(() -> show(tracker), seconds, seconds, TimeUnit.SECONDS);
  }

  private synchronized void show(JavaSparkStatusTracker tracker) {
    int done = 0;
    int all = 0;
    for (int stage : tracker.getActiveStageIds()) {
      SparkStageInfo info = tracker.getStageInfo(stage);
      if (info != null) {
        done += info.numCompletedTasks();
        all += info.numTasks();
      }
    }
    if (all > 0 && terminal) {
      out.printf("\r  ... %d of %d tasks   ", done, all);
      out.flush();
      lineOpen = true;
    } else if (all > 0) {
      out.printf("  ... %d of %d tasks%n", done, all);
    }
  }

  /** Prints a line of its own, not into the progress line. */
  synchronized void say(String line) {
    if (lineOpen) {
      out.print("\r                              \r");
      lineOpen = false;
    }
    out.println(line);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    say("");
  }
}
