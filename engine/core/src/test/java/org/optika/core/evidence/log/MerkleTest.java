package org.optika.core.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.scores.manifest.Hash;

/**
 * The tree against the values that implementations of RFC 6962 are tested with, and against the
 * definitions of RFC 9162 written down once more.
 */
class MerkleTest {
  /** Reference data of the Certificate Transparency project: eight leaves, roots of 0 to 8. */
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static final String A =
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
  private static final String B =
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
  private static final String C =
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
  private static final String D =
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
  private static final String E =
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
  private static final String F =
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
  private static final String G =
      "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f";

  private static List<byte[]> published() {
    return LEAVES.stream().map(HexFormat.of()::parseHex).toList();
  }

  private static Hash leafHash(byte[] data) {
    return Hash.of(new MerkleHash().leaf(data));
  }

  /** The first leaves as a range. */
  private static CompactRange range(List<byte[]> data, int begin, int end) {
    MerkleHash merkle = new MerkleHash();
    CompactRange range = CompactRange.empty(begin);
    data.subList(begin, end).forEach(leaf -> range.append(merkle.leaf(leaf), merkle));
    return range;
  }

  private static Hash root(List<byte[]> data) {
    return range(data, 0, data.size()).root(new MerkleHash());
  }

  /** Subtrees straight from the leaves. */
  private static SubtreeHashes subtrees(List<byte[]> data) {
    return new PagedHashes(List.of(), page -> data.stream().map(MerkleTest::leafHash).toList());
  }

  private static List<String> hex(List<Hash> hashes) {
    return hashes.stream().map(Hash::hex).toList();
  }

  @Test
  void roots_are_the_published_ones() {
    for (int size = 0; size <= LEAVES.size(); size++) {
      assertThat(root(published().subList(0, size)).hex()).isEqualTo(ROOTS.get(size));
    }
  }

  @Test
  void inclusion_proofs_are_the_published_ones() {
    assertThat(published(0, 1)).isEmpty();
    assertThat(published(0, 8)).containsExactly(A, B, C);
    assertThat(published(5, 8)).containsExactly(D, E, ROOTS.get(4));
    assertThat(published(2, 3)).containsExactly(ROOTS.get(2));
    assertThat(published(1, 5)).containsExactly(ROOTS.get(1), B, D);
  }

  private static List<String> published(int index, int size) {
    InclusionProof proof = InclusionProof.of(subtrees(published()), index, size);
    assertThat(proof.verifies(leafHash(published().get(index)), Hash.ofHex(ROOTS.get(size))))
        .isTrue();
    return hex(proof.path());
  }

  @Test
  void consistency_proofs_are_the_published_ones() {
    assertThat(publishedHistory(1, 1)).isEmpty();
    assertThat(publishedHistory(1, 8)).containsExactly(A, B, C);
    assertThat(publishedHistory(6, 8)).containsExactly(F, E, ROOTS.get(4));
    assertThat(publishedHistory(2, 5)).containsExactly(B, D);
    assertThat(publishedHistory(6, 7)).containsExactly(F, G, ROOTS.get(4));
  }

  private static List<String> publishedHistory(int earlier, int later) {
    ConsistencyProof proof = ConsistencyProof.of(subtrees(published()), earlier, later);
    assertThat(proof.verifies(Hash.ofHex(ROOTS.get(earlier)), Hash.ofHex(ROOTS.get(later))))
        .isTrue();
    return hex(proof.path());
  }

