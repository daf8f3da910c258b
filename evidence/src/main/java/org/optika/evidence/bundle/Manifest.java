package org.optika.evidence.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.optika.evidence.Json;
import org.optika.evidence.input.ReportHeader;

/**
 * {@code manifest.json}: hash, size and media type of every file, and what the report rests on, in
 * the canonical form of RFC 8785. It is what the signature covers.
 */
public final class Manifest {
  public static final String PATH = "manifest.json";
  public static final String FORMAT = "optika-report/1";

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "csv", "text/csv; charset=utf-8",
          "html", "text/html; charset=utf-8",
          "json", "application/json",
          "jsonl", "application/jsonl",
          "jsonld", "application/ld+json",
          "md", "text/markdown; charset=utf-8",
          "mjs", "text/javascript; charset=utf-8",
          "ttl", "text/turtle; charset=utf-8");

  private Manifest() {}

  /** The manifest over some files. */
  public static byte[] of(ReportHeader header, Map<String, byte[]> files) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("format", FORMAT);
    manifest.put("bundle", header.bundleName());
    manifest.put("controller", header.controller().id());
    manifest.put("audience", header.audience().id());
    ObjectNode period = manifest.putObject("period");
    period.put("id", header.periodId());
    period.put("from", header.periodFrom().toString());
    period.put("until", header.periodUntil().toString());
    manifest.put("as_of", header.asOf().toString());
    manifest.put("known_at", header.knownAt().toString());
    ObjectNode generator = manifest.putObject("generator");
    generator.put("name", "optika");
    generator.put("version", header.generatorVersion());
    manifest.put("config_hash", header.configHash());
    manifest.put("rule_pack_hash", header.rulePackHash());
    ObjectNode versions = manifest.putObject("table_versions");
    header.versions().forEach(versions::put);
    var listed = manifest.putArray("files");
    new TreeMap<>(files)
        .forEach(
            (path, content) -> {
              ObjectNode file = listed.addObject();
              file.put("path", path);
              file.put("sha256", sha256(content));
              file.put("size", content.length);
              file.put("media_type", mediaType(path));
            });
    return Json.canonical(manifest);
  }

  /** Hash of each file by path, as a manifest says. */
  public static Map<String, String> hashes(JsonNode manifest) {
    Map<String, String> hashes = new TreeMap<>();
    for (JsonNode file : manifest.path("files")) {
      hashes.put(file.path("path").asText(), file.path("sha256").asText());
    }
    return hashes;
  }

  /** As 64 hex digits. */
  public static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String mediaType(String path) {
    String type = MEDIA_TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalStateException("no media type for " + path);
    }
    return type;
  }
}
