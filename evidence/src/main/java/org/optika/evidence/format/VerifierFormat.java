package org.optika.evidence.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.optika.evidence.input.ReportInput;

/** {@code VERIFY.md} and {@code verify.mjs}: how to check the bundle without a line of ours. */
public final class VerifierFormat implements ReportFormat {

  @Override
  public Map<String, byte[]> files(ReportInput input) {
    return Map.of("VERIFY.md", resource("VERIFY.md"), "verify.mjs", resource("verify.mjs"));
  }

  private static byte[] resource(String name) {
    try (InputStream file = VerifierFormat.class.getResourceAsStream("/verifier/" + name)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("the jar lacks " + name, e);
    }
  }
}
