package org.optika.core.scores.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.scores.manifest.Keys.key;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembershipProofTest {
  private static final int PEOPLE = 100;
  private static final Hash SALT = Keys.salt(new SplittableRandom(3));
  private static final Manifest MANIFEST =
      Manifest.of(SALT, IntStream.range(0, PEOPLE).mapToObj(Keys::key).toList(), "as of today");
  private static final ManifestHead HEAD = MANIFEST.head();

  @Test
  void says_why_it_decides() {
    assertThat(MANIFEST.proof(key(1)).verify(HEAD, key(1)))
        .isEqualTo(new Verdict(Verdict.Answer.IN, "The person's leaf is in their bucket."));
    assertThat(MANIFEST.proof(key(PEOPLE)).verify(HEAD, key(PEOPLE)))
        .isEqualTo(new Verdict(Verdict.Answer.OUT, "The person's leaf is not in their bucket."));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, PEOPLE})
  void any_bit_that_flips_is_refused(long person) {
    byte[] proof = MANIFEST.proof(key(person)).bytes();

    for (int bit = 0; bit < 8 * proof.length; bit++) {
      byte[] changed = proof.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(isRefused(changed, person)).as("bit %d", bit).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, PEOPLE})
  void any_cut_is_refused(long person) {
    byte[] proof = MANIFEST.proof(key(person)).bytes();

    for (int length = 0; length < proof.length; length++) {
      byte[] cut = Arrays.copyOf(proof, length);
      assertThat(isRefused(cut, person)).as("length %d", length).isTrue();
    }
    assertThat(isRefused(Arrays.copyOf(proof, proof.length + 1), person)).isTrue();
  }

  private static boolean isRefused(byte[] proof, long person) {
    MembershipProof read;
    try {
      read = MembershipProof.of(proof);
    } catch (IllegalArgumentException refused) {
      return true;
    }
    return read.verify(HEAD, key(person)).answer() == Verdict.Answer.REFUSED;
  }

  @Test
  void is_the_same_after_it_was_handed_over() {
    MembershipProof proof = MANIFEST.proof(key(1));

    assertThat(MembershipProof.of(proof.bytes())).isEqualTo(proof);
  }

  @Test
  void nobody_is_hidden_by_the_bucket_of_another() {
    MembershipProof ours = MANIFEST.proof(key(1));
    String other = firstKey(key -> MANIFEST.proof(key).bucket() != ours.bucket());
    MembershipProof theirs = MANIFEST.proof(other);

    assertRefused(
        theirs,
        "The proof is about bucket %d, this person's is bucket %d."
            .formatted(theirs.bucket(), ours.bucket()));
    assertRefused(
        new MembershipProof(ours.bucket(), theirs.leaves(), theirs.siblings()),
        "A leaf of the bucket belongs to another bucket.");
    assertRefused(
        new MembershipProof(ours.bucket(), List.of(), ours.siblings()),
        "The bucket does not lead to the root of the manifest.");
  }

  @Test
  void nobody_is_hidden_by_a_leaf_less_or_more() {
    MembershipProof proof = MANIFEST.proof(key(1));
    Hash leaf = new LeafHash(SALT).of(key(1));
    List<Hash> without = new ArrayList<>(proof.leaves());
    without.remove(leaf);
    List<Hash> backwards = new ArrayList<>(proof.leaves());
    Collections.reverse(backwards);
    List<Hash> twice = new ArrayList<>(proof.leaves());
    twice.add(0, twice.get(0));

    String noRoot = "The bucket does not lead to the root of the manifest.";
    String notAscending = "The leaves of the bucket are not in ascending order.";
    assertRefused(with(proof, without), noRoot);
    assertRefused(with(proof, backwards), notAscending);
    assertRefused(with(proof, twice), notAscending);
  }

  @Test
  void a_way_of_another_length_is_refused() {
    MembershipProof proof = MANIFEST.proof(key(1));
    List<Hash> longer = new ArrayList<>(proof.siblings());
    longer.add(SALT);

    assertThat(HEAD.bits()).isEqualTo(2);
    assertRefused(
        new MembershipProof(proof.bucket(), proof.leaves(), longer),
        "The way to the root has 3 hashes beside it, expected 2.");
    assertRefused(
        new MembershipProof(proof.bucket(), proof.leaves(), proof.siblings().subList(0, 1)),
        "The way to the root has 1 hashes beside it, expected 2.");
  }

  @Test
  void a_bucket_larger_than_the_manifest_is_refused() {
    MembershipProof proof = MANIFEST.proof(key(1));
    ManifestHead smaller = new ManifestHead(HEAD.root(), 3, HEAD.bits(), SALT, "as of today");

    Verdict verdict = proof.verify(smaller, key(1));

    assertThat(verdict)
        .isEqualTo(
            new Verdict(
                Verdict.Answer.REFUSED,
                "The bucket has %d leaves, the whole manifest has 3."
                    .formatted(proof.leaves().size())));
  }

  @Test
  void a_proof_of_another_manifest_is_refused() {
    Manifest without =
        Manifest.of(SALT, IntStream.range(2, PEOPLE).mapToObj(Keys::key).toList(), "as of today");

    MembershipProof proof = without.proof(key(1));

    assertThat(proof.verify(without.head(), key(1)).answer()).isEqualTo(Verdict.Answer.OUT);
    assertRefused(proof, "The bucket does not lead to the root of the manifest.");
  }

  @Test
  void bytes_that_are_no_proof_are_refused() {
    assertThatThrownBy(() -> MembershipProof.of(new byte[7]))
        .hasMessage("a proof ends after 7 bytes");
    assertThatThrownBy(() -> MembershipProof.of(new byte[8]))
        .hasMessage("a proof ends after 8 bytes");
    assertThatThrownBy(() -> MembershipProof.of(new byte[13]))
        .hasMessage("a proof has 1 bytes after its end");
    assertThatThrownBy(() -> MembershipProof.of(new byte[] {0, 0, 0, 0, 127, 0, 0, 0}))
        .hasMessage("a proof has room for 0 leaves, it names 2130706432");
    assertThatThrownBy(() -> MembershipProof.of(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0}))
        .hasMessage("a proof has room for 0 siblings, it names -16777216");
  }

  private static MembershipProof with(MembershipProof proof, List<Hash> leaves) {
    return new MembershipProof(proof.bucket(), leaves, proof.siblings());
  }

  private static void assertRefused(MembershipProof proof, String reason) {
    assertThat(proof.verify(HEAD, key(1))).isEqualTo(new Verdict(Verdict.Answer.REFUSED, reason));
  }

  private static String firstKey(Predicate<String> wanted) {
    return IntStream.range(0, PEOPLE).mapToObj(Keys::key).filter(wanted).findFirst().orElseThrow();
  }
}
