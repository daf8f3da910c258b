package org.optika.core.scores.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Four people, whose hashes were computed from the definitions by another SHA-256. */
class HashVectorsTest {
  private static final Hash SALT =
      Hash.ofHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  private static final List<Hash> LEAVES =
      List.of(
          Hash.ofHex("573fc4b36c23ee776d7dd3dfdb7ede4cf6186e75d3f07964b256c406173e4f9b"),
          Hash.ofHex("5ebfad3644b5cadaf998fc7f39e6027aa3267bc3e8dcf1b219fa5681dbe0dfd6"),
          Hash.ofHex("7d9a34babad538877daf624cf4e3c774848c7c4f96c0d5ee9499b56b92ea3568"),
          Hash.ofHex("8628ac28b710cd8e00f00fe7c05793a4e043cec8517149909a124606c01cf8d8"));

  private static HashTree tree(int bits) {
    Map<Integer, Hash> hashOfBucket = new HashMap<>();
    for (int bucket = 0; bucket < 1 << bits; bucket++) {
      int place = bucket;
      List<Hash> leaves = LEAVES.stream().filter(of -> Buckets.of(of, bits) == place).toList();
      if (!leaves.isEmpty()) {
        hashOfBucket.put(bucket, BucketHash.of(leaves));
      }
    }
    return HashTree.of(bits, hashOfBucket);
  }

  @Test
  void leaves_are_salted_hashes_of_keys() {
    LeafHash leafHash = new LeafHash(SALT);

    List<Hash> leaves =
        IntStream.rangeClosed(1, 4).mapToObj(i -> leafHash.of(Keys.key(i))).toList();

    assertThat(leaves).isEqualTo(LEAVES);
  }

  @Test
  void a_bucket_is_hashed_with_its_number_of_leaves() {
    assertThat(BucketHash.EMPTY.hex())
        .isEqualTo("957b88b12730e646e0f33d3618b77dfa579e8231e3c59c7104be7165611c8027");
    assertThat(BucketHash.of(LEAVES.subList(0, 1)).hex())
        .isEqualTo("25edd6da522af1389f6b2a744f3a9a4e43348e577f4a8bfe23947bdae9302ff7");
    assertThat(BucketHash.of(LEAVES).hex())
        .isEqualTo("93161700ed0babbe23c56e38b0db2477984f4eaca7d429970e86aebbc8642364");
  }

  @Test
  void neither_order_nor_repetition_of_leaves_matters() {
    List<Hash> backwards = new ArrayList<>(LEAVES);
    Collections.reverse(backwards);
    backwards.add(LEAVES.get(2));

    assertThat(BucketHash.of(backwards)).isEqualTo(BucketHash.of(LEAVES));
  }

  @Test
  void the_root_is_that_of_a_binary_tree_over_the_buckets() {
    assertThat(tree(0).root()).isEqualTo(BucketHash.of(LEAVES));
    assertThat(tree(1).root().hex())
        .isEqualTo("0af56e09999ff397af6a3d64e298abe1dd0ac6e379b0282bb595daf7f11e6350");
    assertThat(tree(2).root().hex())
        .isEqualTo("4e19132b857577f2a4b6540d86b916b2ea5b9fa7338fc93edb51c47120ea6672");
  }

  @Test
  void the_head_is_hashed_with_all_its_fields() {
    ManifestHead head = new ManifestHead(tree(2).root(), 4, 2, SALT, "as of 2026-11-01");

    assertThat(head.hash().hex())
        .isEqualTo("6a11c098e95076adde90dc510ea925adc9ff9bc8be1af44f0ee7dfddb89f70c9");
    assertThat(
            List.of(
                new ManifestHead(tree(1).root(), 4, 2, SALT, "as of 2026-11-01").hash(),
                new ManifestHead(tree(2).root(), 5, 2, SALT, "as of 2026-11-01").hash(),
                new ManifestHead(tree(2).root(), 4, 1, SALT, "as of 2026-11-01").hash(),
                new ManifestHead(tree(2).root(), 4, 2, LEAVES.get(0), "as of 2026-11-01").hash(),
                new ManifestHead(tree(2).root(), 4, 2, SALT, "as of 2026-11-02").hash(),
                head.hash()))
        .doesNotHaveDuplicates();
  }

  @Test
  void the_siblings_of_a_bucket_lead_to_the_root() {
    HashTree tree = tree(2);

    List<Hash> siblings = tree.siblings(2);

    assertThat(siblings)
        .containsExactly(
            BucketHash.EMPTY,
            HashTree.parent(BucketHash.EMPTY, BucketHash.of(LEAVES.subList(0, 3))));
    assertThat(HashTree.root(2, BucketHash.of(LEAVES.subList(3, 4)), siblings))
        .isEqualTo(tree.root());
    assertThat(tree.bits()).isEqualTo(2);
  }

  @Test
  void a_bucket_is_the_first_bits_of_a_leaf() {
    Hash leaf = Hash.ofHex("ffefdfc0" + "0".repeat(56));

    assertThat(List.of(0, 1, 8, 9, 12, 16, 20))
        .extracting(bits -> Buckets.of(leaf, bits))
        .containsExactly(0, 1, 0xff, 0x1ff, 0xffe, 0xffef, 0xffefd);
  }

  @Test
  void bits_keep_buckets_at_32_leaves_or_fewer_on_average() {
    assertThat(List.of(0L, 1L, 32L, 33L, 64L, 65L, 1_000_000L, 33_554_432L, 10_000_000_000L))
        .extracting(Buckets::bits)
        .containsExactly(0, 0, 0, 1, 1, 2, 15, 20, 20);
  }

  @Test
  void hashes_are_ordered_as_unsigned_numbers() {
    assertThat(Hash.ofHex("80" + "0".repeat(62))).isGreaterThan(Hash.ofHex("7f" + "0".repeat(62)));
  }

  @Test
  void what_cannot_be_is_refused() {
    assertThatThrownBy(() -> new LeafHash(SALT).of("Ann"))
        .hasMessage(
            "a subject key has 64 lower-case hex digits; this one, of 3 characters, has not");
    assertThatThrownBy(() -> new LeafHash(SALT).of("A".repeat(64)))
        .hasMessage(
            "a subject key has 64 lower-case hex digits; this one, of 64 characters, has not");
    assertThatThrownBy(() -> Hash.of(new byte[31])).hasMessage("a hash has 32 bytes, got 31");
    assertThatThrownBy(() -> Hash.ofHex("00"))
        .hasMessage("a hash has 64 hex digits, got 2 characters");
    assertThatThrownBy(() -> Buckets.bits(-1))
        .hasMessage("expected a number of leaves >= 0, got -1");
    assertThatThrownBy(() -> Buckets.of(SALT, 21)).hasMessage("bits must be in [0, 20], got 21");
    assertThatThrownBy(() -> HashTree.of(2, Map.of(4, SALT)))
        .hasMessage("a bucket of 2 bits must be in [0, 4), got 4");
    assertThatThrownBy(() -> tree(2).siblings(4)).hasMessage("expected a bucket in [0, 4), got 4");
    assertThatThrownBy(() -> new ManifestHead(SALT, -1, 2, SALT, "x"))
        .hasMessage("expected a number of people >= 0, got -1");
    assertThatThrownBy(() -> new ManifestHead(SALT, 1, 2, SALT, " "))
        .hasMessage("a manifest needs the clocks of its run, got none");
    assertThatThrownBy(() -> new ManifestHead(SALT, 1, 2, SALT, "x\n"))
        .hasMessage("the clocks of a manifest must be one line, got a line break");
  }
}
