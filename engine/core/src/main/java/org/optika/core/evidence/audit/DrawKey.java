package org.optika.core.evidence.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decides which devices are drawn: those of the lowest ranks in their stratum. Rank, id and code
 * are bits of HMAC-SHA-256(seed, key of the subject), so that the same seed draws the same devices
 * from however many files and in whatever order they come, a larger sample holds the smaller one,
 * and nobody can tell beforehand which devices will be looked at unless they know the seed. Not
 * thread-safe: one a task.
 */
public final class DrawKey {
  private static final String HMAC = "HmacSHA256";
  private static final String DIGITS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int ID_DIGITS = 10;
  private static final int CODE_DIGITS = 6;
  private static final int BITS = 5;

  private final Mac mac;

  public DrawKey(long seed) {
    byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
    try {
      mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("this JDK lacks " + HMAC, impossible);
    }
  }

  /**
   * @param rank in [0, 2^63), uniform
   * @param sampleId stands for the device outside of the lake: 10 letters and digits
   * @param captureCode 6 letters and digits by which a capture proves to be of this device
   */
  public record Draw(long rank, String sampleId, String captureCode) {}

  /**
   * @param subjectKey {@code subject.subject_key}
   */
  public Draw of(String subjectKey) {
    ByteBuffer bits = ByteBuffer.wrap(mac.doFinal(subjectKey.getBytes(StandardCharsets.UTF_8)));
    return new Draw(
        bits.getLong(0) >>> 1,
        text(bits.getLong(Long.BYTES), ID_DIGITS),
        text(bits.getLong(2 * Long.BYTES), CODE_DIGITS));
  }

  private static String text(long bits, int digits) {
    StringBuilder text = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      text.append(DIGITS.charAt((int) (bits >>> (i * BITS)) & (DIGITS.length() - 1)));
    }
    return text.toString();
  }
}
