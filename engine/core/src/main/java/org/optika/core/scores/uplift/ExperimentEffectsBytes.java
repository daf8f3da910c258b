package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes in which the effects of an experiment are stored.
 *
 * <p>Form, numbers big-endian: 8 bytes {@code "optikaEE"}; version (4 bytes, now {@link #VERSION});
 * number of treatments (4), and for each the verdict (1 byte: 0 by uplift, 1 by response, 2 all, 3
 * nobody) and the average effect (8); {@link UpliftModelBytes}; SHA-256 over all before it (32).
 */
public final class ExperimentEffectsBytes {
  static final int VERSION = 1;

  private static final byte[] MARK = "optikaEE".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD_BYTES = MARK.length + 2 * Integer.BYTES;
  private static final int HASH_BYTES = 32;
  private static final List<Targeting> VERDICTS =
      List.of(Targeting.BY_UPLIFT, Targeting.BY_RESPONSE, Targeting.ALL, Targeting.NOBODY);

  private ExperimentEffectsBytes() {}

  /** What {@link #read} reads. */
  public static byte[] write(ExperimentEffects effects) {
    byte[] model = UpliftModelBytes.write(effects.model());
    int arms = effects.arms().size() * (1 + Double.BYTES);
    ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + arms + model.length + HASH_BYTES);
    out.put(MARK).putInt(VERSION).putInt(effects.arms().size());
    for (ArmEffect arm : effects.arms()) {
      out.put((byte) VERDICTS.indexOf(arm.targeting())).putDouble(arm.average());
    }
    out.put(model);
    return out.put(UpliftModelBytes.sha256(out.array(), out.position())).array();
  }

  /**
   * @throws IllegalArgumentException when these are not such bytes, are of another version, or were
   *     cut or changed
   */
  public static ExperimentEffects read(byte[] bytes) {
    int hashed = bytes.length - HASH_BYTES;
    require(
        hashed >= HEAD_BYTES && Arrays.equals(MARK, Arrays.copyOf(bytes, MARK.length)),
        "these bytes are no effects of an experiment: they do not begin with '%s', or were cut",
        new String(MARK, StandardCharsets.US_ASCII));
    ByteBuffer in = ByteBuffer.wrap(bytes, MARK.length, hashed - MARK.length);
    int version = in.getInt();
    require(
        version == VERSION,
        "stored effects of an experiment have version %s, this program reads version %s; train"
            + " anew or use the program that wrote them",
        version,
        VERSION);
    require(
        MessageDigest.isEqual(
            UpliftModelBytes.sha256(bytes, hashed),
            Arrays.copyOfRange(bytes, hashed, bytes.length)),
        "stored effects of an experiment were cut or changed: they do not have the hash that is"
            + " stored with them");
    List<ArmEffect> arms = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      arms.add(new ArmEffect(VERDICTS.get(in.get()), in.getDouble()));
    }
    byte[] model = new byte[in.remaining()];
    in.get(model);
    return new ExperimentEffects(UpliftModelBytes.read(model), arms);
  }
}
