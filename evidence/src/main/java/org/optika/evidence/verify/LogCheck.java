package org.optika.evidence.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.optika.core.evidence.log.ConsistencyProof;
import org.optika.core.evidence.log.HistoryProof;
import org.optika.core.evidence.log.InclusionProof;
import org.optika.core.evidence.log.LeafProof;
import org.optika.core.evidence.log.LogHead;
import org.optika.core.scores.manifest.Hash;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.Json;
import org.optika.evidence.bundle.Bundle;

/** The proofs of the consent log lead to its head (RFC 9162). */
final class LogCheck implements Check {
  private static final String PATH = "evidence/consent-log.json";

  @Override
  public String name() {
    return "log";
  }

  @Override
  public String run(Bundle bundle) {
    return bundle
        .file(PATH)
        .map(content -> check(Json.read(PATH, content)))
        .orElse("no consent log was given");
  }

  private static String check(JsonNode log) {
    try {
      LogHead head = head(log.path("head"));
      for (JsonNode history : log.path("history")) {
        HistoryProof proof =
            new HistoryProof(
                head(history.path("earlier")),
                head(history.path("later")),
                new ConsistencyProof(
                    history.path("earlier").path("size").asLong(),
                    history.path("later").path("size").asLong(),
                    hashes(history.path("path"))));
        require(head, proof.later(), proof.faults());
      }
      for (JsonNode leaf : log.path("leaves")) {
        LeafProof proof = leaf(leaf);
        require(head, proof.head(), proof.faults());
      }
      return "%d leaves; %d earlier heads continued, %d leaves proven; compare the root %s with heads that you keep"
          .formatted(
              head.size(),
              log.path("history").size(),
              log.path("leaves").size(),
              head.root().hex());
    } catch (IllegalArgumentException malformed) {
      throw new EvidenceException("%s: %s", PATH, malformed.getMessage());
    }
  }

  private static void require(LogHead head, LogHead proven, List<String> faults) {
    if (!faults.isEmpty()) {
      throw new EvidenceException("%s: %s", PATH, faults.get(0));
    }
    if (!proven.equals(head)) {
      throw new EvidenceException("%s: a proof is about another head", PATH);
    }
  }

  private static LeafProof leaf(JsonNode document) {
    LogHead head = head(document.path("head"));
    JsonNode leaf = document.path("leaf");
    boolean isEvent = leaf.has("commitment");
    return new LeafProof(
        head,
        isEvent ? Optional.of(Hash.ofHex(leaf.path("commitment").asText())) : Optional.empty(),
        isEvent ? OptionalLong.empty() : OptionalLong.of(leaf.path("erases").asLong()),
        new InclusionProof(leaf.path("index").asLong(), head.size(), hashes(document.path("path"))),
        Optional.empty());
  }

  private static LogHead head(JsonNode head) {
    return new LogHead(
        head.path("log").asText(),
        head.path("size").asLong(),
        Hash.ofHex(head.path("root").asText()));
  }

  private static List<Hash> hashes(JsonNode path) {
    List<Hash> hashes = new ArrayList<>();
    path.forEach(hash -> hashes.add(Hash.ofHex(hash.asText())));
    return hashes;
  }
}
