package org.optika.core.scores.manifest;

import static org.optika.core.Checks.require;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What is published of a manifest. Whoever has got {@link #hash} from where they trust, such as the
 * card of the model, compares it before they believe a proof against this head.
 *
 * @param root of the {@link HashTree}
 * @param people in the training set
 * @param bits depth of the tree, in [0, {@link Buckets#MOST_BITS}]
 * @param salt 32 random bytes, new for each manifest; public
 * @param clocks of the run that read the training set, as text in one line
 */
public record ManifestHead(Hash root, long people, int bits, Hash salt, String clocks) {
  static final byte DOMAIN = 3;

  private static final byte[] FORM = "optika-manifest-1".getBytes(StandardCharsets.US_ASCII);

  public ManifestHead {
    require(people >= 0, "expected a number of people >= 0, got %d", people);
    Buckets.requireBits(bits);
    require(!clocks.isBlank(), "a manifest needs the clocks of its run, got none");
    require(
        clocks.indexOf('\n') < 0 && clocks.indexOf('\r') < 0,
        "the clocks of a manifest must be one line, got a line break");
  }

  /**
   * {@code SHA-256(0x03 || "optika-manifest-1" || root || people in 8 bytes || bits in 4 bytes ||
   * salt || clocks in UTF-8)}, numbers big-endian.
   */
  public Hash hash() {
    MessageDigest sha256 = Hash.sha256();
    sha256.update(DOMAIN);
    sha256.update(FORM);
    root.addTo(sha256);
    sha256.update(
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES).putLong(people).putInt(bits).array());
    salt.addTo(sha256);
    sha256.update(clocks.getBytes(StandardCharsets.UTF_8));
    return Hash.of(sha256);
  }
}
