package org.optika.jobs.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.optika.core.evidence.audit.DrawKey;
import org.optika.core.evidence.audit.DrawnSample;
import org.optika.core.evidence.audit.SampleDesign;
import org.optika.core.evidence.audit.SampleDesign.DrawnStratum;
import org.optika.core.evidence.audit.SampledDevice;
import org.optika.core.evidence.audit.TestGoal;

/** A sample of few devices, with the keys that a test gives them. */
public final class TestSample {
  private static final long SEED = 7;

  private TestSample() {}

  /** All of one stratum, which the whole population is. */
  public static DrawnSample of(String... subjectKeys) {
    return of(
        Optional.empty(), List.of(new DrawnStratum("all", 100, subjectKeys.length)), subjectKeys);
  }

  /**
   * @param subjectKeys those of the first stratum, then those of the second one ...
   */
  public static DrawnSample of(
      Optional<TestGoal> goal, List<DrawnStratum> strata, String... subjectKeys) {
    List<SampledDevice> devices = new ArrayList<>();
    for (DrawnStratum stratum : strata) {
      for (int i = 0; i < stratum.drawn(); i++) {
        String key = subjectKeys[devices.size()];
        DrawKey.Draw draw = new DrawKey(SEED).of(key);
        devices.add(new SampledDevice(draw.sampleId(), draw.captureCode(), stratum.name(), key));
      }
    }
    List<String> strataBy = strata.size() == 1 ? List.of() : List.of("device_class", "region");
    return new DrawnSample(
        new SampleDesign(
            SEED, 1_790_812_800_000_000L, 1_790_812_800_000_001L, strataBy, goal, strata),
        devices);
  }
}
