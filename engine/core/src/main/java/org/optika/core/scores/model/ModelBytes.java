package org.optika.core.scores.model;

import static org.optika.core.Checks.require;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The bytes in which a model is stored: what is read back is the same model to the last bit.
 *
 * <p>Form, all numbers big-endian: 8 bytes {@code "optikaSM"}; version (4 bytes, now {@link
 * #VERSION}); length of the body (4); body; SHA-256 over all before it (32). A body is a kind (1
 * byte) and
 *
 * <ul>
 *   <li>1, linear: intercept, number of features n (4), n coefficients, n means
 *   <li>2, forest: intercept, number of features (4), number of trees (4), for each tree its
 *       weight, its number of nodes (4), and the nodes in pre-order: feature (4; -1 for a leaf),
 *       threshold or value, cover
 *   <li>3, stacked: intercept, number of models (4), for each model its weight and its body
 * </ul>
 *
 * Numbers without a length are doubles of 8 bytes. The version rises whenever the form changes; one
 * that is not known is refused.
 */
public final class ModelBytes {
  static final int VERSION = 1;

  /** How far stacked models may be nested. */
  static final int MOST_NESTED = 8;

  static final byte LINEAR = 1;
  static final byte FOREST = 2;
  static final byte STACKED = 3;

  private static final byte[] MARK = "optikaSM".getBytes(StandardCharsets.US_ASCII);
  private static final int BEFORE_BODY = MARK.length + 2 * Integer.BYTES;
  private static final int HASH_BYTES = 32;

  private ModelBytes() {}

  /**
   * @throws IllegalArgumentException when stacked models are nested more than 8 times
   */
  public static byte[] write(ScoreModel model) {
    try {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      writeBody(model, new DataOutputStream(body), 0);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(all);
      out.write(MARK);
      out.writeInt(VERSION);
      out.writeInt(body.size());
      body.writeTo(out);
      out.write(sha256(all.toByteArray(), all.size()));
      return all.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException("an array in memory cannot fail", impossible);
    }
  }

  private static void writeBody(ScoreModel model, DataOutputStream out, int nested)
      throws IOException {
    require(nested <= MOST_NESTED, "stacked models may be nested %d times", MOST_NESTED);
    if (model instanceof LinearModel linear) {
      writeLinear(linear, out);
    } else if (model instanceof ForestModel forest) {
      writeForest(forest, out);
    } else if (model instanceof StackedModel stacked) {
      out.writeByte(STACKED);
      out.writeDouble(stacked.intercept());
      out.writeInt(stacked.models().size());
      double[] weights = stacked.weights();
      for (int i = 0; i < weights.length; i++) {
        out.writeDouble(weights[i]);
        writeBody(stacked.models().get(i), out, nested + 1);
      }
    } else {
      throw new IllegalStateException("no form for " + model.getClass().getSimpleName());
    }
  }

  private static void writeLinear(LinearModel linear, DataOutputStream out) throws IOException {
    out.writeByte(LINEAR);
    out.writeDouble(linear.intercept());
    out.writeInt(linear.features());
    for (double coefficient : linear.coefficients()) {
      out.writeDouble(coefficient);
    }
    for (double mean : linear.means()) {
      out.writeDouble(mean);
    }
  }

  private static void writeForest(ForestModel forest, DataOutputStream out) throws IOException {
    out.writeByte(FOREST);
    out.writeDouble(forest.intercept());
    out.writeInt(forest.features());
    out.writeInt(forest.trees().size());
    double[] weights = forest.weights();
    for (int i = 0; i < weights.length; i++) {
      out.writeDouble(weights[i]);
      Tree tree = forest.trees().get(i);
      out.writeInt(tree.nodes());
      for (int node = 0; node < tree.nodes(); node++) {
        out.writeInt(tree.feature(node));
        out.writeDouble(tree.isLeaf(node) ? tree.value(node) : tree.threshold(node));
        out.writeDouble(tree.cover(node));
      }
    }
  }

  /**
   * @throws IllegalArgumentException when these are not the bytes of a model, are of another
   *     version, were cut or changed, or describe a model that cannot be
   */
  public static ScoreModel read(byte[] bytes) {
    require(
        bytes.length >= MARK.length && Arrays.equals(MARK, Arrays.copyOf(bytes, MARK.length)),
        "these bytes are no score model: they do not begin with '%s'",
        new String(MARK, StandardCharsets.US_ASCII));
    require(
        bytes.length >= BEFORE_BODY,
        "a stored model was cut: expected at least %d bytes, got %d",
        BEFORE_BODY,
        bytes.length);
    ByteBuffer head = ByteBuffer.wrap(bytes, MARK.length, 2 * Integer.BYTES);
    int version = head.getInt();
    require(
        version == VERSION,
        "a stored model has version %d, this program reads version %d; train it anew or use the"
            + " program that wrote it",
        version,
        VERSION);
    long expected = (long) BEFORE_BODY + Integer.toUnsignedLong(head.getInt()) + HASH_BYTES;
    require(
        bytes.length == expected,
        "a stored model was cut or lengthened: expected %d bytes, got %d",
        expected,
        bytes.length);
    int hashed = bytes.length - HASH_BYTES;
    require(
        MessageDigest.isEqual(
            sha256(bytes, hashed), Arrays.copyOfRange(bytes, hashed, bytes.length)),
        "a stored model was changed: its bytes do not have the hash that is stored with them");
    return new ModelReader(ByteBuffer.wrap(bytes, BEFORE_BODY, hashed - BEFORE_BODY)).model();
  }

  private static byte[] sha256(byte[] bytes, int count) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(bytes, 0, count);
      return sha256.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK lacks SHA-256", impossible);
    }
  }
}
