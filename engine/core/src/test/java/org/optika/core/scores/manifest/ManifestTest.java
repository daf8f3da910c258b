package org.optika.core.scores.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.optika.core.scores.manifest.Keys.key;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestTest {
  private static final String CLOCKS = "as of 2026-11-01T00:00:00Z";
  private static final Hash SALT = Keys.salt(new SplittableRandom(1));

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  private static Verdict.Answer answer(Manifest manifest, String key) {
    return manifest.proof(key).verify(manifest.head(), key).answer();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void proofs_answer_as_a_set_does(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<String> asked = Keys.keys(random, 1 + random.nextInt(400));
    Set<String> people = new HashSet<>(asked);
    people.removeIf(key -> random.nextInt(3) == 0);

    Manifest manifest = Manifest.of(Keys.salt(random), people, CLOCKS);

    assertThat(manifest.head().people()).isEqualTo(people.size());
    assertThat(asked)
        .allSatisfy(
            key ->
                assertThat(answer(manifest, key))
                    .isEqualTo(people.contains(key) ? Verdict.Answer.IN : Verdict.Answer.OUT));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void any_order_and_any_place_of_hashing_give_the_same_root(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Hash salt = Keys.salt(random);
    List<String> people = new ArrayList<>(Keys.keys(random, random.nextInt(600)));
    Manifest whole = Manifest.of(salt, people, CLOCKS);

    Collections.shuffle(people, new Random(seed));
    int bits = Buckets.bits(people.size());
    Map<Integer, List<Hash>> leavesOf = new HashMap<>();
    for (String key : people) {
      Hash leaf = new LeafHash(salt).of(key);
      leavesOf.computeIfAbsent(Buckets.of(leaf, bits), bucket -> new ArrayList<>()).add(leaf);
    }
    Map<Integer, Hash> hashOf = new HashMap<>();
    leavesOf.forEach((bucket, leaves) -> hashOf.put(bucket, BucketHash.of(leaves)));
    HashTree tree = HashTree.of(bits, hashOf);

    assertThat(new ManifestHead(tree.root(), people.size(), bits, salt, CLOCKS))
        .isEqualTo(whole.head());
  }

  @Test
  void nobody_is_in_an_empty_manifest() {
    Manifest manifest = Manifest.of(SALT, List.of(), CLOCKS);

    assertThat(manifest.head().people()).isZero();
    assertThat(manifest.head().root()).isEqualTo(BucketHash.EMPTY);
    assertThat(answer(manifest, key(1))).isEqualTo(Verdict.Answer.OUT);
  }

  @Test
  void one_person_is_in_and_others_are_out() {
    Manifest manifest = Manifest.of(SALT, List.of(key(7), key(7)), CLOCKS);

    assertThat(manifest.head().people()).isEqualTo(1);
    assertThat(answer(manifest, key(7))).isEqualTo(Verdict.Answer.IN);
    assertThat(answer(manifest, key(8))).isEqualTo(Verdict.Answer.OUT);
  }

  @Test
  void one_proof_serves_all_whose_bucket_it_is() {
    Manifest manifest = Manifest.of(SALT, people(100), CLOCKS);
    MembershipProof proof = manifest.proof(key(5));

    List<String> sameBucket =
        IntStream.range(0, 200)
            .mapToObj(Keys::key)
            .filter(key -> manifest.proof(key).bucket() == proof.bucket())
            .toList();

    assertThat(sameBucket).hasSizeGreaterThan(20);
    assertThat(sameBucket)
        .allSatisfy(
            key ->
                assertThat(proof.verify(manifest.head(), key).answer())
                    .isEqualTo(answer(manifest, key)));
  }

  @Test
  void a_proof_holds_no_key_and_no_leaf_of_another_salt() {
    Manifest manifest = Manifest.of(SALT, people(100), CLOCKS);
    Manifest later = Manifest.of(Keys.salt(new SplittableRandom(2)), people(100), CLOCKS);

    List<Hash> leaves = manifest.proof(key(5)).leaves();
    List<Hash> leavesLater = later.proof(key(5)).leaves();

    assertThat(leaves).isNotEmpty().doesNotContainAnyElementsOf(leavesLater);
    assertThat(leaves).extracting(Hash::hex).doesNotContainAnyElementsOf(people(100));
  }

  private static List<String> people(int count) {
    return IntStream.range(0, count).mapToObj(Keys::key).toList();
  }
}
