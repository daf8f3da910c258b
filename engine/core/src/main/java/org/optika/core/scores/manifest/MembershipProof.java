package org.optika.core.scores.manifest;

import static org.optika.core.Checks.require;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Proof that somebody was in a training set, or that they were not. It holds for everybody whose
 * bucket it is, and shows of others nothing but their salted leaves.
 *
 * @param bucket place of the bucket
 * @param leaves all leaves of the bucket, ascending
 * @param siblings the hashes beside the way from the bucket to the root, from below
 */
public record MembershipProof(int bucket, List<Hash> leaves, List<Hash> siblings) {
  public MembershipProof {
    leaves = List.copyOf(leaves);
    siblings = List.copyOf(siblings);
  }

  /**
   * @param head one that is known to be true, see {@link ManifestHead#hash}
   * @param subjectKey 64 lower-case hex digits
   * @return refused when the proof is of another person's bucket or another manifest, or when
   *     anything in it was changed
   * @throws IllegalArgumentException when {@code subjectKey} is none
   */
  public Verdict verify(ManifestHead head, String subjectKey) {
    Hash leaf = new LeafHash(head.salt()).of(subjectKey);
    int expected = Buckets.of(leaf, head.bits());
    if (bucket != expected) {
      return Verdict.refused(
          "The proof is about bucket %d, this person's is bucket %d.", bucket, expected);
    }
    if (siblings.size() != head.bits()) {
      return Verdict.refused(
          "The way to the root has %d hashes beside it, expected %d.",
          siblings.size(), head.bits());
    }
    if (leaves.size() > head.people()) {
      return Verdict.refused(
          "The bucket has %d leaves, the whole manifest has %d.", leaves.size(), head.people());
    }
    if (!isAscending(leaves)) {
      return Verdict.refused("The leaves of the bucket are not in ascending order.");
    }
    if (leaves.stream().anyMatch(of -> Buckets.of(of, head.bits()) != bucket)) {
      return Verdict.refused("A leaf of the bucket belongs to another bucket.");
    }
    if (!HashTree.root(bucket, BucketHash.of(leaves), siblings).equals(head.root())) {
      return Verdict.refused("The bucket does not lead to the root of the manifest.");
    }
    return leaves.contains(leaf)
        ? new Verdict(Verdict.Answer.IN, "The person's leaf is in their bucket.")
        : new Verdict(Verdict.Answer.OUT, "The person's leaf is not in their bucket.");
  }

  private static boolean isAscending(List<Hash> leaves) {
    for (int i = 1; i < leaves.size(); i++) {
      if (leaves.get(i - 1).compareTo(leaves.get(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * To hand over: bucket, number of leaves, leaves, number of siblings, siblings; numbers in 4
   * bytes, big-endian.
   */
  public byte[] bytes() {
    ByteBuffer out =
        ByteBuffer.allocate(3 * Integer.BYTES + Hash.BYTES * (leaves.size() + siblings.size()));
    out.putInt(bucket).putInt(leaves.size());
    leaves.forEach(leaf -> out.put(leaf.toArray()));
    out.putInt(siblings.size());
    siblings.forEach(sibling -> out.put(sibling.toArray()));
    return out.array();
  }

  /**
   * @throws IllegalArgumentException when these are not the bytes of a proof
   */
  public static MembershipProof of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    require(in.remaining() >= 2 * Integer.BYTES, "a proof ends after %d bytes", bytes.length);
    int bucket = in.getInt();
    List<Hash> leaves = hashes("leaves", in);
    require(in.remaining() >= Integer.BYTES, "a proof ends after %d bytes", bytes.length);
    List<Hash> siblings = hashes("siblings", in);
    require(!in.hasRemaining(), "a proof has %d bytes after its end", in.remaining());
    return new MembershipProof(bucket, leaves, siblings);
  }

  private static List<Hash> hashes(String name, ByteBuffer in) {
    int count = in.getInt();
    require(
        0 <= count && count <= in.remaining() / Hash.BYTES,
        "a proof has room for %d %s, it names %d",
        in.remaining() / Hash.BYTES,
        name,
        count);
    List<Hash> hashes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] hash = new byte[Hash.BYTES];
      in.get(hash);
      hashes.add(Hash.of(hash));
    }
    return hashes;
  }
}
