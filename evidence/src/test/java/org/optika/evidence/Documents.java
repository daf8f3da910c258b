package org.optika.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.core.evidence.report.ReportTable;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;
import org.optika.evidence.linked.ReportGraph;
import org.optika.evidence.schema.CsvwMetadata;
import org.optika.evidence.schema.DataPackage;
import org.optika.evidence.schema.DocumentSchemas;
import org.optika.evidence.schema.TableSchemas;

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
    return new ReportInput(input.header(), input.tables(), documents);
  }

  /** JSON documents by path; of {@code metrics.jsonl} one line. */
  public static Map<String, JsonNode> json() {
    ReportInput input = input();
    Map<String, JsonNode> documents = new TreeMap<>(ReportGraph.of(input));
    for (TableRows rows : input.tables()) {
      documents.put("data/%s.json".formatted(rows.table().id()), objects(rows));
    }
    for (String register : List.of("dpia", "lia", "ropa", "transfers")) {
      String path = "registers/%s.json".formatted(register);
      documents.put(path, input.document(path).orElseThrow());
    }
    for (String name : List.of("manifest.json", "privacy.json", "metrics.jsonl")) {
      documents.put(name, resource(name));
    }
    documents.put("datapackage.json", DataPackage.of(tables(input), input.header()));
    documents.put("csvw-metadata.json", CsvwMetadata.of(tables(input), input.header()));
    return documents;
  }

  /** Schemas by the path of the document that they are for. */
  public static Map<String, JsonNode> schemas() {
    ReportInput input = input();
    Map<String, JsonNode> schemas = new TreeMap<>(DocumentSchemas.all(input.header()));
    for (ReportTable table : tables(input)) {
      schemas.put(
          "data/%s.json".formatted(table.id()), TableSchemas.jsonSchema(table, input.header()));
    }
    return schemas;
  }

  /**
   * Lines of {@code data/<table>.csv} by path, each a list of fields; the first one is the head.
   */
  public static Map<String, List<List<String>>> csv() {
    Map<String, List<List<String>>> files = new TreeMap<>();
    for (TableRows rows : input().tables()) {
      List<List<String>> lines =
          rows.rows().stream()
              .map(row -> row.stream().map(Documents::field).toList())
              .collect(Collectors.toCollection(ArrayList::new));
      lines.add(0, rows.table().columns().stream().map(ReportColumn::name).toList());
      files.put("data/%s.csv".formatted(rows.table().id()), lines);
    }
    return files;
  }

  public static String text(List<List<String>> lines) {
    return lines.stream()
        .map(line -> line.stream().map(Documents::quoted).collect(Collectors.joining(",")) + "\r\n")
        .collect(Collectors.joining());
  }

  public static List<ReportTable> tables(ReportInput input) {
    return input.tables().stream().map(TableRows::table).toList();
  }

  public static ArrayNode objects(TableRows rows) {
    ArrayNode objects = JsonNodeFactory.instance.arrayNode();
    for (List<Object> row : rows.rows()) {
      ObjectNode object = objects.addObject();
      for (ReportColumn column : rows.table().columns()) {
        object.putPOJO(column.name(), rows.value(row, column.name()));
      }
    }
    return (ArrayNode) Json.read(rows.table().id(), Json.lines(objects));
  }

  public static JsonNode resource(String name) {
    try (InputStream content = Documents.class.getResourceAsStream("/documents/" + name)) {
      return Json.read(name, content.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String field(Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof Double number ? Json.number(number) : value.toString();
  }

  private static String quoted(String field) {
    return field.matches("(?s).*[\",\r\n].*") ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }
}
