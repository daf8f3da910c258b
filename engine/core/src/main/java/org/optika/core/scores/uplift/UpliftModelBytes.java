package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.optika.core.scores.Encoding;
import org.optika.core.scores.EncodingBytes;
import org.optika.core.scores.model.ModelBytes;
import org.optika.core.scores.model.ScoreModel;

/**
 * The bytes in which a model of uplift is stored: what is read back predicts the same to the last
 * bit.
 *
 * <p>Form, all numbers big-endian: 8 bytes {@code "optikaUM"}; version (4 bytes, now {@link
 * #VERSION}); body; SHA-256 over all before it (32). The body is blocks, each of them its length
 * (4) and as many bytes: id of the learner; kind of the outcome (1 byte: 0 binary, 1 real);
 * propensity of control (8); for each treatment, of which the number (4) stands before, its name
 * and its propensity (8); the encoding ({@link EncodingBytes}); and for each fit of the learner, in
 * its order, the link (1 byte: 0 identity, 1 logistic) and the model ({@link ModelBytes}). Texts
 * are UTF-8. The version rises whenever the form changes; one that is not known is refused.
 */
public final class UpliftModelBytes {
  static final int VERSION = 1;

  private static final byte[] MARK = "optikaUM".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_BYTES = 32;
  private static final List<OutcomeKind> OUTCOMES = List.of(OutcomeKind.BINARY, OutcomeKind.REAL);
  private static final List<Link> LINKS = List.of(Link.IDENTITY, Link.LOGISTIC);

  private UpliftModelBytes() {}

  /**
   * @throws IllegalArgumentException when a model cannot be written, see {@link ModelBytes#write}
   */
  public static byte[] write(UpliftModel model) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.write(MARK);
      out.writeInt(VERSION);
      writeBlock(utf8(model.learner().id()), out);
      out.writeByte(OUTCOMES.indexOf(model.outcome()));
      double[] propensities = model.propensities().ofArm();
      out.writeDouble(propensities[0]);
      out.writeInt(model.treatments().size());
      for (int treatment = 1; treatment < propensities.length; treatment++) {
        writeBlock(utf8(model.treatments().get(treatment - 1)), out);
        out.writeDouble(propensities[treatment]);
      }
      writeBlock(EncodingBytes.write(model.encoding()), out);
      for (TrainedFit fit : model.fits()) {
        out.writeByte(LINKS.indexOf(fit.link()));
        writeBlock(ModelBytes.write(fit.model()), out);
      }
      out.write(sha256(bytes.toByteArray(), bytes.size()));
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException("an array in memory cannot fail", impossible);
    }
  }

  private static void writeBlock(byte[] block, DataOutputStream out) throws IOException {
    out.writeInt(block.length);
    out.write(block);
  }

  /**
   * @throws IllegalArgumentException when these are not the bytes of a model of uplift, are of
   *     another version, were cut or changed, or describe a model that cannot be
   */
  public static UpliftModel read(byte[] bytes) {
    int hashed = bytes.length - HASH_BYTES;
    require(
        hashed >= MARK.length + Integer.BYTES
            && Arrays.equals(MARK, Arrays.copyOf(bytes, MARK.length)),
        "these bytes are no model of uplift: they do not begin with '%s', or were cut",
        new String(MARK, StandardCharsets.US_ASCII));
    ByteBuffer in = ByteBuffer.wrap(bytes, MARK.length, hashed - MARK.length);
    int version = in.getInt();
    require(
        version == VERSION,
        "a stored model of uplift has version %s, this program reads version %s; train it anew or"
            + " use the program that wrote it",
        version,
        VERSION);
    require(
        MessageDigest.isEqual(
            sha256(bytes, hashed), Arrays.copyOfRange(bytes, hashed, bytes.length)),
        "a stored model of uplift was cut or changed: its bytes do not have the hash that is stored"
            + " with them");
    return readBody(in);
  }

  /** Bytes with the right hash are as {@link #write} made them, so their lengths are right. */
  private static UpliftModel readBody(ByteBuffer in) {
    UpliftLearner learner = UpliftLearners.find(text(in));
    OutcomeKind outcome = OUTCOMES.get(in.get());
    double control = in.getDouble();
    double[] propensities = new double[1 + in.getInt()];
    propensities[0] = control;
    List<String> treatments = new ArrayList<>();
    for (int treatment = 1; treatment < propensities.length; treatment++) {
      treatments.add(text(in));
      propensities[treatment] = in.getDouble();
    }
    Encoding encoding = EncodingBytes.read(block(in));
    List<TrainedFit> fits = new ArrayList<>();
    for (Fit fit : learner.fits(treatments.size(), outcome)) {
      Link link = LINKS.get(in.get());
      ScoreModel model = ModelBytes.read(block(in));
      fits.add(new TrainedFit(fit, model, link));
    }
    return new UpliftModel(
        learner, outcome, treatments, new Propensities(propensities), encoding, fits);
  }

  private static byte[] block(ByteBuffer in) {
    byte[] block = new byte[in.getInt()];
    in.get(block);
    return block;
  }

  private static String text(ByteBuffer in) {
    return new String(block(in), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Of the first {@code count} bytes. */
  static byte[] sha256(byte[] bytes, int count) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(bytes, 0, count);
      return sha256.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK lacks SHA-256", impossible);
    }
  }
}
