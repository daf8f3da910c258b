package org.optika.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.optika.core.consent.LegalBasis;
import org.optika.core.consent.Purpose;
import org.optika.jobs.config.BadConfigException;
import org.optika.jobs.lineage.DatasetInfo;
import org.optika.jobs.lineage.GateFacet;
import org.optika.jobs.lineage.RunEvents;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/**
 * Writes what jobs read and write, and what the gate said, as events of OpenLineage: one file a
 * run, one line an event. Tables come first: where events cannot be written, the run says so and
 * goes on.
 */
final class Lineage {
  private final RunContext context;

  Lineage(RunContext context) {
    this.context = context;
  }

  /**
   * Does the work of one job, with an event before it and one after it.
   *
   * @param usesClocks the job has the clocks of the run, so that it tells what it asked of the gate
   * @param besideLake tables that the job writes around the lake
   */
  void around(String job, boolean usesClocks, List<Table> besideLake, Runnable work) {
    RunEvents events =
        new RunEvents(
            context.config().controller(),
            job,
            context.runId(),
            Version.current(),
            context.lake().spark().version());
    context.startRecord();
    write(events.start(Instant.now(), List.of()));
    try {
      work.run();
    } catch (Exception | Error failure) { // also those of Spark, which Java does not see declared
      write(events.fail(Instant.now(), message(failure), inputs(), outputs(besideLake)));
      throw failure;
    }
    write(
        events.complete(
            Instant.now(),
            usesClocks ? Optional.of(gate()) : Optional.empty(),
            inputs(),
            outputs(besideLake)));
  }

  /** Only our own messages are known to hold nothing of a row. */
  private static String message(Throwable failure) {
    boolean ours = failure instanceof UserErrorException || failure instanceof BadConfigException;
    return ours ? failure.getMessage() : failure.getClass().getName();
  }

  private List<DatasetInfo> inputs() {
    List<DatasetInfo> inputs = new ArrayList<>();
    context
        .lake()
        .versionsRead()
        .forEach(
            (table, version) ->
                inputs.add(dataset(table, Optional.of(version), OptionalLong.empty())));
    return inputs;
  }

  private List<DatasetInfo> outputs(List<Table> besideLake) {
    Map<String, DatasetInfo> outputs = new TreeMap<>();
    besideLake.forEach(
        table ->
            outputs.put(
                table.name(), dataset(table.name(), Optional.empty(), OptionalLong.empty())));
    Map<String, Long> rows = context.lake().rowsWritten();
    context
        .lake()
        .versionsWritten()
        .forEach(
            (table, version) ->
                outputs.put(
                    table,
                    dataset(
                        table,
                        Optional.of(version),
                        OptionalLong.of(rows.getOrDefault(table, 0L)))));
    return List.copyOf(outputs.values());
  }

  private DatasetInfo dataset(String table, Optional<Long> version, OptionalLong rowsWritten) {
    return new DatasetInfo(
        namespace(),
        table,
        Tables.find(table).columns().stream()
            .map(
                column ->
                    new DatasetInfo.Field(
                        column.name(), column.type().simpleString(), column.meaning()))
            .toList(),
        version.map(String::valueOf),
        rowsWritten);
  }

  /** The root of the lake as a URI. */
  private String namespace() {
    String root = context.lake().root();
    return root.startsWith("/") ? "file://" + root : root;
  }

  private GateFacet gate() {
    return new GateFacet(
        context.config().controller(),
        instant(context.clocks().asOfMicros()),
        instant(context.clocks().knownAtMicros()),
        context.rulePackHash(),
        context.configHash(),
        context.askedPurposes().stream().map(this::purpose).toList(),
        context.gateOutcome().entrySet().stream()
            .map(entry -> table(entry.getKey(), entry.getValue()))
            .toList());
  }

  private GateFacet.Purpose purpose(String id) {
    Purpose purpose = context.rules().purpose(id);
    Map<String, String> exceptions = new LinkedHashMap<>();
    for (Map.Entry<String, LegalBasis> entry : purpose.basisIn().entrySet()) {
      exceptions.put(entry.getKey(), entry.getValue().id());
    }
    return new GateFacet.Purpose(id, purpose.defaultBasis().id(), exceptions);
  }

  private static GateFacet.Table table(String name, List<Row> outcome) {
    long admitted = 0;
    List<GateFacet.Refused> refused = new ArrayList<>();
    for (Row row : outcome) {
      long rows = row.getAs("row_count");
      if (row.getAs("verdict").equals("admitted")) {
        admitted += rows;
      } else {
        refused.add(
            new GateFacet.Refused(
                row.getAs("purpose"), row.getAs("clock"), row.getAs("reason"), rows));
      }
    }
    refused.sort(
        Comparator.comparing(GateFacet.Refused::purpose)
            .thenComparing(GateFacet.Refused::clock)
            .thenComparing(GateFacet.Refused::reason));
    return new GateFacet.Table(name, admitted, refused);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private void write(ObjectNode event) {
    context.config().lineage().ifPresent(folder -> write(folder, event));
  }

  /** One line in one write, so that a kill leaves whole lines. */
  private void write(Path folder, ObjectNode event) {
    Path file = folder.resolve(context.runId() + ".jsonl");
    byte[] line = (event + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(folder);
      Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      context.log(
          "lineage: %s cannot be written (%s): %s of %s is missing there; tables are not affected"
              .formatted(
                  file,
                  unwritable,
                  event.get("eventType").textValue(),
                  event.get("job").get("name").textValue()));
    }
  }
}
