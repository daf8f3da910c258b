package org.optika.evidence.bundle;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.optika.evidence.EvidenceException;

/**
 * {@code manifest.tsr}: what a time stamping authority has answered (RFC 3161), when the controller
 * has asked one. It says that the signature was there at an instant.
 */
public final class TimeStamp {
  public static final String PATH = "manifest.tsr";

  private TimeStamp() {}

  /** What has to be sent to the authority, over the signature of the bundle. */
  public static byte[] request(Bundle bundle) {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    try {
      byte[] hash = imprint(bundle);
      return generator
          .generate(TSPAlgorithms.SHA256, hash, new BigInteger(1, Arrays.copyOf(hash, 8)))
          .getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param answer of the authority, as it was received
   * @return what it says, for people: instant and authority
   * @throws EvidenceException when it is not about this bundle's signature
   */
  public static String check(Bundle bundle, byte[] answer) {
    try {
      TimeStampResponse response = new TimeStampResponse(answer);
      TimeStampToken token = response.getTimeStampToken();
      if (token == null) {
        throw new EvidenceException(
            "%s: the authority has refused: %s", PATH, response.getStatusString());
      }
      if (!Arrays.equals(response.getEncoded(), answer)) {
        throw new EvidenceException("%s was changed", PATH);
      }
      var info = token.getTimeStampInfo();
      if (!TSPAlgorithms.SHA256.equals(info.getMessageImprintAlgOID())
          || !Arrays.equals(info.getMessageImprintDigest(), imprint(bundle))) {
        throw new EvidenceException("%s is about another signature", PATH);
      }
      return "%s; whose key that is: openssl ts -verify, see VERIFY.md"
          .formatted(info.getGenTime().toInstant());
    } catch (IOException | TSPException | RuntimeException e) {
      if (e instanceof EvidenceException known) {
        throw known;
      }
      throw new EvidenceException("%s cannot be read: %s", PATH, e.getMessage());
    }
  }

  private static byte[] imprint(Bundle bundle) {
    byte[] signature =
        bundle
            .file(Signature.PATH)
            .orElseThrow(() -> new EvidenceException("%s is missing", Signature.PATH));
    try {
      return MessageDigest.getInstance("SHA-256").digest(signature);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
