package org.optika.core.gate;

import java.io.Serializable;

/**
 * A part of all activity, admitted or refused.
 *
 * @param segment dimension: all, month, region, device_class, channel
 * @param value its value: {@code all}, YYYY-MM, a name, or the code of a channel
 */
public record SegmentValue(String segment, String value, boolean admitted)
    implements Serializable {}
