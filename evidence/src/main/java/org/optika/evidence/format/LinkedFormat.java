package org.optika.evidence.format;

import java.util.Map;
import java.util.TreeMap;
import org.optika.evidence.Json;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.linked.ReportGraph;
import org.optika.evidence.linked.Vocabulary;

/** The report and its registers as JSON-LD, with the context and the shapes that they need. */
public final class LinkedFormat implements ReportFormat {

  @Override
  public Map<String, byte[]> files(ReportInput input) {
    Map<String, byte[]> files = new TreeMap<>(Vocabulary.files());
    ReportGraph.of(input).forEach((path, document) -> files.put(path, Json.lines(document)));
    return files;
  }
}
