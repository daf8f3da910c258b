package org.optika.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.optika.core.evidence.log.ConsistencyProof;
import org.optika.core.evidence.log.HistoryProof;
import org.optika.core.evidence.log.InclusionProof;
import org.optika.core.evidence.log.LeafKind;
import org.optika.core.evidence.log.LeafProof;
import org.optika.core.evidence.log.LogHead;
import org.optika.core.evidence.log.OpenedRow;
import org.optika.core.evidence.log.RowField;
import org.optika.core.privacy.ledger.Bytes;
import org.optika.core.scores.manifest.Hash;

/** Heads and proofs of the consent log as JSON, see docs/evidence.md; hashes are in hex. */
final class LogProofJson {
  private static final String HEAD_FORMAT = "optika-log-head-1";
  private static final String LEAF_FORMAT = "optika-log-inclusion-1";
  private static final String HISTORY_FORMAT = "optika-log-consistency-1";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private LogProofJson() {}

  static String write(LogHead head) {
    return JsonText.of(document(head));
  }

  static String write(LeafProof proof) {
    return JsonText.of(document(proof));
  }

  static String write(HistoryProof proof) {
    return JsonText.of(document(proof));
  }

  /** As {@link #write(LogHead)}, to be a part of something larger. */
  static Map<String, Object> document(LogHead head) {
    Map<String, Object> document = document(HEAD_FORMAT);
    document.putAll(map(head));
    return document;
  }

  /** As {@link #write(LeafProof)}, to be a part of something larger. */
  static Map<String, Object> document(LeafProof proof) {
    Map<String, Object> leaf = new LinkedHashMap<>();
    leaf.put("index", proof.inclusion().index());
    leaf.put("kind", proof.commitment().isPresent() ? LeafKind.EVENT.id() : LeafKind.ERASED.id());
    proof.commitment().ifPresent(commitment -> leaf.put("commitment", commitment.hex()));
    proof.erases().ifPresent(erases -> leaf.put("erases", erases));
    Map<String, Object> document = document(LEAF_FORMAT);
    document.put("head", map(proof.head()));
    document.put("leaf", leaf);
    document.put("path", hex(proof.inclusion().path()));
    proof.row().ifPresent(row -> document.put("row", map(row)));
    return document;
  }

  /** As {@link #write(HistoryProof)}, to be a part of something larger. */
  static Map<String, Object> document(HistoryProof proof) {
    Map<String, Object> document = document(HISTORY_FORMAT);
    document.put("earlier", map(proof.earlier()));
    document.put("later", map(proof.later()));
    document.put("path", hex(proof.consistency().path()));
    return document;
  }

