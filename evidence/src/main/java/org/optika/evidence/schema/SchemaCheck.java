package org.optika.evidence.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;

/** Holds JSON against a JSON Schema, formats included; fetches nothing. */
public final class SchemaCheck {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .formatAssertionsEnabled(true)
                      .locale(Locale.ENGLISH)
                      .build()));

  private SchemaCheck() {}

  /**
   * @param name of the file, for the lines
   * @return what is wrong, one line each, in the order of places; empty when nothing is
   */
  public static List<String> errors(String name, JsonNode schema, JsonNode document) {
    Schema compiled = REGISTRY.getSchema(schema);
    return compiled.validate(document).stream()
        .map(error -> "%s: %s: %s".formatted(name, error.getInstanceLocation(), error.getMessage()))
        .sorted()
        .distinct()
        .toList();
  }
}
