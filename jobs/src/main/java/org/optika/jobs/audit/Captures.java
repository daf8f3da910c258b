package org.optika.jobs.audit;

import java.util.List;
import java.util.Optional;
import org.optika.core.evidence.audit.SampledDevice;

/** Captures of the devices of a sample, one device after another. */
public interface Captures {
  /** Name in reports. */
  String source();

  /** Empty when there is none of the device. */
  Optional<Capture> of(SampledDevice device);

  /** What belongs to no device of the sample. */
  List<CaptureFault> strays();
}
