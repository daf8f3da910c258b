package org.optika.evidence.format;

import java.util.Map;
import org.optika.evidence.Json;
import org.optika.evidence.input.ReportInput;

/** {@code report.json}: what the report is about and what it rests on, as it was exported. */
public final class HeaderFormat implements ReportFormat {
  public static final String PATH = "report.json";

  @Override
  public Map<String, byte[]> files(ReportInput input) {
    return Map.of(PATH, Json.lines(input.source()));
  }
}
