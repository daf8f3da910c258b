package org.optika.evidence.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.optika.core.evidence.report.ReportTable;
import org.optika.evidence.Json;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;
import org.optika.evidence.schema.CsvwMetadata;
import org.optika.evidence.schema.DataPackage;
import org.optika.evidence.schema.DocumentSchemas;
import org.optika.evidence.schema.TableSchemas;

/**
 * What the files of the bundle look like, for tools of others: JSON Schemas under {@code schemas/},
 * {@code csvw-metadata.json} and {@code datapackage.json}.
 */
public final class SchemaFormat implements ReportFormat {

  /** Where the schema of a document is, e.g. {@code schemas/data/opt_in.schema.json}. */
  public static String path(String document) {
    return "schemas/%s.schema.json".formatted(document.replaceAll("\\.jsonl?$", ""));
  }

  /** JSON Schemas by the path of the document that they are for; of JSON lines for one line. */
  public static Map<String, JsonNode> schemas(ReportInput input) {
    Map<String, JsonNode> schemas = new TreeMap<>(DocumentSchemas.all(input.header()));
    for (ReportTable table : tables(input)) {
      schemas.put(JsonFormat.path(table.id()), TableSchemas.jsonSchema(table, input.header()));
    }
    return schemas;
  }

  @Override
  public Map<String, byte[]> files(ReportInput input) {
    Map<String, byte[]> files = new TreeMap<>();
    schemas(input).forEach((document, schema) -> files.put(path(document), Json.lines(schema)));
    files.put("csvw-metadata.json", Json.lines(CsvwMetadata.of(tables(input), input.header())));
    files.put("datapackage.json", Json.lines(DataPackage.of(tables(input), input.header())));
    return files;
  }

  private static List<ReportTable> tables(ReportInput input) {
    return input.tables().stream().map(TableRows::table).toList();
  }
}
