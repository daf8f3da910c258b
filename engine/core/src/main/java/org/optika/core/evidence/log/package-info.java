/**
 * A log of consent events in which no row can be changed, taken out or moved unseen: a Merkle tree
 * after RFC 9162, section 2.1 (the same tree as that of RFC 6962).
 *
 * <p><b>A leaf</b> is a commitment: {@link org.optika.core.evidence.log.RowDigest} over a salt and
 * the row, then {@link org.optika.core.evidence.log.LeafCommitment} over that and the place in the
 * log, then {@link org.optika.core.evidence.log.LeafData} and {@link
 * org.optika.core.evidence.log.MerkleHash}. Once its salt is destroyed, nobody can tell what it was
 * made of, and the tree stays as it is; a leaf of kind {@code erased} says so.
 *
 * <p><b>Large logs</b> never come together in one place: a {@link
 * org.optika.core.evidence.log.CompactRange} is hashed where the leaves are, and a {@link
 * org.optika.core.evidence.log.LogTree} takes the ranges one after the other.
 *
 * <p><b>Proofs</b> are made from {@link org.optika.core.evidence.log.SubtreeHashes} and checked
 * without the log: {@link org.optika.core.evidence.log.LeafProof}, {@link
 * org.optika.core.evidence.log.HistoryProof}.
 *
 * <p><b>An audit</b> has two parts: each row with its leaf ({@link
 * org.optika.core.evidence.log.LeafCheck}, {@link org.optika.core.evidence.log.Reordering}), and
 * the leaves with the heads ({@link org.optika.core.evidence.log.TreeAudit}).
 *
 * <p><b>What it does not show.</b> Whoever may write all tables can make rows, leaves and heads
 * anew. That is seen only by a {@link org.optika.core.evidence.log.LogHead} that was kept
 * elsewhere.
 *
 * <pre>
 *   LogTree tree = LogTree.after(size, hashes);
 *   parts.forEach(tree::append);
 *   StoredHead head = StoredHead.of(tree);
 *   new LeafProof(logHead, commitment, erases, InclusionProof.of(subtrees, leaf, size), row).faults();
 * </pre>
 */
package org.optika.core.evidence.log;
