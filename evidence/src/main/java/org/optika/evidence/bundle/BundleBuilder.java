package org.optika.evidence.bundle;

import com.nimbusds.jose.jwk.ECKey;
import java.util.Map;
import java.util.TreeMap;
import org.optika.evidence.format.ReportFormats;
import org.optika.evidence.input.ReportInput;

/** From exported input to a signed bundle. */
public final class BundleBuilder {
  private BundleBuilder() {}

  /** All files and the manifest over them: the same bytes for the same input. */
  public static Bundle unsigned(ReportInput input) {
    Map<String, byte[]> files = new TreeMap<>(ReportFormats.files(input));
    files.put(Manifest.PATH, Manifest.of(input.header(), files));
    return new Bundle(files);
  }

  /** With the signature, which differs each time: it draws a random number. */
  public static Bundle signed(ReportInput input, ECKey key) {
    Bundle unsigned = unsigned(input);
    byte[] manifest = unsigned.file(Manifest.PATH).orElseThrow();
    return unsigned.with(Signature.PATH, Signature.sign(manifest, key));
  }
}
