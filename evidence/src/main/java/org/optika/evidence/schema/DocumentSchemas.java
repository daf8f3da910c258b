package org.optika.evidence.schema;

import static org.optika.evidence.schema.Schemas.listOf;
import static org.optika.evidence.schema.Schemas.object;
import static org.optika.evidence.schema.Schemas.record;
import static org.optika.evidence.schema.Schemas.schema;
import static org.optika.evidence.schema.Schemas.texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.optika.core.consent.LegalBasis;
import org.optika.core.evidence.monitor.Jump;
import org.optika.core.evidence.monitor.JumpRule;
import org.optika.core.evidence.monitor.Monitor;
import org.optika.core.evidence.report.Audience;
import org.optika.core.evidence.report.Delay;
import org.optika.core.evidence.report.StoredData;
import org.optika.core.evidence.report.SumRule;
import org.optika.evidence.input.ReportHeader;

/**
 * JSON Schemas of the documents of the bundle that are no tables. Registers may hold more members
 * than are named here; a manifest and a definition of a metric may not.
 */
public final class DocumentSchemas {
  /** On what a transfer may rest; {@code none-needed} inside of the European Economic Area. */
  public static final List<String> MECHANISMS =
      List.of("none-needed", "adequacy", "scc", "bcr", "derogation");

  private static final String SHA_256 = "^[0-9a-f]{64}$";
  private static final String MONTH = "^[12][0-9]{3}-(0[1-9]|1[0-2])$";
  private static final String DATA = "^data/[a-z_]+\\.json$";

  private DocumentSchemas() {}

  /**
   * Schemas by the path of the document that they are for. Of {@code metrics.jsonl} it is the
   * schema of a line.
   */
  public static Map<String, JsonNode> all(ReportHeader header) {
    Map<String, JsonNode> schemas = new TreeMap<>();
    schemas.put("manifest.json", manifest());
    schemas.put("metrics.jsonl", metric());
    schemas.put("privacy.json", privacy());
    schemas.put("sums.json", sums());
    if (header.audience() == Audience.AUTHORITY) {
      schemas.put("registers/dpia.json", dpia());
      schemas.put("registers/lia.json", lia(header));
      schemas.put("registers/ropa.json", ropa(header));
      schemas.put("registers/transfers.json", transfers(header));
      schemas.put(MonitorRules.PATH, monitors(header));
      schemas.put(RetentionRules.PATH, retention(header));
    }
    return schemas;
  }

  static JsonNode manifest() {
    ObjectNode file =
        record(
            object()
                .<ObjectNode>set("path", path())
                .<ObjectNode>set("sha256", pattern(SHA_256))
                .<ObjectNode>set("size", whole())
                .<ObjectNode>set("media_type", pattern("^[a-z]+/[a-z0-9.+-]+")),
            List.of("path", "sha256", "size", "media_type"),
            false);
    ObjectNode properties = object();
    properties.set("format", object().put("const", "optika-report/1"));
    properties.set("bundle", pattern("^report-"));
    properties.set("files", listOf(file).put("minItems", 1).put("uniqueItems", true));
    properties.set(
        "generator",
        record(
            object().<ObjectNode>set("name", text()).<ObjectNode>set("version", text()),
            List.of("name", "version"),
            false));
    properties.set("config_hash", pattern(SHA_256));
    properties.set("rule_pack_hash", pattern(SHA_256));
    ObjectNode versions = object().put("type", "object");
    versions.set("additionalProperties", whole());
    properties.set("table_versions", versions);
    properties.set("as_of", instant());
    properties.set("known_at", instant());
    properties.set(
        "period",
        record(
            object()
                .<ObjectNode>set("id", text())
                .<ObjectNode>set("from", day())
                .<ObjectNode>set("until", day()),
            List.of("id", "from", "until"),
            false));
    properties.set("audience", oneOf(Arrays.stream(Audience.values()).map(Audience::id).toList()));
    properties.set("controller", text());
    return of(
        "Manifest",
        "All files of the bundle with their hashes, and what the report rests on.",
        record(properties, names(properties), false));
  }

  static JsonNode metric() {
    ObjectNode properties = object();
    for (String part :
        List.of(
            "id",
            "table",
            "column",
            "formula",
            "unit",
            "denominator",
            "window",
            "interval",
            "excluded")) {
      properties.set(part, part.equals("excluded") ? object().put("type", "string") : text());
    }
    return of(
        "Metric",
        "A line of metrics.jsonl: how a published figure is defined.",
        record(properties, names(properties), false));
  }

