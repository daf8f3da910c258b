package org.optika.evidence.format;

import java.util.Map;
import org.optika.evidence.html.HtmlReport;
import org.optika.evidence.input.ReportInput;

/** {@code report.html}: one page for people, in English and Dutch, that fetches nothing. */
public final class HtmlFormat implements ReportFormat {

  /** Where it is in a bundle. */
  public static final String PATH = "report.html";

  @Override
  public Map<String, byte[]> files(ReportInput input) {
    return Map.of(PATH, HtmlReport.render(input));
  }
}
