package org.optika.core.ingest;

/**
 * When a row came.
 *
 * @param recordedMicros when the organisation recorded it
 * @param ingestedMicros when it was received; it is known from the later of both
 */
public record Origin(long recordedMicros, long ingestedMicros) {}
