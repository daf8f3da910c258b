package org.optika.core;

/**
 * The two clocks that a run fixes for all its jobs, microseconds UTC.
 *
 * @param asOfMicros the run itself is processing at this instant: permissions must hold at it, and
 *     activity after it is out
 * @param knownAtMicros the run knows what the organisation could know at this instant
 */
public record Clocks(long asOfMicros, long knownAtMicros) implements java.io.Serializable {}