  private static Map<String, Object> document(String format) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", format);
    return document;
  }

  private static Map<String, Object> map(LogHead head) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("log", head.logId());
    map.put("size", head.size());
    map.put("root", head.root().hex());
    return map;
  }

  private static Map<String, Object> map(OpenedRow row) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("salt", HexFormat.of().formatHex(row.salt().toArray()));
    List<Object> columns = new ArrayList<>();
    for (RowField field : row.fields()) {
      Map<String, Object> column = new LinkedHashMap<>();
      column.put("column", field.column());
      column.put("type", field.type().name().toLowerCase(Locale.ROOT));
      column.put("value", field.value());
      columns.add(column);
    }
    map.put("columns", columns);
    return map;
  }

  private static List<String> hex(List<Hash> hashes) {
    return hashes.stream().map(Hash::hex).toList();
  }

  /** A proof of either kind, for whoever checks it. */
  sealed interface Proof {
    /** The newest head that it is about. */
    LogHead head();

    /** What is wrong; empty when it proves what it says. */
    List<String> faults();

    /** What it proves. */
    String claim();
  }

  /** Of a leaf. */
  record OfLeaf(LeafProof proof) implements Proof {
    @Override
    public LogHead head() {
      return proof.head();
    }

    @Override
    public List<String> faults() {
      return proof.faults();
    }

    @Override
    public String claim() {
      String leaf =
          proof.erases().isPresent()
              ? "Leaf %d, which says that leaf %d was erased,"
                  .formatted(proof.inclusion().index(), proof.erases().getAsLong())
              : "Leaf %d".formatted(proof.inclusion().index());
      return "%s is in the log of %d leaves%s."
          .formatted(
              leaf,
              head().size(),
              proof.row().isPresent() ? " and stands for the row that is shown" : "");
    }
  }

  /** Of two heads. */
  record OfHistory(HistoryProof proof) implements Proof {
    @Override
    public LogHead head() {
      return proof.later();
    }

    @Override
    public List<String> faults() {
      return proof.faults();
    }

    @Override
    public String claim() {
      return "The log of %d leaves continues the one of %d with root %s."
          .formatted(proof.later().size(), proof.earlier().size(), proof.earlier().root().hex());
    }
  }

  /**
   * @param name of the file, for errors
   * @throws UserErrorException when it is no proof
   */
  static Proof proof(String name, String json) {
    Reader document = new Reader(name, parse(name, json));
    try {
      return switch (document.text("format")) {
        case LEAF_FORMAT -> new OfLeaf(leafProof(document));
        case HISTORY_FORMAT ->
            new OfHistory(
                new HistoryProof(
                    head(document.member("earlier")),
                    head(document.member("later")),
                    new ConsistencyProof(
                        document.member("earlier").number("size"),
                        document.member("later").number("size"),
                        document.hashes("path"))));
        default ->
            throw document.wrong("format", "'%s' or '%s'".formatted(LEAF_FORMAT, HISTORY_FORMAT));
      };
    } catch (IllegalArgumentException refused) {
      throw new UserErrorException("%s: %s", name, refused.getMessage());
    }
  }

  private static LeafProof leafProof(Reader document) {
    Reader leaf = document.member("leaf");
    LogHead head = head(document.member("head"));
    boolean isEvent = leaf.text("kind").equals(LeafKind.EVENT.id());
    if (!isEvent && !leaf.text("kind").equals(LeafKind.ERASED.id())) {
      throw leaf.wrong("kind", "'event' or 'erased'");
    }
    return new LeafProof(
        head,
        isEvent ? Optional.of(leaf.hash("commitment")) : Optional.empty(),
        isEvent ? OptionalLong.empty() : OptionalLong.of(leaf.number("erases")),
        new InclusionProof(leaf.number("index"), head.size(), document.hashes("path")),
        document.has("row") ? Optional.of(row(document.member("row"))) : Optional.empty());
  }

  private static OpenedRow row(Reader row) {
    List<RowField> fields = new ArrayList<>();
    for (Reader column : row.members("columns")) {
      RowField.Type type =
          switch (column.text("type")) {
            case "text" -> RowField.Type.TEXT;
            case "number" -> RowField.Type.NUMBER;
            case "flag" -> RowField.Type.FLAG;
            default -> throw column.wrong("type", "'text', 'number' or 'flag'");
          };
      fields.add(new RowField(column.text("column"), type, column.text("value")));
    }
    return new OpenedRow(Bytes.of(HexFormat.of().parseHex(row.text("salt"))), fields);
  }

  private static LogHead head(Reader head) {
    return new LogHead(head.text("log"), head.number("size"), head.hash("root"));
  }

  /**
   * A head, or the head of a proof.
   *
   * @throws UserErrorException when it is neither
   */
  static LogHead head(String name, String json) {
    Reader document = new Reader(name, parse(name, json));
    if (document.text("format").equals(HEAD_FORMAT)) {
      try {
        return head(document);
      } catch (IllegalArgumentException refused) {
        throw new UserErrorException("%s: %s", name, refused.getMessage());
      }
    }
    return proof(name, json).head();
  }

  private static JsonNode parse(String name, String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException wrong) {
      throw new UserErrorException(
          "%s: expected JSON as 'optika log' writes it, got something else: %s",
          name, wrong.getOriginalMessage());
    }
  }

  /** Members of an object, with errors that say where. */
  private record Reader(String where, JsonNode node) {

    boolean has(String key) {
      return node.has(key);
    }

    Reader member(String key) {
      return new Reader(where + ", " + key, node.path(key));
    }

    List<Reader> members(String key) {
      List<Reader> members = new ArrayList<>();
      for (JsonNode element : node.path(key)) {
        members.add(new Reader("%s, %s %d".formatted(where, key, members.size()), element));
      }
      return members;
    }

    String text(String key) {
      if (!node.path(key).isTextual()) {
        throw wrong(key, "a text");
      }
      return node.path(key).textValue();
    }

    long number(String key) {
      if (!node.path(key).isIntegralNumber() || !node.path(key).canConvertToLong()) {
        throw wrong(key, "a whole number");
      }
      return node.path(key).longValue();
    }

    Hash hash(String key) {
      return Hash.ofHex(text(key));
    }

    List<Hash> hashes(String key) {
      if (!node.path(key).isArray()) {
        throw wrong(key, "a list of hashes");
      }
      List<Hash> hashes = new ArrayList<>();
      for (JsonNode element : node.path(key)) {
        hashes.add(Hash.ofHex(element.asText()));
      }
      return hashes;
    }

    UserErrorException wrong(String key, String expected) {
      return new UserErrorException(
          "%s: expected '%s' to be %s, got %s",
          where, key, expected, node.has(key) ? "something else" : "nothing");
    }
  }
}
