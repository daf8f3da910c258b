package org.optika.spark.gate;

import org.optika.core.Clocks;
import org.optika.spark.table.TableVersion;

/**
 * What a run that is to be continued had before it.
 *
 * @param permission version of the table that it read
 * @param touchpoint version of the table that it read
 * @param conversion version of the table that it read
 * @param robot version of the table that holds the robots of that run
 */
public record EarlierRun(
    Clocks clocks,
    TableVersion permission,
    TableVersion touchpoint,
    TableVersion conversion,
    TableVersion robot) {}
