package org.optika.core.evidence.audit;

import static org.optika.core.Checks.require;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The devices of a sample. It checks itself: a device that was left out, added or exchanged after
 * the draw does not go with the counts of its stratum or with the seed.
 *
 * @param devices in any order
 */
public record DrawnSample(SampleDesign design, List<SampledDevice> devices) {
  public DrawnSample {
    devices = List.copyOf(devices);
    DrawKey key = new DrawKey(design.seed());
    Map<String, Long> perStratum = new HashMap<>();
    Set<String> ids = new HashSet<>();
    for (SampledDevice device : devices) {
      DrawKey.Draw draw = key.of(device.subjectKey());
      require(
          draw.sampleId().equals(device.sampleId())
              && draw.captureCode().equals(device.captureCode()),
          "device '%s' was not drawn with the seed of this sample",
          device.sampleId());
      require(ids.add(device.sampleId()), "device '%s' stands twice", device.sampleId());
      perStratum.merge(device.stratum(), 1L, Long::sum);
    }
    for (SampleDesign.DrawnStratum stratum : design.strata()) {
      long there = perStratum.getOrDefault(stratum.name(), 0L);
      require(
          there == stratum.drawn(),
          "stratum '%s' has drawn %s devices, and %s are there",
          stratum.name(),
          stratum.drawn(),
          there);
    }
    require(
        devices.size() == design.drawn(),
        "%s devices were drawn, and %s are there",
        design.drawn(),
        devices.size());
  }
}
