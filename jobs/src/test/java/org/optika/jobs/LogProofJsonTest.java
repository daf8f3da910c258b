package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.optika.core.evidence.log.ConsistencyProof;
import org.optika.core.evidence.log.HistoryProof;
import org.optika.core.evidence.log.InclusionProof;
import org.optika.core.evidence.log.LeafProof;
import org.optika.core.evidence.log.LogHead;
import org.optika.core.evidence.log.OpenedRow;
import org.optika.core.evidence.log.RowField;
import org.optika.core.privacy.ledger.Bytes;
import org.optika.core.scores.manifest.Hash;

class LogProofJsonTest {
  private static final Hash A = Hash.ofHex("aa".repeat(32));
  private static final Hash B = Hash.ofHex("bb".repeat(32));
  private static final LogHead HEAD = new LogHead("log", 3, A);

  private static final LeafProof LEAF =
      new LeafProof(
          HEAD,
          Optional.of(B),
          OptionalLong.empty(),
          new InclusionProof(1, 3, List.of(A, B)),
          Optional.of(
              new OpenedRow(
                  Bytes.of(new byte[16]),
                  List.of(
                      new RowField("action", RowField.Type.TEXT, "given \"é\"\n"),
                      new RowField("is_bot", RowField.Type.FLAG, "false"),
                      new RowField("subject_id", RowField.Type.NUMBER, "9223372036854775807")))));

  @Test
  void what_was_written_reads_back_as_an_equal_proof() {
    LeafProof erased =
        new LeafProof(
            HEAD,
            Optional.empty(),
            OptionalLong.of(1),
            new InclusionProof(2, 3, List.of()),
            Optional.empty());
    HistoryProof history =
        new HistoryProof(new LogHead("log", 2, B), HEAD, new ConsistencyProof(2, 3, List.of(A)));

    assertThat(LogProofJson.proof("f", LogProofJson.write(LEAF)))
        .isEqualTo(new LogProofJson.OfLeaf(LEAF));
    assertThat(LogProofJson.proof("f", LogProofJson.write(erased)))
        .isEqualTo(new LogProofJson.OfLeaf(erased));
    assertThat(LogProofJson.proof("f", LogProofJson.write(history)))
        .isEqualTo(new LogProofJson.OfHistory(history));
    assertThat(LogProofJson.head("f", LogProofJson.write(HEAD))).isEqualTo(HEAD);
    assertThat(LogProofJson.head("f", LogProofJson.write(history))).isEqualTo(HEAD);
  }

  @Test
  void a_head_is_short_enough_to_be_read_aloud() {
    assertThat(LogProofJson.write(HEAD))
        .isEqualTo(
            """
            {
              "format": "optika-log-head-1",
              "log": "log",
              "size": 3,
              "root": "%s"
            }
            """
                .formatted(A.hex()));
  }

  @Test
  void what_is_no_proof_is_refused_with_the_place() {
    String json = LogProofJson.write(LEAF);

    refused("{", "f: expected JSON as 'optika log' writes it, got something else: ");
    refused("[]", "f: expected 'format' to be a text, got nothing");
    refused(
        json.replace("inclusion-1", "inclusion-2"),
        "f: expected 'format' to be 'optika-log-inclusion-1' or 'optika-log-consistency-1', got something else");
    refused(
        json.replace("\"size\": 3", "\"size\": \"3\""),
        "f, head: expected 'size' to be a whole number, got something else");
    refused(json.replace("\"index\": 1", "\"index\": 3"), "f: expected a leaf in [0, 3), got 3");
    refused(
        json.replace("\"event\"", "\"other\""),
        "f, leaf: expected 'kind' to be 'event' or 'erased', got something else");
    refused(
        json.replace("\"flag\"", "\"bit\""),
        "f, row, columns 1: expected 'type' to be 'text', 'number' or 'flag', got something else");
    refused(json.replace("bbbb", "bbb"), "f: a hash has 64 hex digits, got 48 characters");
  }

  private static void refused(String json, String message) {
    assertThatThrownBy(() -> LogProofJson.proof("f", json))
        .isInstanceOf(UserErrorException.class)
        .hasMessageStartingWith(message);
  }
}
