package org.optika.core.release;

import java.util.OptionalDouble;

/**
 * A released number. Made of noisy statistics alone.
 *
 * @param metric id of its metric; with the rank of a quantile or the place of a bin behind it
 * @param value empty where there is none, such as a mean over no rows
 * @param deviation standard deviation of what the noise does to the value; empty where it depends
 *     on the data, as for a quantile
 * @param low lower end of the 95 % interval that the noise causes; empty where it has no budget
 * @param high upper end
 * @param mechanism how the noise was drawn
 * @param uncertain the noise is a larger part of the value than the release asks for
 */
public record Figure(
    String metric,
    OptionalDouble value,
    OptionalDouble deviation,
    OptionalDouble low,
    OptionalDouble high,
    String mechanism,
    boolean uncertain) {}
