package org.optika.evidence.format;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.optika.evidence.input.ReportInput;

/** All formats of the bundle. A new one is one class and one line here. */
public final class ReportFormats {
  private static final List<ReportFormat> ALL =
      List.of(
          new HeaderFormat(),
          new CsvFormat(),
          new JsonFormat(),
          new MetricsFormat(),
          new PrivacyFormat(),
          new SumsFormat(),
          new DocumentsFormat(),
          new SchemaFormat(),
          new LinkedFormat(),
          new HtmlFormat(),
          new VerifierFormat());

  private ReportFormats() {}

  /** All files of a bundle but the manifest and what signs it. */
  public static Map<String, byte[]> files(ReportInput input) {
    Map<String, byte[]> files = new TreeMap<>();
    for (ReportFormat format : ALL) {
      format
          .files(input)
          .forEach(
              (path, content) -> {
                if (files.put(path, content) != null) {
                  throw new IllegalStateException("two formats write " + path);
                }
              });
    }
    return files;
  }
}
