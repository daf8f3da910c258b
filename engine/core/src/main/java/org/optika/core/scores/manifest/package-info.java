/**
 * Who was in the training set of a model: a hash tree over the keys of the people, which proves to
 * one person that they were in it or that they were not, and shows nobody else's key.
 *
 * <p><b>Leaves</b> are salted hashes of subject keys ({@link
 * org.optika.core.scores.manifest.LeafHash}). The first k bits of a leaf are its bucket, so there
 * is one place where a person can be. <b>Buckets</b> are hashed with all of their leaves in
 * ascending order ({@link org.optika.core.scores.manifest.BucketHash}), and a binary tree of depth
 * k over the buckets ({@link org.optika.core.scores.manifest.HashTree}) ends in one root (R.
 * Merkle, "A Digital Signature Based on a Conventional Encryption Function", CRYPTO 1987). Leaves,
 * buckets, inner nodes and heads begin with different bytes, so that none can stand for another
 * (RFC 6962, section 2.1, does the same).
 *
 * <p><b>A proof</b> is the whole bucket of a person and the hashes beside the way to the root:
 * whoever holds the {@link org.optika.core.scores.manifest.ManifestHead} sees that the bucket
 * cannot be another one, and whether the person's leaf is among it. It needs no trust in who hands
 * it over, only in the head, whose hash is published with the model.
 *
 * <p><b>What it does not show.</b> That a model was trained on exactly these people: that is what
 * the run which writes the manifest does. And a manifest that was made to deceive can hold a leaf
 * in a wrong bucket; whoever may see all leaves can build it again and compare the root.
 *
 * <p><b>Large sets</b> never come together in one place: each bucket is hashed where its leaves
 * are, and only the hashes of buckets go into the tree.
 *
 * <pre>
 *   int bits = Buckets.bits(people);
 *   Hash bucket = BucketHash.of(leavesOfTheBucket);          // one bucket, anywhere
 *   HashTree tree = HashTree.of(bits, hashOfBucket);         // in one place
 *   ManifestHead head = new ManifestHead(tree.root(), people, bits, salt, clocks);
 *   new MembershipProof(i, leavesOfBucketI, tree.siblings(i)).verify(head, subjectKey);
 * </pre>
 */
package org.optika.core.scores.manifest;
