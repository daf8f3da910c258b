package org.optika.jobs.audit;

import java.util.List;
import java.util.stream.Stream;
import org.optika.core.evidence.audit.Observation;
import org.optika.core.evidence.audit.ObservationKind;

/**
 * What was recorded on one device.
 *
 * @param observations in the order of the files
 * @param faults what could not be read; the capture is then incomplete
 * @param ignored entries that left nothing on or off the device: data URLs, extensions, requests
 *     that the browser has blocked
 */
public record Capture(List<Observation> observations, List<CaptureFault> faults, long ignored) {
  public Capture {
    observations = List.copyOf(observations);
    faults = List.copyOf(faults);
  }

  /** Both together, as of two visits of one device. */
  public Capture and(Capture other) {
    return new Capture(
        Stream.concat(observations.stream(), other.observations.stream()).toList(),
        Stream.concat(faults.stream(), other.faults.stream()).toList(),
        ignored + other.ignored);
  }

  /** Whether no cookie was seen at all, as in exports that leave cookies out. */
  public boolean isWithoutCookies() {
    return observations.stream()
        .noneMatch(
            seen ->
                seen.kind() == ObservationKind.COOKIE_SET
                    || seen.kind() == ObservationKind.COOKIE_READ);
  }
}
