package org.optika.evidence.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.optika.evidence.EvidenceException;

/** Certificates that whoever verifies trusts to say when something was there, out of a PEM file. */
public final class TimeStampAuthorities {
  private final Path file;
  private final List<X509Certificate> certificates;

  private TimeStampAuthorities(Path file, List<X509Certificate> certificates) {
    this.file = file;
    this.certificates = certificates;
  }

  /**
   * @param file certificates in PEM, one or several, as for {@code openssl -CAfile}
   */
  public static TimeStampAuthorities read(Path file) {
    try {
      Collection<? extends Certificate> read =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
      List<X509Certificate> certificates = read.stream().map(X509Certificate.class::cast).toList();
      if (certificates.isEmpty()) {
        throw new EvidenceException("%s holds no certificate", file);
      }
      return new TimeStampAuthorities(file, certificates);
    } catch (IOException e) {
      throw new EvidenceException("the certificates %s cannot be read", file);
    } catch (GeneralSecurityException e) {
      throw new EvidenceException("%s: expected certificates in PEM: %s", file, e.getMessage());
    }
  }

  /**
   * Looks for a chain (RFC 5280) from a certificate to one of these, as at an instant. Whether one
   * of them was revoked is not asked, since that takes a network.
   *
   * @param others certificates that may stand in between
   * @return subject of the certificate that the chain ends in
   * @throws EvidenceException when there is no such chain
   */
  String requireChain(X509Certificate signer, Collection<X509Certificate> others, Instant at) {
    Date date = Date.from(at);
    Set<TrustAnchor> anchors =
        certificates.stream()
            .filter(certificate -> isValid(certificate, date))
            .map(certificate -> new TrustAnchor(certificate, null))
            .collect(Collectors.toSet());
    try {
      if (anchors.isEmpty()) {
        throw new CertPathBuilderException();
      }
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(signer);
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(others)));
      parameters.setDate(date);
      parameters.setRevocationEnabled(false);
      PKIXCertPathBuilderResult chain =
          (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
      return chain.getTrustAnchor().getTrustedCert().getSubjectX500Principal().getName();
    } catch (CertPathBuilderException e) {
      throw new EvidenceException(
          "%s: the certificate of %s leads to none in %s that was valid at %s",
          TimeStamp.PATH, signer.getSubjectX500Principal().getName(), file, at);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isValid(X509Certificate certificate, Date date) {
    return !date.before(certificate.getNotBefore()) && !date.after(certificate.getNotAfter());
  }
}
