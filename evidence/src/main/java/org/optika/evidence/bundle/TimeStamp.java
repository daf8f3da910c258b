package org.optika.evidence.bundle;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
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
  private static final int NONCE_BYTES = 8;

  private TimeStamp() {}

  /**
   * What has to be sent to the authority, over the signature of the bundle. The nonce follows from
   * the signature, so that whoever has the bundle knows what was asked.
   */
  public static byte[] request(Bundle bundle) {
    try {
      return question(bundle).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TimeStampRequest question(Bundle bundle) {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    byte[] hash = imprint(bundle);
    BigInteger nonce = new BigInteger(1, Arrays.copyOf(hash, NONCE_BYTES));
    return generator.generate(TSPAlgorithms.SHA256, hash, nonce);
  }

  /**
   * The answer is about this bundle's signature, and signed by the certificate in it, which is one
   * for time stamps and was valid then. Whose certificate that is, nobody but the authorities can
   * tell.
   *
   * @param answer of the authority, as it was received
   * @param trusted authorities to whom the certificate has to lead, when whoever verifies has named
   *     some
   * @return what it says, for people: instant and authority
   * @throws EvidenceException when any of this does not hold
   */
  public static String check(Bundle bundle, byte[] answer, Optional<TimeStampAuthorities> trusted) {
    TimeStampRequest question = question(bundle);
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
          || !Arrays.equals(info.getMessageImprintDigest(), question.getMessageImprintDigest())) {
        throw new EvidenceException("%s is about another signature", PATH);
      }
      if (!question.getNonce().equals(info.getNonce())) {
        throw new EvidenceException(
            "%s answers another request than that of 'report stamp-request': its nonce differs",
            PATH);
      }
      response.validate(question);
      Instant time = info.getGenTime().toInstant();
      return "%s %s".formatted(time, who(token, time, trusted));
    } catch (EvidenceException e) {
      throw e;
    } catch (IOException | TSPException | RuntimeException e) {
      // What is not ASN.1 as expected ends in many kinds of exceptions.
      throw new EvidenceException("%s does not hold: %s", PATH, e.getMessage());
    }
  }

  private static String who(
      TimeStampToken token, Instant time, Optional<TimeStampAuthorities> trusted)
      throws TSPException {
    List<X509Certificate> all = new ArrayList<>();
    Optional<X509Certificate> signer = Optional.empty();
    try {
      JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
      for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
        X509Certificate certificate = converter.getCertificate(holder);
        all.add(certificate);
        if (token.getSID().match(holder)) {
          signer = Optional.of(certificate);
        }
      }
      X509Certificate found =
          signer.orElseThrow(
              () ->
                  new EvidenceException(
                      "%s does not hold the certificate that has signed it", PATH));
      token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(found));
      String name = found.getSubjectX500Principal().getName();
      return trusted
          .map(
              authorities ->
                  "by %s, vouched for by %s"
                      .formatted(name, authorities.requireChain(found, all, time)))
          .orElse(
              "by %s, says its certificate; whether that is so was not checked, --tsa-ca FILE does"
                  .formatted(name));
    } catch (CertificateException | OperatorCreationException e) {
      throw new EvidenceException("%s: its certificates cannot be read: %s", PATH, e.getMessage());
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