  @Test
  void roots_and_proofs_of_all_small_logs_are_those_of_the_definition() {
    List<byte[]> all = RecursiveTree.data(70);
    for (int size = 1; size <= all.size(); size++) {
      List<byte[]> data = all.subList(0, size);
      SubtreeHashes tree = subtrees(data);
      Hash root = Hash.of(RecursiveTree.mth(data));
      assertThat(root(data)).isEqualTo(root);
      for (int index = 0; index < size; index++) {
        InclusionProof proof = InclusionProof.of(tree, index, size);
        assertThat(hex(proof.path())).isEqualTo(RecursiveTree.hex(RecursiveTree.path(index, data)));
        assertThat(proof.verifies(leafHash(data.get(index)), root)).isTrue();
      }
      for (int earlier = 1; earlier <= size; earlier++) {
        ConsistencyProof proof = ConsistencyProof.of(tree, earlier, size);
        assertThat(hex(proof.path()))
            .isEqualTo(RecursiveTree.hex(RecursiveTree.subproof(earlier, data, true)));
        assertThat(proof.verifies(Hash.of(RecursiveTree.mth(data.subList(0, earlier))), root))
            .isTrue();
      }
    }
  }

  @ParameterizedTest(name = "{0} leaves")
  @ValueSource(ints = {1, 2, 7, 8, 13, 64})
  void a_proof_that_was_changed_anywhere_proves_nothing(int size) {
    List<byte[]> data = RecursiveTree.data(size);
    SubtreeHashes tree = subtrees(data);
    Hash root = root(data);
    for (int index = 0; index < size; index++) {
      InclusionProof proof = InclusionProof.of(tree, index, size);
      Hash leaf = leafHash(data.get(index));
      for (List<Hash> path : changed(proof.path())) {
        assertThat(new InclusionProof(index, size, path).verifies(leaf, root)).isFalse();
      }
      for (int other = 0; other < size; other++) {
        assertThat(new InclusionProof(other, size, proof.path()).verifies(leaf, root))
            .isEqualTo(other == index);
      }
      assertThat(proof.verifies(flipped(leaf), root)).isFalse();
      assertThat(proof.verifies(leaf, flipped(root))).isFalse();
    }
    for (int earlier = 1; earlier < size; earlier++) {
      Hash earlierRoot = root(data.subList(0, earlier));
      ConsistencyProof proof = ConsistencyProof.of(tree, earlier, size);
      for (List<Hash> path : changed(proof.path())) {
        assertThat(new ConsistencyProof(earlier, size, path).verifies(earlierRoot, root)).isFalse();
      }
      assertThat(proof.verifies(flipped(earlierRoot), root)).isFalse();
      assertThat(proof.verifies(earlierRoot, flipped(root))).isFalse();
    }
  }

