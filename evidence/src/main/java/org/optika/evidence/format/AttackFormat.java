package org.optika.evidence.format;

import java.util.Map;
import org.optika.core.evidence.report.Audience;
import org.optika.evidence.Json;
import org.optika.evidence.attack.AttackReport;
import org.optika.evidence.attack.TableAttack;
import org.optika.evidence.input.ReportInput;

/**
 * {@code validation/attack.json}: that withheld counts cannot be computed from the tables. Figures
 * of differentially private releases withhold nothing, so the public gets no such file.
 */
public final class AttackFormat implements ReportFormat {
  public static final String PATH = "validation/attack.json";

  /**
   * @throws org.optika.evidence.EvidenceException when they can be: then there is no bundle
   */
  @Override
  public Map<String, byte[]> files(ReportInput input) {
    if (input.header().audience() == Audience.PUBLIC) {
      return Map.of();
    }
    AttackReport report = TableAttack.run(input);
    report.requireSafe();
    return Map.of(PATH, Json.lines(report.toJson()));
  }
}
