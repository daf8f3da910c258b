package org.optika.jobs.lineage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The events of one job in one run. Keys come in a fixed order; nothing but the time of an event
 * and the ids of its run differs between equal runs.
 *
 * @param namespace of the job: the controller
 * @param job name of the sub-command
 * @param invocation what several jobs of one run share
 * @param version of Optika
 * @param sparkVersion of the engine
 */
public record RunEvents(
    String namespace, String job, String invocation, String version, String sparkVersion) {
  private static final String SPEC = "https://openlineage.io/spec/2-0-2/OpenLineage.json";
  private static final String FACETS = "https://openlineage.io/spec/facets/";
  private static final String GATE = "urn:optika:gate-facet:1#/$defs/OptikaGateRunFacet";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * @param outputs what the job is going to write
   */
  public ObjectNode start(Instant at, List<DatasetInfo> outputs) {
    return event("START", at, runFacets(), List.of(), outputs);
  }

  public ObjectNode complete(
      Instant at, Optional<GateFacet> gate, List<DatasetInfo> inputs, List<DatasetInfo> outputs) {
    ObjectNode facets = runFacets();
    gate.ifPresent(told -> facets.set("optika_gate", gate(told)));
    return event("COMPLETE", at, facets, inputs, outputs);
  }

  /**
   * @param message for people; holds nothing of a row
   * @param outputs what was written before the failure
   */
  public ObjectNode fail(
      Instant at, String message, List<DatasetInfo> inputs, List<DatasetInfo> outputs) {
    ObjectNode facets = runFacets();
    facets.set(
        "errorMessage",
        facet("1-0-0/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet")
            .put("message", message)
            .put("programmingLanguage", "JAVA"));
    return event("FAIL", at, facets, inputs, outputs);
  }

  private ObjectNode event(
      String type,
      Instant at,
      ObjectNode runFacets,
      List<DatasetInfo> inputs,
      List<DatasetInfo> outputs) {
    ObjectNode event = NODES.objectNode();
    event.put("eventType", type).put("eventTime", at.toString());
    ObjectNode run = event.putObject("run");
    run.put("runId", idOf(invocation + "/" + job).toString());
    run.set("facets", runFacets);
    event.putObject("job").put("namespace", namespace).put("name", job);
    datasets(event.putArray("inputs"), inputs);
    datasets(event.putArray("outputs"), outputs);
    return event.put("producer", producer()).put("schemaURL", SPEC + "#/$defs/RunEvent");
  }

  private static UUID idOf(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private String producer() {
    return "urn:optika:" + version;
  }

  /** The invocation as parent, which has started all jobs with this id. */
  private ObjectNode runFacets() {
    ObjectNode facets = NODES.objectNode();
    ObjectNode parent = facet("1-0-0/ParentRunFacet.json#/$defs/ParentRunFacet");
    parent.putObject("run").put("runId", invocationId().toString());
    parent.putObject("job").put("namespace", namespace).put("name", "optika");
    facets.set("parent", parent);
    facets.set(
        "processing_engine",
        facet("1-1-0/ProcessingEngineRunFacet.json#/$defs/ProcessingEngineRunFacet")
            .put("version", sparkVersion)
            .put("name", "spark"));
    return facets;
  }

  private UUID invocationId() {
    try {
      return UUID.fromString(invocation);
    } catch (IllegalArgumentException named) {
      return idOf(invocation);
    }
  }

  private ObjectNode facet(String schema) {
    return NODES.objectNode().put("_producer", producer()).put("_schemaURL", FACETS + schema);
  }

  private void datasets(ArrayNode array, List<DatasetInfo> datasets) {
    for (DatasetInfo dataset : datasets) {
      ObjectNode node = array.addObject();
      node.put("namespace", dataset.namespace()).put("name", dataset.name());
      ObjectNode facets = node.putObject("facets");
      if (!dataset.fields().isEmpty()) {
        ObjectNode schema = facet("1-0-0/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet");
        ArrayNode fields = schema.putArray("fields");
        dataset
            .fields()
            .forEach(
                field ->
                    fields
                        .addObject()
                        .put("name", field.name())
                        .put("type", field.type())
                        .put("description", field.description()));
        facets.set("schema", schema);
      }
      dataset
          .version()
          .ifPresent(
              version ->
                  facets.set(
                      "version",
                      facet(
                              "1-0-0/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet")
                          .put("datasetVersion", version)));
      if (dataset.rowsWritten().isPresent()) {
        node.putObject("outputFacets")
            .set(
                "outputStatistics",
                facet(
                        "1-0-0/OutputStatisticsOutputDatasetFacet.json#/$defs/OutputStatisticsOutputDatasetFacet")
                    .put("rowCount", dataset.rowsWritten().getAsLong()));
      }
    }
  }

  private ObjectNode gate(GateFacet gate) {
    ObjectNode node = NODES.objectNode().put("_producer", producer()).put("_schemaURL", GATE);
    node.put("controller", gate.controller())
        .put("asOf", gate.asOf().toString())
        .put("knownAt", gate.knownAt().toString())
        .put("rulePackHash", gate.rulePackHash())
        .put("configHash", gate.configHash());
    ArrayNode purposes = node.putArray("purposes");
    for (GateFacet.Purpose purpose : gate.purposes()) {
      ObjectNode of = purposes.addObject();
      of.put("id", purpose.id()).put("legalBasis", purpose.legalBasis());
      ObjectNode exceptions = of.putObject("legalBasisIn");
      new TreeMap<>(purpose.legalBasisIn()).forEach(exceptions::put);
    }
    ArrayNode tables = node.putArray("tables");
    for (GateFacet.Table table : gate.tables()) {
      ObjectNode of = tables.addObject();
      of.put("name", table.name()).put("rowsIn", table.rowsIn()).put("admitted", table.admitted());
      ArrayNode refused = of.putArray("refused");
      table
          .refused()
          .forEach(
              why ->
                  refused
                      .addObject()
                      .put("purpose", why.purpose())
                      .put("clock", why.clock())
                      .put("reason", why.reason())
                      .put("rows", why.rows()));
    }
    return node;
  }
}
