package org.optika.evidence.verify;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.bundle.Bundle;
import org.optika.evidence.bundle.BundleBuilder;
import org.optika.evidence.bundle.Signature;
import org.optika.evidence.bundle.TimeStamp;
import org.optika.evidence.input.ReportInput;

/**
 * Makes every file again from the tables, the header and the registers, and compares byte by byte:
 * CSV and JSON hold the same cells, the page and the linked data show what the tables say.
 */
final class DerivedCheck implements Check {

  @Override
  public String name() {
    return "derived";
  }

  @Override
  public String run(Bundle bundle) {
    ReportInput input = ReportInput.ofBundle(bundle.files());
    Map<String, byte[]> again = BundleBuilder.unsigned(input).files();
    Set<String> different = new TreeSet<>();
    again.forEach(
        (path, content) -> {
          if (!Arrays.equals(content, bundle.file(path).orElse(null))) {
            different.add(path);
          }
        });
    bundle.files().keySet().stream()
        .filter(path -> !again.containsKey(path))
        .filter(path -> !path.equals(Signature.PATH) && !path.equals(TimeStamp.PATH))
        .forEach(different::add);
    if (!different.isEmpty()) {
      throw new EvidenceException(
          "not what the tables give (made by version %s): %s",
          input.header().generatorVersion(), String.join(", ", different));
    }
    return "%d files made again from tables and registers, byte by byte the same"
        .formatted(again.size());
  }
}
