package org.optika.evidence.negative;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.evidence.report.ReportTables;
import org.optika.evidence.Documents;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.Json;
import org.optika.evidence.format.SchemaFormat;
import org.optika.evidence.linked.Canonical;
import org.optika.evidence.linked.ShapeCheck;
import org.optika.evidence.linked.Vocabulary;
import org.optika.evidence.schema.MonitorRules;
import org.optika.evidence.schema.RetentionRules;
import org.optika.evidence.schema.RowRules;
import org.optika.evidence.schema.SchemaCheck;

/**
 * Every case of {@code negative/cases.json} is refused by the validators that it names, and what no
 * case has changed is accepted. Written to {@code target/negative} for validators in another
 * language, see {@code src/test/node/validators}; the cases of {@code frictionless} and {@code
 * csvw} are for those alone, and the cases of {@code rows} and {@code jena} for the ones here.
 */
class NegativeCasesTest {
  private static final Path OUT = Path.of("target", "negative");
  private static final Map<String, JsonNode> DOCUMENTS = Documents.json();
  private static final Map<String, JsonNode> SCHEMAS = SchemaFormat.schemas(Documents.input());
  private static final Map<String, byte[]> FILES = Vocabulary.files();
  private static final Map<String, String> QUADS = quads();

  static Stream<Case> cases() {
    return StreamSupport.stream(read().spliterator(), false).map(Case::of);
  }

  static Stream<Case> casesForJava() {
    return cases().filter(one -> !one.rejectedBy().contains("frictionless"));
  }

  static Stream<Case> casesOfRows() {
    return cases().filter(one -> one.rejectedBy().equals(List.of("rows")));
  }

  record Case(String name, String document, List<String> rejectedBy, String says, JsonNode edits) {
    static Case of(JsonNode node) {
      List<String> validators = new ArrayList<>();
      node.path("rejected_by").forEach(validator -> validators.add(validator.textValue()));
      return new Case(
          node.path("name").textValue(),
          node.path("document").textValue(),
          validators,
          node.path("says").textValue(),
          node.path("edits"));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("casesForJava")
  void a_case_is_refused_by_each_validator_that_it_names(Case one) {
    JsonNode changed = Edits.apply(one.edits(), DOCUMENTS.get(one.document()));

    for (String validator : one.rejectedBy()) {
      assertThat(errors(validator, one.document(), changed))
          .as(validator)
          .isNotEmpty()
          .anySatisfy(line -> assertThat(line).contains(one.says()))
          .allSatisfy(line -> assertThat(line).doesNotContain("\n"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("casesOfRows")
  void json_schema_cannot_compare_two_values_so_that_rules_of_rows_are_needed(Case one) {
    JsonNode changed = Edits.apply(one.edits(), DOCUMENTS.get(one.document()));

    assertThat(errors("json-schema", one.document(), changed)).isEmpty();
  }

  @Test
  void documents_without_a_change_are_accepted() {
    SCHEMAS.forEach(
        (path, schema) ->
            assertThat(SchemaCheck.errors(path, schema, DOCUMENTS.get(path))).isEmpty());
    DOCUMENTS.forEach(
        (path, document) -> {
          if (path.startsWith("data/")
              || path.equals(MonitorRules.PATH)
              || path.equals(RetentionRules.PATH)) {
            assertThat(errors("rows", path, document)).isEmpty();
          }
        });
    assertThat(ShapeCheck.errors(QUADS.values(), FILES.get(Vocabulary.SHAPES))).isEmpty();
  }

  @Test
  void there_are_forty_cases_for_two_validators_and_none_is_there_twice() {
    List<Case> all =
        casesForJava()
            .filter(one -> !one.rejectedBy().contains("rows"))
            .filter(one -> !one.rejectedBy().contains("jena"))
            .toList();
    assertThat(all).hasSizeGreaterThanOrEqualTo(40);
    Set<String> names = new HashSet<>();
    cases().forEach(one -> assertThat(names.add(one.name())).as(one.name()).isTrue());
  }

  @Test
  void cases_are_written_for_validators_in_another_language() throws IOException {
    Path valid = OUT.resolve("valid");
    for (Map.Entry<String, byte[]> file : Documents.files().entrySet()) {
      write(valid.resolve(file.getKey()), file.getValue());
    }
    for (Map.Entry<String, String> quads : QUADS.entrySet()) {
      write(valid.resolve(quads.getKey() + ".nq"), Documents.bytes(quads.getValue()));
    }
    List<Case> all = cases().toList();
    for (int index = 0; index < all.size(); index++) {
      Case one = all.get(index);
      Path folder = OUT.resolve("cases").resolve("%03d".formatted(index + 1));
      write(folder.resolve(one.document()), changed(one));
      write(folder.resolve("case.json"), Json.lines(read().get(index)));
    }

    assertThat(OUT.resolve("cases/%03d/case.json".formatted(all.size()))).exists();
  }

  private static byte[] changed(Case one) {
    return one.document().endsWith(".csv")
        ? Documents.bytes(
            Documents.text(Edits.apply(one.edits(), Documents.csv().get(one.document()))))
        : Json.lines(Edits.apply(one.edits(), DOCUMENTS.get(one.document())));
  }

  private static List<String> errors(String validator, String path, JsonNode document) {
    return switch (validator) {
      case "json-schema" -> SchemaCheck.errors(path, SCHEMAS.get(path), document);
      case "rows" ->
          switch (path) {
            case MonitorRules.PATH -> MonitorRules.errors(document, Documents.input());
            case RetentionRules.PATH -> RetentionRules.errors(document, Documents.input());
            default ->
                RowRules.errors(
                    ReportTables.find(path.replaceAll("^data/|\\.json$", "")), document);
          };
      case "json-ld" -> {
        try {
          Canonical.nquads(path, Json.lines(document), FILES);
          yield List.of();
        } catch (EvidenceException e) {
          yield List.of(e.getMessage());
        }
      }
      case "shacl", "jena" -> {
        Map<String, String> quads = new HashMap<>(QUADS);
        quads.put(path, Canonical.nquads(path, Json.lines(document), FILES));
        yield ShapeCheck.errors(quads.values(), FILES.get(Vocabulary.SHAPES));
      }
      default -> throw new IllegalArgumentException("unknown validator " + validator);
    };
  }

  private static Map<String, String> quads() {
    Map<String, String> quads = new TreeMap<>();
    DOCUMENTS.forEach(
        (path, document) -> {
          if (path.endsWith(".jsonld") && !FILES.containsKey(path)) {
            quads.put(path, Canonical.nquads(path, Json.lines(document), FILES));
          }
        });
    return quads;
  }

  private static JsonNode read() {
    try (InputStream content =
        NegativeCasesTest.class.getResourceAsStream("/negative/cases.json")) {
      return Json.read("cases.json", content.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