  static JsonNode privacy() {
    ObjectNode release = object();
    release.set("release_id", text());
    release.set("epsilon", object().put("type", "number").put("minimum", 0));
    ObjectNode delta = object().put("type", "number").put("minimum", 0);
    release.set("delta", delta.put("exclusiveMaximum", 1));
    release.set("mechanism", text());
    release.set("ledger_sequence", whole());
    ObjectNode table = object();
    table.set("table", text());
    table.set("counts", text());
    table.set("rows", whole());
    table.set("withheld", whole());
    ObjectNode suppression = object();
    suppression.set("threshold", whole());
    suppression.set("method", text());
    suppression.set("tables", listOf(record(table, names(table), false)));
    ObjectNode properties = object();
    properties.set("audience", oneOf(Arrays.stream(Audience.values()).map(Audience::id).toList()));
    properties.set("unit", text());
    properties.set("suppression", record(suppression, names(suppression), false));
    properties.set("releases", listOf(record(release, names(release), true)));
    ObjectNode privacy = record(properties, List.of("audience", "unit", "releases"), true);
    ObjectNode forAuthority = object();
    forAuthority
        .putObject("properties")
        .set("audience", object().put("const", Audience.AUTHORITY.id()));
    privacy.set("if", forAuthority);
    privacy.set("then", object().<ObjectNode>set("required", texts(List.of("suppression"))));
    return of(
        "Privacy", "How the figures protect people: small cells, releases with noise.", privacy);
  }

  static JsonNode sums() {
    ObjectNode properties = object();
    properties.set("table", text());
    properties.set("column", text());
    properties.set("dimension", text());
    properties.set("total", text());
    properties.set("same", listOf(text()));
    properties.set("tolerance", object().put("type", "number").put("minimum", 0));
    return of(
        "Sums",
        "Sums that hold in the tables.",
        listOf(record(properties, names(properties), false)));
  }

  static JsonNode lia(ReportHeader header) {
    ObjectNode entry = object();
    entry.set("id", text());
    entry.set("purposes", listOf(oneOf(header.purposeIds())).put("minItems", 1));
    entry.set("jurisdictions", listOf(text()).put("minItems", 1));
    entry.set("valid_from", moment());
    entry.set("valid_to", orNull(moment()));
    entry.set("interest", text());
    entry.set("necessity", text());
    entry.set("balancing", text());
    entry.set("valid_at_period_end", truth());
    return of(
        "Legitimate interest assessments",
        "Register of assessments of legitimate interests (GDPR 6(1)(f)).",
        register(
            "assessments",
            record(
                entry,
                List.of(
                    "id",
                    "purposes",
                    "jurisdictions",
                    "valid_from",
                    "interest",
                    "necessity",
                    "balancing"),
                true)));
  }

  static JsonNode ropa(ReportHeader header) {
    ObjectNode entry = object();
    entry.set("id", text());
    entry.set("title", text());
    entry.set("purposes", listOf(oneOf(header.purposeIds())).put("minItems", 1));
    entry.set("basis", oneOf(Arrays.stream(LegalBasis.values()).map(LegalBasis::id).toList()));
    entry.set("people", listOf(text()).put("minItems", 1));
    entry.set("data", listOf(text()).put("minItems", 1));
    entry.set("recipients", listOf(text()));
    entry.set("retention", text());
    return of(
        "Record of processing activities",
        "What is done with personal data, for what and for how long (GDPR 30(1)).",
        register(
            "processing",
            record(entry, List.of("id", "purposes", "people", "data", "retention"), true)));
  }

  static JsonNode transfers(ReportHeader header) {
    ObjectNode entry = object();
    entry.set("id", text());
    entry.set("name", text());
    entry.set("role", oneOf(List.of("processor", "joint_controller", "controller")));
    entry.set("country", pattern("^[A-Z]{2}$"));
    entry.set("purposes", listOf(oneOf(header.purposeIds())));
    ObjectNode mechanism = object();
    mechanism.set("enum", texts(MECHANISMS).addNull());
    entry.set("mechanism", mechanism.put("description", "null: nothing, so that rows are refused"));
    entry.set("valid_from", moment());
    entry.set("valid_to", orNull(moment()));
    entry.set("valid_at_period_end", truth());
    return of(
        "Vendors and transfers",
        "Recipients of data, and what transfers to third countries rest on (GDPR 44 to 49).",
        register(
            "vendors",
            record(
                entry,
                List.of("id", "name", "role", "country", "purposes", "mechanism", "valid_from"),
                true)));
  }

