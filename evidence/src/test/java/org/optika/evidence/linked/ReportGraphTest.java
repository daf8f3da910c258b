package org.optika.evidence.linked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.optika.evidence.Documents;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.Json;

class ReportGraphTest {
  private static final Map<String, byte[]> FILES = Vocabulary.files();

  @Test
  void the_same_input_gives_the_same_documents_and_the_same_statements() {
    Map<String, JsonNode> documents = ReportGraph.of(Documents.input());
    assertThat(ReportGraph.of(Documents.input()).toString()).isEqualTo(documents.toString());
    documents.forEach(
        (path, document) -> assertThat(quads(path, document)).isEqualTo(quads(path, document)));
  }

  @Test
  void canonical_statements_do_not_depend_on_the_order_of_nodes() {
    JsonNode document = ReportGraph.of(Documents.input()).get("registers/dpia.jsonld");
    ObjectNode other = document.deepCopy();
    JsonNode first = other.withArray("@graph").remove(0);
    other.withArray("@graph").add(first);

    assertThat(other.toString()).isNotEqualTo(document.toString());
    assertThat(quads("registers/dpia.jsonld", other))
        .isEqualTo(quads("registers/dpia.jsonld", document));
  }

  @Test
  void people_who_are_tracked_are_a_figure_of_their_purpose_with_its_interval() {
    JsonNode figure = node("report.jsonld", "#people_by_permission-measurement-yes");

    assertThat(figure.path("ofProcess").asText()).isEqualTo("#process-measurement");
    assertThat(figure.path("numerator").asLong()).isEqualTo(3500);
    assertThat(figure.path("denominator").asLong()).isEqualTo(5000);
    assertThat(figure.path("rate").asText()).isEqualTo("0.7");
    assertThat(figure.path("low").asText()).isEqualTo("0.6871483894538096");
    assertThat(figure.path("high").asText()).isEqualTo("0.7125445297633267");
  }

  @Test
  void a_withheld_figure_has_no_number() {
    JsonNode figure = node("report.jsonld", "#people_by_permission-email_marketing-yes");

    assertThat(figure.path("withheld").asBoolean()).isTrue();
    assertThat(figure.properties().stream().map(Map.Entry::getKey))
        .containsExactly(
            "@id", "@type", "metric", "ofProcess", "wasDerivedFrom", "permitted", "withheld");
  }

  @Test
  void an_exception_by_jurisdiction_is_a_process_with_its_own_legal_basis() {
    assertThat(node("report.jsonld", "#process-measurement").path("hasLegalBasis").asText())
        .isEqualTo("gdpr:A6-1-a");
    JsonNode exception = node("report.jsonld", "#process-measurement-NL");
    assertThat(exception.path("hasLegalBasis").asText()).isEqualTo("gdpr:A6-1-f");
    assertThat(exception.path("hasJurisdiction").asText()).isEqualTo("loc:NL");
  }

  @Test
  void a_transfer_names_the_article_that_it_rests_on_and_none_where_nothing_is_given() {
    assertThat(
            node("registers/transfers.jsonld", "#transfers-clipcast")
                .path("hasLegalBasis")
                .asText())
        .isEqualTo("gdpr:A46-2-c");
    assertThat(node("registers/transfers.jsonld", "#transfers-farads").path("mechanism").asText())
        .isEqualTo("none");
  }

  @Test
  void members_that_nobody_knows_go_along_in_our_vocabulary() {
    String quads =
        quads(
            "registers/transfers.jsonld",
            ReportGraph.of(Documents.input()).get("registers/transfers.jsonld"));
    assertThat(quads)
        .contains("<https://optika.example/ns#reference> \"Decision (EU) 2021/914, module 2\"")
        .contains(
            "<https://optika.example/ns#risk> \"0.25\"^^<http://www.w3.org/2001/XMLSchema#decimal>")
        .contains(
            "<https://optika.example/ns#date> \"2023-08-14\"^^<http://www.w3.org/2001/XMLSchema#date>");
  }

