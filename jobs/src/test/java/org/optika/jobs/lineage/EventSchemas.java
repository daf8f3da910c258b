package org.optika.jobs.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.optika.jobs.cards.JsonSchema;

/** Events as a reader sees them: whole, and as OpenLineage and our own schema say. */
public final class EventSchemas {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Path GATE = Path.of("../docs/gate-facet.schema.json");

  private EventSchemas() {}

  /** What does not fit, a line each. */
  public static List<String> faults(JsonNode event) {
    List<String> faults = new ArrayList<>();
    try (InputStream schema =
        EventSchemas.class.getResourceAsStream("/lineage/run-event.schema.json")) {
      faults.addAll(new JsonSchema(MAPPER.readTree(schema)).faults(event));
      JsonNode gate = event.at("/run/facets/optika_gate");
      if (!gate.isMissingNode()) {
        faults.addAll(new JsonSchema(MAPPER.readTree(GATE.toFile())).faults(gate));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return faults;
  }

  /** The events of all runs of a folder, in the order of their files and lines. */
  public static List<JsonNode> read(Path folder) {
    List<JsonNode> events = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          events.add(MAPPER.readTree(line));
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return events;
  }
}
