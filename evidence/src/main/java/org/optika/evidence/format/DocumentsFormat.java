package org.optika.evidence.format;

import java.util.Map;
import java.util.TreeMap;
import org.optika.evidence.Json;
import org.optika.evidence.input.ReportInput;

/** Registers, results of checks and proofs of the consent log, as they were exported. */
public final class DocumentsFormat implements ReportFormat {

  @Override
  public Map<String, byte[]> files(ReportInput input) {
    Map<String, byte[]> files = new TreeMap<>();
    input.documents().forEach((path, document) -> files.put(path, Json.lines(document)));
    return files;
  }
}
