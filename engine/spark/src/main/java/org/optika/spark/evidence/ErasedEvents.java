package org.optika.spark.evidence;

/**
 * What an erasure has done.
 *
 * @param events that it has named in the log; those of an erasure that was stopped are not among
 *     them
 * @param files that held rows or salts and were deleted
 */
public record ErasedEvents(long events, int files) {}
