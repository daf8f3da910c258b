package org.optika.evidence.linked;

import static org.optika.evidence.linked.Vocabulary.name;
import static org.optika.evidence.linked.Vocabulary.node;
import static org.optika.evidence.linked.Vocabulary.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.optika.core.evidence.report.Audience;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.evidence.report.SumRule;
import org.optika.evidence.input.ReportHeader;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;

/**
 * The report as linked data: the data set with its files, the processing for each purpose, where
 * the figures come from, and the figures that matter most.
 */
public final class ReportGraph {
  private static final String PATH = "report.jsonld";
  private static final String MEDIA_TYPES = "https://www.iana.org/assignments/media-types/";
  private static final String EXPORT = "report-build";

  private final ReportInput input;
  private final ReportHeader header;
  private final List<ObjectNode> nodes = new ArrayList<>();

  private ReportGraph(ReportInput input) {
    this.input = input;
    this.header = input.header();
  }

  /**
   * All linked documents of a report by path: {@code report.jsonld}, and for an authority the
   * registers.
   */
  public static Map<String, JsonNode> of(ReportInput input) {
    Map<String, JsonNode> documents = new TreeMap<>();
    documents.put(PATH, new ReportGraph(input).document());
    if (input.header().audience() == Audience.AUTHORITY) {
      for (Register register : Register.values()) {
        documents.put(register.path(), register.document(input));
      }
    }
    return documents;
  }

  private JsonNode document() {
    addReport();
    addController();
    input.tables().forEach(this::addFiles);
    addProvenance();
    header.purposes().forEach(this::addProcess);
    if (header.audience() == Audience.AUTHORITY) {
      addPeople(input.table(ReportTables.PEOPLE_BY_PERMISSION));
      addOptIn(input.table(ReportTables.OPT_IN));
    }
    return Vocabulary.document(PATH, header.bundleName(), nodes);
  }

  private void addReport() {
    ObjectNode period = node("period", header.periodId(), "dcterms:PeriodOfTime");
    period.put("startDate", header.periodFrom().toString());
    period.put("endDate", header.periodUntil().minusDays(1).toString());
    ObjectNode report = node("report", header.bundleName(), "dcat:Dataset");
    report.put("identifier", header.bundleName());
    report.put(
        "title", "Report of %s, %s".formatted(header.controller().name(), header.periodId()));
    report.put("publisher", name("controller", header.controller().id()));
    report.put("audience", header.audience().id());
    putGiven(report, "authority", header.authority());
    putGiven(report, "legalDuty", header.legalDuty());
    report.put("temporal", name("period", header.periodId()));
    report.put("zone", header.zone());
    report.put("asOf", header.asOf().toString());
    report.put("knownAt", header.knownAt().toString());
    report.put("threshold", header.threshold());
    report.put("configHash", header.configHash());
    report.put("rulePackHash", header.rulePackHash());
    report.put("wasGeneratedBy", name("run", EXPORT));
    ArrayNode files = report.putArray("distribution");
    for (TableRows rows : input.tables()) {
      files.add(name("csv", rows.table().id()));
      files.add(name("json", rows.table().id()));
    }
    nodes.add(report);
    nodes.add(period);
  }

  private void addController() {
    ObjectNode controller =
        node("controller", header.controller().id(), "dpv:DataController", "prov:Agent");
    controller.put("identifier", header.controller().id());
    controller.put("title", header.controller().name());
    putGiven(controller, "contact", header.controller().contact());
    putGiven(controller, "dataProtectionOfficer", header.controller().dpo());
    nodes.add(controller);
  }

  private void addFiles(TableRows rows) {
    addFile(rows, "csv", "text/csv");
    addFile(rows, "json", "application/json");
  }

  private void addFile(TableRows rows, String format, String mediaType) {
    ObjectNode file = node(format, rows.table().id(), "dcat:Distribution");
    file.put("title", rows.table().title());
    file.put("description", rows.table().meaning());
    file.put("table", rows.table().id());
    file.put("rowCount", rows.rows().size());
    file.put("downloadURL", "data/%s.%s".formatted(rows.table().id(), format));
    file.put("mediaType", MEDIA_TYPES + mediaType);
    nodes.add(file);
  }

  private void addProvenance() {
    ObjectNode export = node("run", EXPORT, "prov:Activity");
    export.put("job", EXPORT);
    export.put("wasAssociatedWith", name("generator", header.generatorVersion()));
    ArrayNode used = export.putArray("used");
    header.versions().keySet().forEach(table -> used.add(name("version", table)));
    ArrayNode before = export.putArray("wasInformedBy");
    header.runs().keySet().forEach(job -> before.add(name("run", job)));
    nodes.add(export);
    header
        .runs()
        .forEach(
            (job, runId) ->
                nodes.add(node("run", job, "prov:Activity").put("job", job).put("runId", runId)));
    header
        .versions()
        .forEach(
            (table, version) ->
                nodes.add(
                    node("version", table, "prov:Entity")
                        .put("table", table)
                        .put("version", Long.toString(version))));
    ObjectNode generator =
        node("generator", header.generatorVersion(), "prov:SoftwareAgent", "prov:Agent");
    generator.put("title", "Optika").put("version", header.generatorVersion());
    nodes.add(generator);
  }

