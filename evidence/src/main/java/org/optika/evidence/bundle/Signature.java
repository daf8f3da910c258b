package org.optika.evidence.bundle;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Set;
import org.optika.evidence.EvidenceException;

/**
 * {@code manifest.jws}: a detached signature over the bytes of the manifest, ES256 with an
 * unencoded payload (RFC 7515, RFC 7797). Its header carries the public key, so that anybody can
 * check it; that it is the controller's key has to be known from elsewhere.
 */
public final class Signature {
  public static final String PATH = "manifest.jws";
  private static final String UNENCODED = "b64";

  private Signature() {}

  public static byte[] sign(byte[] manifest, ECKey key) {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .base64URLEncodePayload(false)
            .criticalParams(Set.of(UNENCODED))
            .keyID(SigningKey.thumbprint(key))
            .jwk(key.toPublicJWK())
            .build();
    try {
      JWSObject signed = new JWSObject(header, new Payload(manifest));
      signed.sign(new ECDSASigner(key));
      return (signed.serialize(true) + "\n").getBytes(StandardCharsets.US_ASCII);
    } catch (JOSEException e) {
      throw new EvidenceException("cannot sign: %s", e.getMessage());
    }
  }

  /**
   * @return the key that has signed
   * @throws EvidenceException when the signature is not one over these bytes by the key that it
   *     names
   */
  public static ECKey verify(byte[] manifest, byte[] signature) {
    String text = new String(signature, StandardCharsets.ISO_8859_1);
    if (!text.matches("[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]+\n")) {
      throw new EvidenceException("%s is not a detached signature", PATH);
    }
    try {
      JWSObject signed = JWSObject.parse(text.strip(), new Payload(manifest));
      JWSHeader header = signed.getHeader();
      if (!header.getAlgorithm().equals(JWSAlgorithm.ES256)
          || header.isBase64URLEncodePayload()
          || !(header.getJWK() instanceof ECKey key)
          || !key.getCurve().equals(Curve.P_256)) {
        throw new EvidenceException(
            "%s: expected ES256 over an unencoded payload, with its key on P-256", PATH);
      }
      // The last character of base64url has bits that no byte uses.
      Base64URL value = signed.getSignature();
      if (!Base64URL.encode(value.decode()).equals(value)
          || !signed.verify(new ECDSAVerifier(key.toECPublicKey(), Set.of(UNENCODED)))) {
        throw new EvidenceException("%s is no signature over %s", PATH, Manifest.PATH);
      }
      if (!SigningKey.thumbprint(key).equals(header.getKeyID())) {
        throw new EvidenceException("%s names another key than it carries", PATH);
      }
      return key;
    } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException e) {
      throw new EvidenceException("%s cannot be read: %s", PATH, e.getMessage());
    }
  }
}
