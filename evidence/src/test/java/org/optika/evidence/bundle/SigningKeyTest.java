package org.optika.evidence.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.evidence.EvidenceException;

class SigningKeyTest {
  @TempDir private Path folder;

  @Test
  void a_key_is_written_for_its_owner_alone_and_read_again() throws IOException {
    Path file = folder.resolve("keys/report.pem");
    ECKey key = SigningKey.create(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(SigningKey.thumbprint(SigningKey.read(file))).isEqualTo(SigningKey.thumbprint(key));
  }

  @Test
  void a_key_is_never_written_over() {
    Path file = folder.resolve("report.pem");
    SigningKey.create(file);
    assertThatThrownBy(() -> SigningKey.create(file))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("never written over");
  }

  @Test
  void a_missing_key_names_the_command_that_makes_one() {
    assertThatThrownBy(() -> SigningKey.read(folder.resolve("none.pem")))
        .hasMessageContaining("optika report new-key");
  }

  /** RFC 7638 asks for the required members in order, without white space. */
  @Test
  void the_thumbprint_is_that_of_rfc_7638() {
    ECKey key = SigningKey.create(folder.resolve("a.pem"));
    String members =
        "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}"
            .formatted(key.getX(), key.getY());
    String hash = Manifest.sha256(members.getBytes(StandardCharsets.UTF_8));
    assertThat(Base64URL.encode(java.util.HexFormat.of().parseHex(hash)))
        .hasToString(SigningKey.thumbprint(key));
  }

  @Test
  void a_signature_covers_the_bytes_and_nothing_else() {
    ECKey key = SigningKey.create(folder.resolve("b.pem"));
    byte[] manifest = "{\"a\":\"1.0\"}".getBytes(StandardCharsets.UTF_8);
    byte[] signature = Signature.sign(manifest, key);
    assertThat(SigningKey.thumbprint(Signature.verify(manifest, signature)))
        .isEqualTo(SigningKey.thumbprint(key));
    assertThatThrownBy(
            () -> Signature.verify("{\"a\":\"1.1\"}".getBytes(StandardCharsets.UTF_8), signature))
        .hasMessageContaining("no signature over");
  }
}