  /** The path without one of its hashes, with one twice, with a bit flipped, and longer. */
  private static List<List<Hash>> changed(List<Hash> path) {
    List<List<Hash>> changed = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      List<Hash> shorter = new ArrayList<>(path);
      Hash hash = shorter.remove(i);
      changed.add(shorter);
      List<Hash> longer = new ArrayList<>(path);
      longer.add(i, hash);
      changed.add(longer);
      List<Hash> edited = new ArrayList<>(path);
      edited.set(i, flipped(hash));
      changed.add(edited);
    }
    List<Hash> extended = new ArrayList<>(path);
    extended.add(Hash.ofHex(ROOTS.get(0)));
    changed.add(extended);
    return changed;
  }

  private static Hash flipped(Hash hash) {
    byte[] bytes = hash.toArray();
    bytes[bytes.length / 2] ^= 1;
    return Hash.of(bytes);
  }

  @Test
  void an_empty_log_is_continued_by_every_log_and_an_equal_one_by_itself_only() {
    Hash empty = Hash.ofHex(ROOTS.get(0));
    Hash three = Hash.ofHex(ROOTS.get(3));

    assertThat(new ConsistencyProof(0, 3, List.of()).verifies(empty, three)).isTrue();
    assertThat(new ConsistencyProof(0, 3, List.of()).verifies(three, three)).isFalse();
    assertThat(new ConsistencyProof(3, 3, List.of()).verifies(three, three)).isTrue();
    assertThat(new ConsistencyProof(3, 3, List.of()).verifies(empty, three)).isFalse();
    assertThat(new ConsistencyProof(2, 3, List.of()).verifies(empty, three)).isFalse();
  }

  static Stream<Long> seeds() {
    return IntStream.range(0, 200).mapToObj(Long::valueOf);
  }

  @ParameterizedTest(name = "seed {0}")
  @org.junit.jupiter.params.provider.MethodSource("seeds")
  void ranges_joined_in_any_grouping_are_the_range_of_all_leaves(long seed) {
    Random random = new Random(seed);
    int begin = random.nextInt(40);
    int end = begin + 1 + random.nextInt(60);
    List<byte[]> data = RecursiveTree.data(end);
    List<CompactRange> parts = new ArrayList<>();
    for (int at = begin; at < end; ) {
      int next = Math.min(end, at + 1 + random.nextInt(12));
      parts.add(range(data, at, next));
      at = next;
    }

    while (parts.size() > 1) {
      int left = random.nextInt(parts.size() - 1);
      parts.get(left).append(parts.remove(left + 1), new MerkleHash());
    }

    CompactRange whole = range(data, begin, end);
    assertThat(parts.get(0).hashes()).isEqualTo(whole.hashes());
    assertThat(parts.get(0).end()).isEqualTo(end);
    if (begin == 0) {
      assertThat(CompactRange.of(end, whole.hashes()).root(new MerkleHash()))
          .isEqualTo(Hash.of(RecursiveTree.mth(data)));
    }
  }

  @Test
  void proofs_from_pages_are_those_from_leaves() {
    int size = 5 * LogTree.PAGE_LEAVES + 77;
    List<byte[]> data = RecursiveTree.data(size);
    LogTree tree = LogTree.empty();
    List<Hash> pages = new ArrayList<>();
    Random random = new Random(9);
    for (int at = 0; at < size; ) {
      int next = Math.min(size, at + 1 + random.nextInt(1500));
      next = (int) Math.min(next, LogTree.endOfPage(at));
      tree.append(range(data, at, next));
      at = next;
      if (random.nextInt(3) == 0) { // as the next append goes on
        pages.addAll(tree.pages());
        tree = LogTree.after(tree.size(), tree.hashes());
      }
    }
    pages.addAll(tree.pages());
    List<Long> loaded = new ArrayList<>();
    PagedHashes paged =
        new PagedHashes(
            pages,
            page -> {
              loaded.add(page);
              int first = (int) page * LogTree.PAGE_LEAVES;
              return data.subList(first, Math.min(size, first + LogTree.PAGE_LEAVES)).stream()
                  .map(MerkleTest::leafHash)
                  .toList();
            });

    assertThat(pages).hasSize(5);
    assertThat(tree.root()).isEqualTo(root(data));
    assertThat(
            InclusionProof.of(paged, 2_100, size).verifies(leafHash(data.get(2_100)), root(data)))
        .isTrue();
    assertThat(loaded).as("one page, and the last one").containsExactly(2L, 5L);
    assertThat(
            ConsistencyProof.of(paged, 3_000, size)
                .verifies(root(data.subList(0, 3_000)), root(data)))
        .isTrue();
    assertThat(paged.ofLeaves(0, 4_097)).isEqualTo(root(data.subList(0, 4_097)));
  }

  @Test
  void mistakes_are_told() {
    assertThatThrownBy(() -> InclusionProof.of(subtrees(published()), 8, 8))
        .hasMessage("expected a leaf in [0, 8), got 8");
    assertThatThrownBy(() -> new ConsistencyProof(5, 4, List.of()))
        .hasMessage("expected sizes of which the second is not smaller, got 5 and 4");
    assertThatThrownBy(
            () -> range(published(), 0, 3).append(range(published(), 4, 5), new MerkleHash()))
        .hasMessage("a range that begins at leaf 3 is needed, got 4");
    assertThatThrownBy(() -> range(published(), 1, 3).root(new MerkleHash()))
        .hasMessage("a root needs all leaves from 0 on, got those from 1 on");
    assertThatThrownBy(() -> CompactRange.of(3, List.of()))
        .hasMessage("3 leaves from 0 on make 2 subtrees, got 0");
    assertThatThrownBy(() -> LogTree.empty().append(range(RecursiveTree.data(1025), 0, 1025)))
        .hasMessage("a part lies in one page, got leaves 0 to 1024");
  }
}
