package org.optika.spark.gate;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;
import org.optika.core.gate.VendorClosings;

/**
 * {@link VendorClosings} by the texts of Spark's rows.
 *
 * @param ofVendor must not be changed
 */
public record VendorTexts(Map<UTF8String, VendorClosings.Steps> ofVendor) implements Serializable {

  static VendorTexts of(VendorClosings closings) {
    Map<UTF8String, VendorClosings.Steps> ofVendor = new HashMap<>();
    closings
        .ofVendor()
        .forEach((vendor, steps) -> ofVendor.put(UTF8String.fromString(vendor), steps));
    return new VendorTexts(ofVendor);
  }

  /**
   * @param vendor null where a row names none
   */
  long closedAt(UTF8String vendor, long atMicros) {
    VendorClosings.Steps steps = ofVendor.get(vendor);
    return steps == null ? 0 : steps.closedAt(atMicros);
  }
}
