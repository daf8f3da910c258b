package org.optika.evidence.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.evidence.report.Audience;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.ReportTables;
import org.optika.evidence.Fixture;
import org.optika.evidence.Json;
import org.optika.evidence.input.ReportHeader;

class TableSchemasTest {
  private static final ReportHeader HEADER = Fixture.input().header();

  static Stream<ReportTable> tables() {
    return Stream.concat(
        ReportTables.of(Audience.AUTHORITY).stream(), Stream.of(ReportTables.DP_FIGURES));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void a_schema_names_all_columns_and_no_other(ReportTable table) {
    JsonNode row = TableSchemas.jsonSchema(table, HEADER).path("items");
    List<String> columns = table.columns().stream().map(ReportColumn::name).toList();

    assertThat(row.path("additionalProperties").booleanValue()).isFalse();
    assertThat(row.path("properties").properties().stream().map(entry -> entry.getKey()))
        .isEqualTo(columns);
    assertThat(texts(row.path("required"))).isEqualTo(columns);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void all_descriptions_of_a_table_have_its_columns_and_key_in_order(ReportTable table) {
    JsonNode csvw =
        CsvwMetadata.of(List.of(table), HEADER).path("tables").get(0).path("tableSchema");
    JsonNode frictionless =
        DataPackage.of(List.of(table), HEADER).path("resources").get(0).path("schema");
    List<String> columns = table.columns().stream().map(ReportColumn::name).toList();

    assertThat(names(csvw.path("columns"))).isEqualTo(columns);
    assertThat(names(frictionless.path("fields"))).isEqualTo(columns);
    assertThat(texts(csvw.path("primaryKey"))).isEqualTo(table.key());
    assertThat(texts(frictionless.path("primaryKey"))).isEqualTo(table.key());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void the_same_declaration_gives_the_same_bytes(ReportTable table) {
    assertThat(Json.lines(TableSchemas.jsonSchema(table, HEADER)))
        .isEqualTo(Json.lines(TableSchemas.jsonSchema(table, HEADER)));
  }

  @Test
  void texts_with_a_closed_list_are_a_pattern_that_takes_signs_literally() {
    JsonNode columns =
        CsvwMetadata.of(List.of(ReportTables.GATE, ReportTables.RETENTION), HEADER)
            .path("tables")
            .get(1)
            .path("tableSchema")
            .path("columns");
    assertThat(columns.get(1).path("datatype").path("format").asText())
        .isEqualTo("^(all|0-6 months|6-13 months|13-25 months|over 25 months)$");
  }

  @Test
  void a_purpose_may_be_missing_only_where_it_is_no_key() {
    JsonNode gate = TableSchemas.jsonSchema(ReportTables.GATE, HEADER);
    JsonNode optIn = TableSchemas.jsonSchema(ReportTables.OPT_IN, HEADER);
    assertThat(texts(gate.at("/items/properties/purpose/enum"))).endsWith("email_marketing", "-");
    assertThat(texts(optIn.at("/items/properties/purpose/enum"))).isEqualTo(HEADER.purposeIds());
  }

  @Test
  void errors_are_one_line_each_with_file_and_place() {
    JsonNode rows =
        Json.read("rows", "[{\"data_set\":\"x\",\"age\":\"all\",\"row_count\":-1}]".getBytes());
    JsonNode schema = TableSchemas.jsonSchema(ReportTables.RETENTION, HEADER);
    assertThat(SchemaCheck.errors("data/retention.json", schema, rows))
        .containsExactly(
            "data/retention.json: /0/row_count: must have a minimum value of 0",
            "data/retention.json: /0: required property 'withheld' not found");
  }

  private static List<String> names(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(node -> node.path("name").asText())
        .toList();
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
