package org.optika.evidence.verify;

import com.nimbusds.jose.jwk.ECKey;
import java.util.Optional;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.bundle.Bundle;
import org.optika.evidence.bundle.Manifest;
import org.optika.evidence.bundle.Signature;
import org.optika.evidence.bundle.SigningKey;

/** The manifest is signed, and by the key that is expected where one is. */
final class SignatureCheck implements Check {
  private final Optional<String> fingerprint;

  SignatureCheck(Optional<String> fingerprint) {
    this.fingerprint = fingerprint;
  }

  @Override
  public String name() {
    return "signature";
  }

  @Override
  public String run(Bundle bundle) {
    byte[] manifest =
        bundle
            .file(Manifest.PATH)
            .orElseThrow(() -> new EvidenceException("%s is missing", Manifest.PATH));
    byte[] signature =
        bundle
            .file(Signature.PATH)
            .orElseThrow(
                () -> new EvidenceException("%s is missing: nobody has signed", Signature.PATH));
    ECKey key = Signature.verify(manifest, signature);
    String found = SigningKey.thumbprint(key);
    if (fingerprint.isEmpty()) {
      return "by the key %s; compare that with what the controller has published, or give --fingerprint"
          .formatted(found);
    }
    if (!fingerprint.get().equals(found)) {
      throw new EvidenceException("by the key %s, expected %s", found, fingerprint.get());
    }
    return "by the expected key " + found;
  }
}
