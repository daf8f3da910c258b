package org.optika.spark.release;

import java.util.List;
import org.optika.core.Clocks;
import org.optika.core.privacy.ledger.DataPeriod;
import org.optika.spark.gate.Gate;
import org.optika.spark.table.Lake;

/**
 * What a source reads from.
 *
 * @param purposes that activity needs; ids
 * @param optInPurposes about which opt-in is told; ids
 * @param channels names of marketing channels by their code; null where there is none
 * @param period days of the data, UTC
 */
public record ReleaseInputs(
    Lake lake,
    Gate gate,
    String controller,
    Clocks clocks,
    List<String> purposes,
    List<String> optInPurposes,
    List<String> channels,
    DataPeriod period) {}
