package org.optika.spark.gate;

import java.util.Arrays;
import org.optika.core.gate.VendorClosings;
import org.optika.spark.table.columnar.TextCodes;

/** {@link VendorClosings} for the codes of texts that one task meets. Not thread-safe. */
final class ClosedVendors {
  /** Of a vendor that is not closed at any time. */
  private static final VendorClosings.Steps OPEN =
      new VendorClosings.Steps(new long[] {Long.MIN_VALUE}, new long[] {0});

  private final VendorClosings closings;
  private final TextCodes texts;
  private VendorClosings.Steps[] stepsOfCode = {};

  ClosedVendors(VendorClosings closings, TextCodes texts) {
    this.closings = closings;
    this.texts = texts;
  }

  /**
   * @param vendor code of the vendor, {@link TextCodes#NULL} where a row names none
   * @return the closed purposes, 0 when there is none
   */
  long closedAt(int vendor, long atMicros) {
    if (vendor == TextCodes.NULL) {
      return 0;
    }
    if (vendor >= stepsOfCode.length) {
      stepsOfCode = Arrays.copyOf(stepsOfCode, Math.max(16, 2 * (vendor + 1)));
    }
    VendorClosings.Steps steps = stepsOfCode[vendor];
    if (steps == null) {
      steps = closings.ofVendor().getOrDefault(texts.text(vendor), OPEN);
      stepsOfCode[vendor] = steps;
    }
    return steps.closedAt(atMicros);
  }
}
