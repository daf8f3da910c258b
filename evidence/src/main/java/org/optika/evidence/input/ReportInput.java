package org.optika.evidence.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.ReportTables;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.Json;

/**
 * The folder that the engine has exported.
 *
 * @param source what the header was read from
 * @param tables all tables that the audience gets, in order; one may be without rows
 * @param documents other JSON files by path, e.g. {@code registers/lia.json}
 */
public record ReportInput(
    ReportHeader header, JsonNode source, List<TableRows> tables, Map<String, JsonNode> documents) {
  /** Results of checks that are made when the bundle is built, not exported. */
  private static final List<String> DERIVED = List.of("validation/attack.json");

  private static final List<String> FOLDERS = List.of("registers", "validation", "evidence");

  /**
   * @throws EvidenceException when something is missing, unknown or not as declared
   */
  public static ReportInput read(Path folder) {
    JsonNode source = json(folder, "input.json");
    ReportHeader header = ReportHeader.of(source);
    List<TableRows> tables = new ArrayList<>();
    for (ReportTable table : ReportTables.of(header.audience())) {
      tables.add(TableRows.of(table, json(folder, "tables/%s.json".formatted(table.id()))));
    }
    Map<String, JsonNode> documents = new TreeMap<>();
    for (String inner : FOLDERS) {
      names(folder.resolve(inner))
          .forEach(name -> documents.put(inner + "/" + name, json(folder, inner + "/" + name)));
    }
    return new ReportInput(header, source, List.copyOf(tables), documents);
  }

  /**
   * The input that a bundle was made from, out of the bundle itself.
   *
   * @param files content by path
   * @throws EvidenceException when something is missing, or not as declared
   */
  public static ReportInput ofBundle(Map<String, byte[]> files) {
    JsonNode source = json(files, "report.json");
    ReportHeader header = ReportHeader.of(source);
    List<TableRows> tables = new ArrayList<>();
    for (ReportTable table : ReportTables.of(header.audience())) {
      tables.add(TableRows.ofObjects(table, json(files, "data/%s.json".formatted(table.id()))));
    }
    Map<String, JsonNode> documents = new TreeMap<>();
    for (String path : files.keySet()) {
      boolean exported = FOLDERS.stream().anyMatch(folder -> path.startsWith(folder + "/"));
      if (exported && path.endsWith(".json") && !DERIVED.contains(path)) {
        documents.put(path, json(files, path));
      }
    }
    return new ReportInput(header, source, List.copyOf(tables), documents);
  }

  private static JsonNode json(Map<String, byte[]> files, String path) {
    byte[] content = files.get(path);
    if (content == null) {
      throw new EvidenceException("%s is missing", path);
    }
    return Json.read(path, content);
  }

  /** Rows of a table that the audience gets. */
  public TableRows table(ReportTable table) {
    return tables.stream()
        .filter(rows -> rows.table().equals(table))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a report for %s has no table %s".formatted(header.audience(), table.id())));
  }

  public Optional<JsonNode> document(String path) {
    return Optional.ofNullable(documents.get(path));
  }

  private static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new EvidenceException("%s cannot be listed: %s", folder, e.getMessage());
    }
  }

  private static JsonNode json(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new EvidenceException(
          "%s has no %s; is it the folder that 'optika report build --keep-input' has left?",
          folder, name);
    }
    try {
      return Json.read(name, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new EvidenceException("%s cannot be read: %s", file, e.getMessage());
    }
  }
}
