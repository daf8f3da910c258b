package org.optika.evidence.linked;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.Json;

/**
 * Names of things in the linked documents, and the two files that explain them. Terms are those of
 * DCAT 3, DCMI, PROV-O, DPV 2 with its extension for the GDPR, and our own for what these lack.
 */
public final class Vocabulary {
  /** Path of the context in the bundle. */
  public static final String CONTEXT = "contexts/optika-report.context.jsonld";

  /** Path of the shapes in the bundle. */
  public static final String SHAPES = "shapes/optika-report.shacl.ttl";

  private static final String BASE = "https://optika.example/reports/%s/";

  /** GDPR 6(1), by the letter of each basis. */
  private static final Map<String, String> BASES =
      new TreeMap<>(
          Map.of(
              "consent", "gdpr:A6-1-a",
              "contract", "gdpr:A6-1-b",
              "legal_obligation", "gdpr:A6-1-c",
              "legitimate_interest", "gdpr:A6-1-f"));

  private Vocabulary() {}

  /** Files that go into each bundle, by path: the context and the shapes. */
  public static Map<String, byte[]> files() {
    return new TreeMap<>(
        Map.of(
            CONTEXT, resource("optika-report.context.jsonld"),
            SHAPES, resource("optika-report.shacl.ttl")));
  }

  /**
   * A linked document.
   *
   * @param path of the document in the bundle
   * @param bundle name of the bundle, which relative names are about
   */
  static ObjectNode document(String path, String bundle, Collection<ObjectNode> nodes) {
    ArrayNode context = JsonNodeFactory.instance.arrayNode();
    context.add("../".repeat((int) path.chars().filter(sign -> sign == '/').count()) + CONTEXT);
    context.add(object().put("@base", BASE.formatted(bundle)));
    ObjectNode document = object();
    document.set("@context", context);
    document.putArray("@graph").addAll(nodes);
    return document;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A new node with a name inside of the report, e.g. {@code #process-measurement}. */
  static ObjectNode node(String kind, String id, String... types) {
    ObjectNode node = object().put("@id", name(kind, id));
    if (types.length == 1) {
      return node.put("@type", types[0]);
    }
    ArrayNode all = node.putArray("@type");
    for (String type : types) {
      all.add(type);
    }
    return node;
  }

  static String name(String kind, String id) {
    return "#%s-%s"
        .formatted(
            kind,
            URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A"));
  }

  /** Name of the processing for a purpose. */
  static String process(String purpose) {
    return name("process", purpose);
  }

  /**
   * @throws EvidenceException for a basis that GDPR 6(1) does not have for us
   */
  static String legalBasis(String basis) {
    String term = BASES.get(basis);
    if (term == null) {
      throw new EvidenceException(
          "unknown legal basis '%s'; known: %s", basis, String.join(", ", BASES.keySet()));
    }
    return term;
  }

  static String jurisdiction(String code) {
    return "loc:" + code;
  }

  /** A number as xsd:decimal writes it, without an exponent. */
  static String decimal(JsonNode number) {
    return new BigDecimal(Json.number(number.doubleValue())).toPlainString();
  }

  private static byte[] resource(String name) {
    try (InputStream content = Vocabulary.class.getResourceAsStream(name)) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
