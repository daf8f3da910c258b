package org.optika.core.scores.manifest;

import static org.optika.core.Checks.require;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The tree over the hashes of buckets: an inner node is {@code SHA-256(0x02 || left || right)}. A
 * tree over one bucket is the hash of the bucket. Immutable.
 */
public final class HashTree {
  static final byte DOMAIN = 2;

  /** Node 1 is the root, 2i and 2i + 1 are below node i, buckets are the second half. */
  private final Hash[] nodes;

  private HashTree(Hash[] nodes) {
    this.nodes = nodes;
  }

  /**
   * @param hashOfBucket of all buckets that have leaves; those that are not named are empty
   * @throws IllegalArgumentException when a bucket is not in [0, 2^bits), or bits out of their
   *     range
   */
  public static HashTree of(int bits, Map<Integer, Hash> hashOfBucket) {
    Buckets.requireBits(bits);
    int buckets = 1 << bits;
    Hash[] nodes = new Hash[2 * buckets];
    Arrays.fill(nodes, buckets, nodes.length, BucketHash.EMPTY);
    hashOfBucket.forEach(
        (bucket, hash) -> {
          require(
              0 <= bucket && bucket < buckets,
              "a bucket of %d bits must be in [0, %d), got %d",
              bits,
              buckets,
              bucket);
          nodes[buckets + bucket] = hash;
        });
    for (int node = buckets - 1; node > 0; node--) {
      nodes[node] = parent(nodes[2 * node], nodes[2 * node + 1]);
    }
    return new HashTree(nodes);
  }

  static Hash parent(Hash left, Hash right) {
    MessageDigest sha256 = Hash.sha256();
    sha256.update(DOMAIN);
    left.addTo(sha256);
    right.addTo(sha256);
    return Hash.of(sha256);
  }

  public Hash root() {
    return nodes[1];
  }

  /** Depth of the tree. */
  public int bits() {
    return Integer.numberOfTrailingZeros(nodes.length) - 1;
  }

  /**
   * The hashes beside the way from a bucket to the root, from below.
   *
   * @throws IllegalArgumentException when there is no such bucket
   */
  public List<Hash> siblings(int bucket) {
    int buckets = nodes.length / 2;
    require(
        0 <= bucket && bucket < buckets, "expected a bucket in [0, %d), got %d", buckets, bucket);
    List<Hash> siblings = new ArrayList<>();
    for (int node = buckets + bucket; node > 1; node /= 2) {
      siblings.add(nodes[node ^ 1]);
    }
    return siblings;
  }

  /** The root that a bucket and the hashes beside its way lead to. */
  static Hash root(int bucket, Hash bucketHash, List<Hash> siblings) {
    Hash hash = bucketHash;
    int place = bucket;
    for (Hash sibling : siblings) {
      hash = (place & 1) == 0 ? parent(hash, sibling) : parent(sibling, hash);
      place >>>= 1;
    }
    return hash;
  }
}
