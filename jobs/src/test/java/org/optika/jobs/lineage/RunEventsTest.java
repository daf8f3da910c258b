package org.optika.jobs.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.optika.core.consent.LegalBasis;
import org.optika.core.gate.GateClock;

/** Events are what OpenLineage reads; docs/gate-facet.schema.json says what the facet has. */
class RunEventsTest {
  private static final Instant AT = Instant.parse("2026-10-01T08:00:00Z");
  private static final String RUN = "6f1c6f9a-3f0c-4d7a-9b53-0d6a6f0c1d11";
  private static final RunEvents EVENTS =
      new RunEvents("shop", "build-journeys", RUN, "0.1.0", "4.1.0");
  private static final DatasetInfo READ =
      new DatasetInfo(
          "file:///lake",
          "touchpoint",
          List.of(new DatasetInfo.Field("subject_id", "bigint", "pseudonym")),
          Optional.of("7"),
          OptionalLong.empty());
  private static final DatasetInfo WRITTEN =
      new DatasetInfo("file:///lake", "journey", List.of(), Optional.of("3"), OptionalLong.of(12));

  private static GateFacet gate() {
    return new GateFacet(
        "shop",
        AT,
        AT,
        "a".repeat(64),
        "b".repeat(64),
        List.of(
            new GateFacet.Purpose(
                "measurement", "consent", Map.of("NL", "legitimate_interest", "BE", "contract")),
            new GateFacet.Purpose("attribution", "consent", Map.of())),
        List.of(
            new GateFacet.Table(
                "touchpoint",
                90,
                List.of(
                    new GateFacet.Refused("measurement", "as_of", "withdrawn", 7),
                    new GateFacet.Refused("measurement", "vendor", "no-valid-transfer", 3)))));
  }

  private static ObjectNode complete() {
    return EVENTS.complete(AT, Optional.of(gate()), List.of(READ), List.of(WRITTEN));
  }

  @Test
  void all_events_fit_the_schemas() {
    for (ObjectNode event :
        List.of(
            EVENTS.start(AT, List.of()),
            complete(),
            EVENTS.complete(AT, Optional.empty(), List.of(), List.of()),
            EVENTS.fail(AT, "no budget", List.of(READ), List.of()))) {
      assertThat(EventSchemas.faults(event)).isEmpty();
    }
  }

  @Test
  void events_of_one_job_belong_together_and_to_the_run_that_started_them() {
    JsonNode start = EVENTS.start(AT, List.of());
    JsonNode other =
        new RunEvents("shop", "count-paths", RUN, "0.1.0", "4.1.0").start(AT, List.of());

    assertThat(complete().at("/run/runId")).isEqualTo(start.at("/run/runId"));
    assertThat(other.at("/run/runId")).isNotEqualTo(start.at("/run/runId"));
    assertThat(other.at("/run/facets/parent/run/runId").textValue()).isEqualTo(RUN);
    assertThat(
            EventSchemas.faults(
                new RunEvents("shop", "ingest", "no uuid", "0.1.0", "4.1.0").start(AT, List.of())))
        .isEmpty();
  }

  @Test
  void an_event_tells_versions_and_rows() {
    JsonNode event = complete();

    assertThat(event.at("/eventType").textValue()).isEqualTo("COMPLETE");
    assertThat(event.at("/job/namespace").textValue()).isEqualTo("shop");
    assertThat(event.at("/inputs/0/facets/version/datasetVersion").textValue()).isEqualTo("7");
    assertThat(event.at("/inputs/0/facets/schema/fields/0/type").textValue()).isEqualTo("bigint");
    assertThat(event.at("/inputs/0/outputFacets").isMissingNode()).isTrue();
    assertThat(event.at("/outputs/0/outputFacets/outputStatistics/rowCount").longValue())
        .isEqualTo(12);
  }

  @Test
  void the_gate_tells_what_came_in_what_was_admitted_and_why_not_the_rest() {
    JsonNode gate = complete().at("/run/facets/optika_gate");

    assertThat(gate.at("/tables/0/rowsIn").longValue()).isEqualTo(100);
    assertThat(gate.at("/tables/0/admitted").longValue()).isEqualTo(90);
    assertThat(gate.at("/tables/0/refused/1").toString())
        .isEqualTo(
            "{\"purpose\":\"measurement\",\"clock\":\"vendor\",\"reason\":\"no-valid-transfer\",\"rows\":3}");
    assertThat(gate.at("/purposes/0").toString())
        .isEqualTo(
            "{\"id\":\"measurement\",\"legalBasis\":\"consent\",\"legalBasisIn\":{\"BE\":\"contract\",\"NL\":\"legitimate_interest\"}}");
  }

  @Test
  void a_gate_without_any_of_its_keys_does_not_fit() {
    JsonNode gate = complete().at("/run/facets/optika_gate");
    List<String> keys = new ArrayList<>();
    gate.fieldNames().forEachRemaining(keys::add);
    assertThat(keys).hasSize(9);
    for (String key : keys) {
      ObjectNode event = complete();
      ((ObjectNode) event.at("/run/facets/optika_gate")).remove(key);
      assertThat(EventSchemas.faults(event)).contains(": key '%s' is missing".formatted(key));
    }
  }

  @Test
  void names_in_the_schema_are_those_of_the_code() throws IOException {
    JsonNode schema =
        JsonMapper.builder().build().readTree(Path.of("../docs/gate-facet.schema.json").toFile());

    assertThat(
            names(
                schema.at(
                    "/$defs/OptikaGateRunFacet/properties/tables/items/properties/refused/items/properties/clock/enum")))
        .isEqualTo(Arrays.stream(GateClock.values()).map(GateClock::id).toList());
    assertThat(names(schema.at("/$defs/legalBasis/enum")))
        .isEqualTo(Arrays.stream(LegalBasis.values()).map(LegalBasis::id).toList());
  }

  private static List<String> names(JsonNode array) {
    List<String> names = new ArrayList<>();
    array.forEach(name -> names.add(name.textValue()));
    return names;
  }
}
