package org.optika.core.scores.manifest;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A whole manifest in one place, for sets that fit. The order in which leaves come does not matter.
 * Immutable.
 */
public final class Manifest {
  private final ManifestHead head;
  private final HashTree tree;
  private final Map<Integer, TreeSet<Hash>> leavesOf;

  private Manifest(ManifestHead head, HashTree tree, Map<Integer, TreeSet<Hash>> leavesOf) {
    this.head = head;
    this.tree = tree;
    this.leavesOf = leavesOf;
  }

  /**
   * @param salt 32 random bytes, new for each manifest
   * @param subjectKeys of the people in the training set; one that comes twice counts once
   * @param clocks of the run, in one line
   */
  public static Manifest of(Hash salt, Collection<String> subjectKeys, String clocks) {
    LeafHash leafHash = new LeafHash(salt);
    TreeSet<Hash> leaves = new TreeSet<>();
    subjectKeys.forEach(key -> leaves.add(leafHash.of(key)));
    int bits = Buckets.bits(leaves.size());
    Map<Integer, TreeSet<Hash>> leavesOf = new HashMap<>();
    for (Hash leaf : leaves) {
      leavesOf.computeIfAbsent(Buckets.of(leaf, bits), bucket -> new TreeSet<>()).add(leaf);
    }
    Map<Integer, Hash> hashOf = new HashMap<>();
    leavesOf.forEach((bucket, ofBucket) -> hashOf.put(bucket, BucketHash.of(ofBucket)));
    HashTree tree = HashTree.of(bits, hashOf);
    return new Manifest(
        new ManifestHead(tree.root(), leaves.size(), bits, salt, clocks), tree, leavesOf);
  }

  public ManifestHead head() {
    return head;
  }

  /**
   * A proof for anybody, in the training set or not.
   *
   * @param subjectKey 64 lower-case hex digits
   * @throws IllegalArgumentException when it is not
   */
  public MembershipProof proof(String subjectKey) {
    int bucket = Buckets.of(new LeafHash(head.salt()).of(subjectKey), head.bits());
    return new MembershipProof(
        bucket, List.copyOf(leavesOf.getOrDefault(bucket, new TreeSet<>())), tree.siblings(bucket));
  }
}
