package org.optika.evidence.bundle;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.util.Base64;
import org.optika.evidence.EvidenceException;

/** The controller's key, ECDSA on P-256, in a PEM file that openssl reads as well. */
public final class SigningKey {
  private SigningKey() {}

  /**
   * @param file a private and a public key in PEM, or what {@code openssl ecparam -name prime256v1
   *     -genkey} writes
   */
  public static ECKey read(Path file) {
    ECKey key = parse(file);
    if (!key.isPrivate()) {
      throw new EvidenceException("%s holds no private key", file);
    }
    return key;
  }

  /** A public key in PEM; a private one beside it is passed over. */
  public static ECKey readPublic(Path file) {
    return parse(file).toPublicJWK();
  }

  /**
   * Makes a key that only the owner of the file can read.
   *
   * @throws EvidenceException when the file is there already: a key is never written over
   */
  public static ECKey create(Path file) {
    try {
      ECKey key = new ECKeyGenerator(Curve.P_256).generate();
      String pem = pem("PRIVATE KEY", key.toPrivateKey()) + pem("PUBLIC KEY", key.toPublicKey());
      if (file.toAbsolutePath().getParent() != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
      if (Files.getFileStore(file.toAbsolutePath().getParent())
          .supportsFileAttributeView("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(file);
      }
      Files.writeString(file, pem, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
      return key;
    } catch (FileAlreadyExistsException e) {
      throw new EvidenceException("%s is there already; a key is never written over", file);
    } catch (IOException e) {
      throw new EvidenceException("%s cannot be written: %s", file, e.getMessage());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** RFC 7638: names the public key, whatever file it is in. */
  public static String thumbprint(ECKey key) {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey parse(Path file) {
    String pem;
    try {
      pem = Files.readString(file);
    } catch (IOException e) {
      throw new EvidenceException(
          "the key %s cannot be read; 'optika report new-key --out FILE' makes one", file);
    }
    try {
      JWK key = JWK.parseFromPEMEncodedObjects(pem);
      if (key instanceof ECKey ec && ec.getCurve().equals(Curve.P_256)) {
        return ec;
      }
    } catch (JOSEException | IllegalArgumentException e) {
      throw new EvidenceException("%s is not a key in PEM: %s", file, e.getMessage());
    }
    throw new EvidenceException("%s: expected a key on the curve P-256", file);
  }

  private static String pem(String label, Key key) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            label,
            Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()),
            label);
  }
}