  static JsonNode dpia() {
    ObjectNode assessment =
        record(
            object().<ObjectNode>set("outcome", text()).<ObjectNode>set("date", moment()),
            List.of("outcome", "date"),
            true);
    ObjectNode entry = object();
    entry.set("id", text());
    entry.set("kind", text());
    entry.set("criteria", listOf(text()));
    entry.set("automated_decision", truth());
    entry.set("significant_effect", truth());
    entry.set("needed", truth());
    entry.set("assessment", orNull(assessment));
    entry.set("missing", truth());
    ObjectNode record =
        record(
            entry,
            List.of(
                "id",
                "kind",
                "criteria",
                "automated_decision",
                "significant_effect",
                "needed",
                "assessment",
                "missing"),
            true);
    ObjectNode neededAndNone = object();
    neededAndNone.set("needed", Schemas.constant(true));
    neededAndNone.set("assessment", object().put("type", "null"));
    ObjectNode missing = object();
    missing.set("missing", Schemas.constant(true));
    ObjectNode given = object();
    given.set("missing", Schemas.constant(false));
    record.set("if", object().<ObjectNode>set("properties", neededAndNone));
    record.set("then", object().<ObjectNode>set("properties", missing));
    record.set("else", object().<ObjectNode>set("properties", given));
    return of(
        "Impact assessments",
        "What needs a data protection impact assessment, and what has one (GDPR 35).",
        register("entries", record));
  }

  static JsonNode retention(ReportHeader header) {
    ObjectNode entry = object();
    entry.set("purpose", oneOf(header.purposeIds()));
    entry.set("activity", text());
    entry.set(
        "data_set", oneOf(Arrays.stream(StoredData.values()).map(StoredData::label).toList()));
    entry.set("limit_months", object().put("type", "integer").put("minimum", 1));
    entry.set("oldest_months", orNull(whole()));
    entry.set("rows_past_limit", orNull(whole()));
    entry.set("withheld", truth());
    ObjectNode limit = record(entry, names(entry), false);
    ObjectNode withheld = object();
    withheld.set("withheld", Schemas.constant(true));
    ObjectNode nothing = object();
    nothing.set("rows_past_limit", object().put("type", "null"));
    ObjectNode number = object();
    number.set("rows_past_limit", object().put("type", "integer"));
    limit.set("if", object().<ObjectNode>set("properties", withheld));
    limit.set("then", object().<ObjectNode>set("properties", nothing));
    limit.set("else", object().<ObjectNode>set("properties", number));
    ObjectNode properties = object();
    properties.set("rule", text());
    properties.set("limits", listOf(limit));
    properties.set("without_limit", listOf(oneOf(header.purposeIds())));
    return of(
        "Retention by purpose",
        "How long rows may be kept for each purpose, and whether they are kept for longer.",
        record(properties, names(properties), false));
  }

  static JsonNode monitors(ReportHeader header) {
    ObjectNode properties = object();
    properties.set("compared", text());
    properties.set("rules", listOf(strict("rule", rule(), "meaning", text())));
    properties.set("monitors", listOf(monitor()));
    properties.set("values", listOf(monitorValue(header)));
    properties.set("published", listOf(strict("what", text(), "in", pattern(DATA))));
    return of(
        "Monitors",
        "What is watched from month to month, and which months stand out.",
        record(properties, names(properties), false));
  }

  private static ObjectNode strict(String one, ObjectNode first, String other, ObjectNode second) {
    ObjectNode properties = object();
    properties.set(one, first);
    properties.set(other, second);
    return record(properties, names(properties), false);
  }

  private static ObjectNode rule() {
    return oneOf(Arrays.stream(JumpRule.Kind.values()).map(JumpRule.Kind::id).toList());
  }

  private static ObjectNode monitor() {
    ObjectNode entry = object();
    entry.set("monitor", monitorId());
    entry.set("meaning", text());
    entry.set("unit", oneOf(Arrays.stream(Monitor.Unit.values()).map(Monitor.Unit::id).toList()));
    entry.set("source", text());
    entry.set("published_in", orNull(pattern(DATA)));
    entry.set("rule", rule());
    entry.set("limit", object().put("type", "number").put("minimum", 0));
    return record(entry, names(entry), false);
  }

