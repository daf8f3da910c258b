package org.optika.core.evidence.audit;

import static org.optika.core.Checks.require;

/**
 * What the captures of one stratum say.
 *
 * @param devices in the population
 * @param drawn of these
 * @param captured of these: devices whose captures can be judged
 * @param deviating of these: devices with at least one violation
 */
public record StratumCount(String name, long devices, long drawn, long captured, long deviating) {
  public StratumCount {
    require(
        0 <= deviating && deviating <= captured && captured <= drawn && drawn <= devices,
        "stratum '%s' must have deviating <= captured <= drawn <= devices, got %s, %s, %s, %s",
        name,
        deviating,
        captured,
        drawn,
        devices);
  }

  /** The same if every device without a capture deviated. */
  StratumCount atWorst() {
    return new StratumCount(name, devices, drawn, drawn, deviating + drawn - captured);
  }
}
