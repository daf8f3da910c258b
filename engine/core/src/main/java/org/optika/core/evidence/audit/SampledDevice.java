package org.optika.core.evidence.audit;

/**
 * One device that was drawn.
 *
 * @param sampleId name of its capture
 * @param captureCode proves that a capture is of this device
 * @param subjectKey pseudonym, 64 hex digits
 */
public record SampledDevice(
    String sampleId, String captureCode, String stratum, String subjectKey) {}