  @Test
  void a_register_that_was_not_given_says_so_and_fits_the_shapes() {
    Map<String, JsonNode> documents = ReportGraph.of(Documents.with(Map.of()));
    for (String register : List.of("dpia", "lia", "ropa", "transfers")) {
      JsonNode node =
          documents.get("registers/%s.jsonld".formatted(register)).path("@graph").get(0);
      assertThat(node.path("given").asBoolean()).isFalse();
      assertThat(node.path("description").asText())
          .isEqualTo("The controller has given no such register.");
    }
    List<String> quads =
        documents.entrySet().stream().map(one -> quads(one.getKey(), one.getValue())).toList();
    assertThat(ShapeCheck.errors(quads, FILES.get(Vocabulary.SHAPES))).isEmpty();
  }

  @Test
  void a_register_that_cannot_be_linked_is_refused() {
    assertThatThrownBy(() -> register("{\"assessments\": {}}"))
        .isInstanceOf(EvidenceException.class)
        .hasMessage("registers/lia.json: assessments must be a list");
    assertThatThrownBy(() -> register("{\"assessments\": [{\"interest\": \"x\"}]}"))
        .hasMessage("registers/lia.json: an entry of assessments has no id");
    assertThatThrownBy(() -> register("{\"assessments\": [{\"id\": \"a\", \"@type\": \"x\"}]}"))
        .hasMessage(
            "registers/lia.json: member '@type' cannot be a term; use letters, digits, _ and -");
    assertThatThrownBy(() -> Vocabulary.legalBasis("curiosity"))
        .hasMessage(
            "unknown legal basis 'curiosity'; known: consent, contract, legal_obligation, legitimate_interest");
  }

  @Test
  void nothing_is_fetched() {
    byte[] elsewhere =
        Documents.bytes("{\"@context\": \"https://www.w3.org/ns/activitystreams\", \"a\": 1}");
    assertThatThrownBy(() -> Canonical.nquads("report.jsonld", elsewhere, FILES))
        .isInstanceOf(EvidenceException.class)
        .hasMessage(
            "report.jsonld: not linked data: the bundle has no context https://www.w3.org/ns/activitystreams");
    byte[] upwards = Documents.bytes("{\"@context\": \"../../etc/hosts\", \"a\": 1}");
    assertThatThrownBy(() -> Canonical.nquads("report.jsonld", upwards, FILES))
        .hasMessageContaining("the bundle has no context etc/hosts");
  }

  @Test
  void what_is_wrong_is_said_in_one_line_with_its_place() {
    ObjectNode document = ReportGraph.of(Documents.input()).get("report.jsonld").deepCopy();
    document
        .path("@graph")
        .forEach(
            node -> {
              if (node.path("@id").asText().equals("#process-profiling")) {
                ((ObjectNode) node).remove("hasLegalBasis");
              }
            });
    assertThat(
            ShapeCheck.errors(
                List.of(quads("report.jsonld", document)), FILES.get(Vocabulary.SHAPES)))
        .containsExactly(
            "reports/report-fjordpad-2026-Q3/#process-profiling https://w3id.org/dpv#hasLegalBasis: a process has exactly one legal basis of GDPR 6(1)");
  }

  @Test
  void every_term_of_the_context_is_an_iri_of_a_known_vocabulary() {
    JsonNode context = Json.read("context", FILES.get(Vocabulary.CONTEXT)).path("@context");
    context
        .properties()
        .forEach(
            term -> {
              String iri = term.getValue().path("@id").asText(term.getValue().asText());
              assertThat(iri)
                  .as(term.getKey())
                  .matches("1.1|http.*[#/]|(dcat|dcterms|prov|dpv|own):[A-Za-z]+");
            });
    assertThat(new String(FILES.get(Vocabulary.SHAPES), StandardCharsets.UTF_8))
        .doesNotContain("sh:sparql", "sh:js");
  }

  private static JsonNode node(String path, String id) {
    JsonNode graph = ReportGraph.of(Documents.input()).get(path).path("@graph");
    return StreamSupport.stream(graph.spliterator(), false)
        .filter(node -> node.path("@id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static void register(String lia) {
    ReportGraph.of(
        Documents.with(
            Map.of("registers/lia.json", Json.read("lia", lia.getBytes(StandardCharsets.UTF_8)))));
  }

  private static String quads(String path, JsonNode document) {
    return Canonical.nquads(path, Json.lines(document), FILES);
  }
}
