package org.optika.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.evidence.audit.CaptureJudge;
import org.optika.core.evidence.audit.DeviceFindings;
import org.optika.core.evidence.audit.DrawnSample;
import org.optika.core.evidence.audit.FindingTally;
import org.optika.core.evidence.audit.Observation;
import org.optika.core.evidence.audit.SampleDesign.DrawnStratum;
import org.optika.core.evidence.audit.SampledDevice;
import org.optika.core.evidence.audit.StratifiedRate;
import org.optika.core.evidence.audit.StratumCount;
import org.optika.jobs.audit.Capture;
import org.optika.jobs.audit.CaptureFault;
import org.optika.jobs.audit.Captures;

/**
 * What the captures of a sample say. A device counts as missing when it has no capture, when its
 * capture is broken and the rest shows no violation, or when the lake no longer knows it.
 *
 * @param faults what could not be read, strays included
 * @param withoutCookies captures in which no cookie was seen at all
 */
record SamplingAudit(
    StratifiedRate rate,
    FindingTally findings,
    Missing missing,
    List<CaptureFault> faults,
    long ignored,
    long withoutCookies) {

  /** Devices that are missing, by reason. */
  record Missing(long withoutCapture, long unreadable, long erased) {
    long all() {
      return withoutCapture + unreadable + erased;
    }
  }

  /** What is stored of a device; empty when the lake no longer knows it. */
  interface Stored {
    Optional<List<ConsentInterval>> of(SampledDevice device);
  }

  /**
   * @param knownAtMicros what is known now
   * @throws UserErrorException when captures are later than what is known
   */
  static SamplingAudit of(
      DrawnSample sample,
      Captures captures,
      Stored stored,
      CaptureJudge judge,
      long knownAtMicros) {
    return new Check(captures, stored, judge, knownAtMicros).of(sample);
  }

  /** Device after device; keeps counts. */
  private static final class Check {
    private final Captures captures;
    private final Stored stored;
    private final CaptureJudge judge;
    private final long knownAtMicros;
    private final FindingTally findings = new FindingTally();
    private final List<CaptureFault> faults = new ArrayList<>();
    private final Map<String, Long> captured = new HashMap<>();
    private final Map<String, Long> deviating = new HashMap<>();
    private long withoutCapture;
    private long unreadable;
    private long erased;
    private long ignored;
    private long withoutCookies;
    private long tooLate;

    private Check(Captures captures, Stored stored, CaptureJudge judge, long knownAtMicros) {
      this.captures = captures;
      this.stored = stored;
      this.judge = judge;
      this.knownAtMicros = knownAtMicros;
    }

    private SamplingAudit of(DrawnSample sample) {
      faults.addAll(captures.strays());
      sample.devices().forEach(this::look);
      if (tooLate > 0) {
        throw new UserErrorException(
            "%d captures show more than is known at %s, so what was permitted then cannot be told. Ingest the consent events up to the last capture, run 'optika build-consent-timeline', and check with the clocks of that.",
            tooLate, RunContext.instant(knownAtMicros));
      }
      return new SamplingAudit(
          new StratifiedRate(sample.design().strata().stream().map(this::count).toList()),
          findings,
          new Missing(withoutCapture, unreadable, erased),
          faults,
          ignored,
          withoutCookies);
    }

    private StratumCount count(DrawnStratum stratum) {
      return new StratumCount(
          stratum.name(),
          stratum.devices(),
          stratum.drawn(),
          captured.getOrDefault(stratum.name(), 0L),
          deviating.getOrDefault(stratum.name(), 0L));
    }

    private void look(SampledDevice device) {
      Optional<Capture> capture = captures.of(device);
      if (capture.isEmpty()) {
        withoutCapture++;
        return;
      }
      faults.addAll(capture.get().faults());
      ignored += capture.get().ignored();
      Optional<List<ConsentInterval>> intervals = stored.of(device);
      List<Observation> observations = capture.get().observations();
      if (intervals.isEmpty()) {
        erased++;
      } else if (observations.isEmpty()) {
        unreadable++;
      } else if (observations.stream().anyMatch(seen -> seen.atMicros() > knownAtMicros)) {
        tooLate++;
      } else {
        judge(device, capture.get(), intervals.get());
      }
    }

    /** A broken capture can show that there is a violation, and not that there is none. */
    private void judge(SampledDevice device, Capture capture, List<ConsentInterval> intervals) {
      DeviceFindings found = judge.judge(capture.observations(), intervals);
      if (!found.deviates() && !capture.faults().isEmpty()) {
        unreadable++;
        return;
      }
      findings.add(found);
      withoutCookies += capture.isWithoutCookies() ? 1 : 0;
      captured.merge(device.stratum(), 1L, Long::sum);
      if (found.deviates()) {
        deviating.merge(device.stratum(), 1L, Long::sum);
      }
    }
  }
}
