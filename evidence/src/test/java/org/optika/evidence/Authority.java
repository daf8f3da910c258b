package org.optika.evidence;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampRequest;

/**
 * A time stamping authority with a certificate of its own, which may be one that no honest
 * authority has: the token is put together here, since the generator of the library refuses to.
 */
final class Authority {
  private static final ASN1ObjectIdentifier POLICY =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");
  private static final AtomicLong SERIAL = new AtomicLong(1);

  private final KeyPair keys;
  private final X509Certificate certificate;

  private Authority(KeyPair keys, X509Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /** Vouches for others; its certificate is signed by itself. */
  static Authority root(String name, Instant from, Instant until) {
    KeyPair keys = newKeys();
    X509v3CertificateBuilder builder = builder(name, name, keys, from, until);
    return new Authority(keys, signed(constrained(builder), keys));
  }

  /** Vouches for others, too, and this one vouches for it. */
  Authority intermediate(String name, Instant from, Instant until) {
    KeyPair own = newKeys();
    X509v3CertificateBuilder builder = builder(issuer(), name, own, from, until);
    return new Authority(own, signed(constrained(builder), keys));
  }

  /**
   * Stamps, and this one vouches for it.
   *
   * @param usages what its certificate is for; none leaves the extension out
   */
  Authority stamping(String name, Instant from, Instant until, KeyPurposeId... usages) {
    KeyPair own = newKeys();
    X509v3CertificateBuilder builder = builder(issuer(), name, own, from, until);
    if (usages.length > 0) {
      add(builder, Extension.extendedKeyUsage, new ExtendedKeyUsage(usages));
    }
    return new Authority(own, signed(builder, keys));
  }

  private String issuer() {
    return certificate.getSubjectX500Principal().getName();
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** Certificates as a file for {@code --tsa-ca}. */
  static Path pem(Path file, Authority... authorities) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Authority authority : authorities) {
        writer.writeObject(authority.certificate);
      }
    }
    return Files.writeString(file, text.toString());
  }

  /** An answer to a request, as an honest authority gives it. */
  byte[] answer(byte[] request, Instant at, Authority... between) throws IOException {
    TimeStampRequest question = new TimeStampRequest(request);
    return answer(question, Optional.of(question.getNonce()), at, between);
  }

  /** An answer with a nonce of its own, or with none. */
  byte[] answer(
      TimeStampRequest question, Optional<BigInteger> nonce, Instant at, Authority... between) {
    try {
      TSTInfo info =
          new TSTInfo(
              POLICY,
              new org.bouncycastle.asn1.tsp.MessageImprint(
                  new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                      question.getMessageImprintAlgOID()),
                  question.getMessageImprintDigest()),
              new ASN1Integer(SERIAL.incrementAndGet()),
              new ASN1GeneralizedTime(Date.from(at)),
              null,
              null,
              nonce.map(ASN1Integer::new).orElse(null),
              null,
              null);
      ASN1EncodableVector attributes = new ASN1EncodableVector();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      attributes.add(
          new Attribute(
              PKCSObjectIdentifiers.id_aa_signingCertificateV2,
              new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash)))));
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .setSignedAttributeGenerator(
                  new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
              .build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()),
                  certificate));
      generator.addCertificates(new JcaCertStore(List.of(certificate)));
      for (Authority authority : between) {
        generator.addCertificates(new JcaCertStore(List.of(authority.certificate)));
      }
      var token =
          generator.generate(
              new CMSProcessableByteArray(
                  PKCSObjectIdentifiers.id_ct_TSTInfo, info.getEncoded("DER")),
              true);
      return new TimeStampResp(new PKIStatusInfo(PKIStatus.granted), token.toASN1Structure())
          .getEncoded("DER");
    } catch (IOException | CMSException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509v3CertificateBuilder constrained(X509v3CertificateBuilder builder) {
    return add(builder, Extension.basicConstraints, new BasicConstraints(true));
  }

  private static X509v3CertificateBuilder builder(
      String issuer, String subject, KeyPair keys, Instant from, Instant until) {
    return new JcaX509v3CertificateBuilder(
        new X500Name(issuer),
        BigInteger.valueOf(SERIAL.incrementAndGet()),
        Date.from(from),
        Date.from(until),
        new X500Name(subject),
        keys.getPublic());
  }

  private static X509v3CertificateBuilder add(
      X509v3CertificateBuilder builder,
      ASN1ObjectIdentifier extension,
      org.bouncycastle.asn1.ASN1Encodable value) {
    try {
      return builder.addExtension(extension, true, value);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, KeyPair keys) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
