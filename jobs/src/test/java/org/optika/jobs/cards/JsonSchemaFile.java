package org.optika.jobs.cards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A schema in a file, for tests of other packages. */
public final class JsonSchemaFile {
  private JsonSchemaFile() {}

  /** What does not fit, a line each; none iff the value fits. */
  public static List<String> faults(Path schema, JsonNode value) throws IOException {
    return new JsonSchema(JsonMapper.builder().build().readTree(schema.toFile())).faults(value);
  }
}
