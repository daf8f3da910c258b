package org.optika.evidence.format;

import java.util.Map;
import org.optika.evidence.input.ReportInput;

/** One way to write what a report says. */
public interface ReportFormat {

  /**
   * @return content of files by path inside the bundle; the same bytes for the same input, always
   */
  Map<String, byte[]> files(ReportInput input);
}
