package org.optika.core.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.optika.core.privacy.ledger.Bytes;
import org.optika.core.scores.manifest.Hash;

class LeafCommitmentTest {
  private static final byte[] SALT = "sixteen bytes ..".getBytes(StandardCharsets.UTF_8);

  private static RowDigest row() {
    return new RowDigest().start(SALT);
  }

  private static byte[] name(String column) {
    return RowDigest.column(column);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void commitment_is_the_hash_of_the_bytes_that_the_javadoc_names() throws Exception {
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    row.writeBytes(utf8("optika-consent-row-1"));
    row.writeBytes(sized(SALT));
    row.writeBytes(sized(utf8("action")));
    row.write(1);
    row.writeBytes(sized(utf8("given")));
    row.writeBytes(sized(utf8("event_time")));
    row.write(2);
    row.writeBytes(sized(ByteBuffer.allocate(8).putLong(-5).array()));
    row.writeBytes(sized(utf8("is_bot")));
    row.write(3);
    row.writeBytes(sized(new byte[] {1}));
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] digest = sha256.digest(row.toByteArray());
    sha256.update(utf8("optika-consent-leaf-1"));
    sha256.update(ByteBuffer.allocate(8).putLong(7).array());
    byte[] expected = sha256.digest(digest);

    byte[] found =
        row()
            .text(name("action"), utf8("given"))
            .number(name("event_time"), -5)
            .flag(name("is_bot"), true)
            .digest();

    assertThat(found).isEqualTo(digest);
    assertThat(new LeafCommitment().of(7, found)).isEqualTo(expected);
    assertThat(LeafData.event(expected)).startsWith(1, 1).endsWith(expected).hasSize(34);
    assertThat(LeafData.erased(258)).containsExactly(1, 2, 0, 0, 0, 0, 0, 0, 1, 2);
  }

  private static byte[] sized(byte[] bytes) {
    return ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array();
  }

  @Test
  void rows_that_differ_in_anything_have_different_digests() {
    Set<Bytes> digests = new HashSet<>();
    List<byte[]> rows =
        List.of(
            row().digest(),
            row().text(name("a"), utf8("")).digest(),
            row().text(name("b"), utf8("")).digest(),
            row().text(name("a"), utf8("b")).digest(),
            row().text(name("a"), utf8("")).text(name("b"), utf8("")).digest(),
            row().text(name("a"), utf8("b\0")).digest(),
            row().number(name("a"), 0).digest(),
            row().number(name("a"), 1).digest(),
            row().flag(name("a"), false).digest(),
            row().flag(name("a"), true).digest(),
            row().text(name("a"), new byte[8]).digest(),
            new RowDigest().start(new byte[16]).digest());

    rows.forEach(row -> digests.add(Bytes.of(row)));

    assertThat(digests).hasSize(rows.size());
  }

  @Test
  void a_digest_is_of_the_row_begun_last_however_long() {
    RowDigest reused = row().text(name("a"), new byte[5_000]);
    byte[] once = reused.digest();

    assertThat(row().text(name("a"), new byte[5_000]).digest()).isEqualTo(once);
    assertThat(reused.start(SALT).digest()).isEqualTo(row().digest());
  }

  @Test
  void columns_out_of_order_and_salts_of_another_length_are_refused() {
    assertThatThrownBy(() -> row().number(name("b"), 1).number(name("a"), 1))
        .hasMessage("columns ascend by name, got 'a' after 'b'");
    assertThatThrownBy(() -> row().number(name("a"), 1).number(name("a"), 1))
        .hasMessage("columns ascend by name, got 'a' after 'a'");
    assertThatThrownBy(() -> new RowDigest().start(new byte[3]))
        .hasMessage("a salt has 16 bytes, got 3");
  }

  @Test
  void a_proof_shows_a_stranger_the_row_and_nothing_else_fits() {
    MerkleHash merkle = new MerkleHash();
    OpenedRow row =
        new OpenedRow(
            Bytes.of(SALT),
            List.of(
                new RowField("action", RowField.Type.TEXT, "given"),
                new RowField("is_bot", RowField.Type.FLAG, "false"),
                new RowField("subject_id", RowField.Type.NUMBER, "9223372036854775807")));
    byte[] commitment = new LeafCommitment().of(1, row.digest());
    byte[] first = merkle.leaf(LeafData.erased(0));
    byte[] second = merkle.leaf(LeafData.event(commitment));
    LogHead head = new LogHead("log", 2, Hash.of(merkle.node(first, second)));
    InclusionProof inclusion = new InclusionProof(1, 2, List.of(Hash.of(first)));
    LeafProof proof =
        new LeafProof(
            head,
            Optional.of(Hash.of(commitment)),
            OptionalLong.empty(),
            inclusion,
            Optional.of(row));

    assertThat(proof.faults()).isEmpty();
    assertThat(
            new LeafProof(
                    head,
                    Optional.empty(),
                    OptionalLong.of(0),
                    new InclusionProof(0, 2, List.of(Hash.of(second))),
                    Optional.empty())
                .faults())
        .isEmpty();
    OpenedRow refused =
        new OpenedRow(row.salt(), List.of(new RowField("action", RowField.Type.TEXT, "refused")));
    assertThat(
            new LeafProof(head, proof.commitment(), proof.erases(), inclusion, Optional.of(refused))
                .faults())
        .containsExactly("The row is not the one that leaf 1 was made of.");
    assertThat(
            new LeafProof(
                    head, Optional.of(Hash.of(first)), proof.erases(), inclusion, Optional.empty())
                .faults())
        .containsExactly("Leaf 1 does not lead to the root of the head.");
    assertThat(
            new LeafProof(
                    new LogHead("log", 3, head.root()),
                    proof.commitment(),
                    proof.erases(),
                    inclusion,
                    Optional.empty())
                .faults())
        .containsExactly("The proof is about a log of 2 leaves, the head about one of 3.");
  }

  @Test
  void a_history_is_proven_for_two_heads_of_one_log() {
    MerkleHash merkle = new MerkleHash();
    byte[] first = merkle.leaf(LeafData.erased(0));
    byte[] second = merkle.leaf(LeafData.erased(1));
    LogHead earlier = new LogHead("log", 1, Hash.of(first));
    LogHead later = new LogHead("log", 2, Hash.of(merkle.node(first, second)));
    ConsistencyProof consistency = new ConsistencyProof(1, 2, List.of(Hash.of(second)));

    assertThat(new HistoryProof(earlier, later, consistency).faults()).isEmpty();
    assertThat(
            new HistoryProof(new LogHead("other", 1, earlier.root()), later, consistency).faults())
        .containsExactly("The heads are of two logs.");
    assertThat(new HistoryProof(later, later, consistency).faults())
        .containsExactly("The proof is about 1 and 2 leaves, the heads about 2 and 2.");
    assertThat(
            new HistoryProof(new LogHead("log", 1, Hash.of(second)), later, consistency).faults())
        .containsExactly("The log of 2 leaves does not continue the one of 1.");
  }
}
