package org.optika.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.evidence.bundle.BundleBuilder;
import org.optika.evidence.format.CsvFormat;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;

/** All documents of a report of the {@link Fixture}, with registers of each kind. */
public final class Documents {
  private Documents() {}

  /** The fixture with all four registers. */
  public static ReportInput input() {
    ReportInput input = Fixture.input();
    Map<String, JsonNode> documents = new TreeMap<>(input.documents());
    for (String register : List.of("dpia", "ropa", "transfers")) {
      documents.put("registers/%s.json".formatted(register), resource(register + ".json"));
    }
    return with(documents);
  }

  /** The fixture with other documents than its own. */
  public static ReportInput with(Map<String, JsonNode> documents) {
    ReportInput input = Fixture.input();
    return new ReportInput(input.header(), input.source(), input.tables(), documents);
  }

  /** All files of the bundle but its signature. */
  public static Map<String, byte[]> files() {
    return BundleBuilder.unsigned(input()).files();
  }

  /** JSON documents of the bundle by path; of {@code metrics.jsonl} the first line. */
  public static Map<String, JsonNode> json() {
    Map<String, JsonNode> documents = new TreeMap<>();
    files()
        .forEach(
            (path, content) -> {
              if (path.endsWith(".json") || path.endsWith(".jsonld")) {
                documents.put(path, Json.read(path, content));
              } else if (path.endsWith(".jsonl")) {
                String lines = new String(content, StandardCharsets.UTF_8);
                documents.put(
                    path, Json.read(path, bytes(lines.lines().findFirst().orElseThrow())));
              }
            });
    return documents;
  }

  /** Lines of each CSV file by path, each a list of fields; the first one is the head. */
  public static Map<String, List<List<String>>> csv() {
    Map<String, List<List<String>>> files = new TreeMap<>();
    for (TableRows rows : input().tables()) {
      List<List<String>> lines = new ArrayList<>();
      lines.add(rows.table().columns().stream().map(ReportColumn::name).toList());
      rows.rows().forEach(row -> lines.add(row.stream().map(Documents::field).toList()));
      files.put(CsvFormat.path(rows.table().id()), lines);
    }
    return files;
  }

  /** A CSV file of such lines. */
  public static String text(List<List<String>> lines) {
    return lines.stream()
        .map(line -> line.stream().map(Documents::quoted).collect(Collectors.joining(",")) + "\n")
        .collect(Collectors.joining());
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode resource(String name) {
    try (InputStream content = Documents.class.getResourceAsStream("/documents/" + name)) {
      return Json.read(name, content.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String field(Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof Double number ? Json.number(number) : value.toString();
  }

  private static String quoted(String field) {
    return field.contains(",") ? '"' + field + '"' : field;
  }
}