  private void addProcess(ReportHeader.Purpose purpose) {
    ObjectNode process = node("process", purpose.id(), "dpv:Process");
    process.put("identifier", purpose.id());
    process.put("hasDataController", name("controller", header.controller().id()));
    putGiven(process, "hasPurpose", purpose.dpv());
    process.put("hasLegalBasis", Vocabulary.legalBasis(purpose.basis()));
    putGiven(process, "article", purpose.article());
    nodes.add(process);
    if (purpose.basisIn().isEmpty()) {
      return;
    }
    ArrayNode exceptions = process.putArray("hasProcess");
    new TreeMap<>(purpose.basisIn())
        .forEach(
            (jurisdiction, basis) -> {
              String id = purpose.id() + "-" + jurisdiction;
              exceptions.add(process(id));
              ObjectNode exception = node("process", id, "dpv:Process", "own:Exception");
              exception.put("hasJurisdiction", Vocabulary.jurisdiction(jurisdiction));
              exception.put("hasLegalBasis", Vocabulary.legalBasis(basis));
              nodes.add(exception);
            });
  }

  /** Tracked, not tracked and all people observed, for each purpose. */
  private void addPeople(TableRows table) {
    Map<String, List<Object>> observed = new HashMap<>();
    for (List<Object> row : table.rows()) {
      if (isAll(table, row, "permitted") && isAll(table, row, "state")) {
        observed.put(table.text(row, "purpose"), row);
      }
    }
    for (List<Object> row : table.rows()) {
      List<Object> whole = observed.get(table.text(row, "purpose"));
      if (!isAll(table, row, "state") || whole == null) {
        continue;
      }
      String permitted = table.text(row, "permitted");
      ObjectNode figure =
          figure(
              table,
              "%s-%s".formatted(table.text(row, "purpose"), permitted),
              "permitted-share",
              table.text(row, "purpose"));
      figure.put("permitted", permitted);
      boolean isWithheld = table.isWithheld(row) || table.isWithheld(whole);
      figure.put("withheld", isWithheld);
      if (!isWithheld) {
        figure.put("numerator", (Long) table.value(row, "people"));
        figure.put("denominator", (Long) table.value(whole, "people"));
        putRate(figure, table, row, "share");
      }
      nodes.add(figure);
    }
  }

  /** Opt-in over all values of all dimensions, for each table, metric and purpose. */
  private void addOptIn(TableRows table) {
    for (List<Object> row : table.rows()) {
      if (!List.of("value_1", "value_2", "value_3").stream()
          .allMatch(value -> isAll(table, row, value))) {
        continue;
      }
      String metric = table.text(row, "metric");
      String purpose = table.text(row, "purpose");
      ObjectNode figure =
          figure(
              table,
              "%s-%s-%s".formatted(table.text(row, "table_id"), metric, purpose),
              metric,
              purpose);
      figure.put("withheld", table.isWithheld(row));
      if (!table.isWithheld(row)) {
        figure.put("numerator", (Long) table.value(row, "numerator"));
        figure.put("denominator", (Long) table.value(row, "denominator"));
        putRate(figure, table, row, "rate");
      }
      nodes.add(figure);
    }
  }

  private static ObjectNode figure(TableRows table, String id, String metric, String purpose) {
    ObjectNode figure = node(table.table().id(), id, "own:Observation");
    figure.put("metric", metric);
    figure.put("ofProcess", process(purpose));
    figure.put("wasDerivedFrom", name("csv", table.table().id()));
    return figure;
  }

  private static void putRate(ObjectNode figure, TableRows table, List<Object> row, String column) {
    putDecimal(figure, "rate", table.value(row, column));
    putDecimal(figure, "low", table.value(row, column + "_low"));
    putDecimal(figure, "high", table.value(row, column + "_high"));
  }

  private static void putDecimal(ObjectNode figure, String member, Object value) {
    if (value != null) {
      figure.put(member, Vocabulary.decimal(DoubleNode.valueOf((Double) value)));
    }
  }

  private static boolean isAll(TableRows table, List<Object> row, String column) {
    return table.text(row, column).equals(SumRule.ALL);
  }

  private static void putGiven(ObjectNode node, String member, String text) {
    if (!text.isEmpty()) {
      node.put(member, text);
    }
  }
}