  private static ObjectNode monitorId() {
    return oneOf(Arrays.stream(Monitor.values()).map(Monitor::id).toList());
  }

  /** Shares and classes have their own form; counts are whole. */
  private static ObjectNode monitorValue(ReportHeader header) {
    ObjectNode entry = object();
    entry.set("monitor", monitorId());
    List<String> series = new ArrayList<>(List.of(SumRule.ALL));
    series.addAll(header.purposeIds());
    entry.set("series", oneOf(series));
    entry.set("month", pattern(MONTH));
    ObjectNode value = object();
    value.set(
        "anyOf",
        Schemas.array()
            .add(object().put("type", "number").put("minimum", 0))
            .add(oneOf(Arrays.stream(Delay.values()).map(Delay::label).toList()))
            .add(object().put("type", "null")));
    entry.set("value", value);
    entry.set("withheld", truth());
    entry.set("jump", orNull(oneOf(Arrays.stream(Jump.values()).map(Jump::id).toList())));
    ObjectNode record = record(entry, names(entry), false);
    ObjectNode withheld = object();
    withheld.set("withheld", Schemas.constant(true));
    ObjectNode nothing = object();
    nothing.set("value", object().put("type", "null"));
    nothing.set("jump", object().put("type", "null"));
    record.set("if", object().<ObjectNode>set("properties", withheld));
    record.set("then", object().<ObjectNode>set("properties", nothing));
    ArrayNode forms = Schemas.array();
    for (Monitor monitor : Monitor.values()) {
      ObjectNode of = object();
      of.set("monitor", object().put("const", monitor.id()));
      ObjectNode form = object();
      form.set("value", form(monitor));
      ObjectNode implied = object();
      implied.set("if", object().<ObjectNode>set("properties", of));
      implied.set("then", object().<ObjectNode>set("properties", form));
      forms.add(implied);
    }
    record.set("allOf", forms);
    return record;
  }

  private static ObjectNode form(Monitor monitor) {
    ObjectNode type = object();
    if (monitor.published().isPresent()) {
      return type.put("type", "null");
    }
    switch (monitor.unit()) {
      case ROWS, PEOPLE -> type.set("type", texts(List.of("integer", "null")));
      case CLASS -> type.set("type", texts(List.of("string", "null")));
      case SHARE -> type.put("maximum", 1).set("type", texts(List.of("number", "null")));
    }
    return type;
  }

  private static ObjectNode of(String title, String description, ObjectNode body) {
    ObjectNode schema = schema(title, description);
    schema.setAll(body);
    return schema;
  }

  private static ObjectNode register(String member, ObjectNode entry) {
    ObjectNode properties = object();
    properties.set(member, listOf(entry));
    return record(properties, List.of(member), true);
  }

  private static List<String> names(ObjectNode properties) {
    return properties.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static ObjectNode text() {
    return object().put("type", "string").put("minLength", 1);
  }

  private static ObjectNode pattern(String pattern) {
    return object().put("type", "string").put("pattern", pattern);
  }

  /** Inside of the bundle: relative, with no way up. */
  private static ObjectNode path() {
    return pattern("^(?!/)(?!.*(^|/)\\.\\.?(/|$))[A-Za-z0-9._/-]+$");
  }

  private static ObjectNode oneOf(List<String> values) {
    ObjectNode one = object().put("type", "string");
    one.set("enum", texts(values));
    return one;
  }

  private static ObjectNode whole() {
    return object().put("type", "integer").put("minimum", 0);
  }

  private static ObjectNode truth() {
    return object().put("type", "boolean");
  }

  private static ObjectNode day() {
    return object().put("type", "string").put("format", "date");
  }

  private static ObjectNode instant() {
    return object().put("type", "string").put("format", "date-time").put("pattern", "Z$");
  }

  /** A day or an instant. */
  private static ObjectNode moment() {
    ObjectNode moment = object();
    moment.set("anyOf", Schemas.array().add(day()).add(instant()));
    return moment;
  }

  private static ObjectNode orNull(ObjectNode some) {
    ObjectNode either = object();
    either.set("anyOf", Schemas.array().add(some).add(object().put("type", "null")));
    return either;
  }
}
