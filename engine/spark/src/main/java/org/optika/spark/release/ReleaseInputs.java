package org.optika.spark.release;

import java.util.List;
import java.util.function.Consumer;
import org.optika.core.Clocks;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.privacy.ledger.DataPeriod;
import org.optika.core.release.CreditSolver;
import org.optika.spark.gate.Gate;
import org.optika.spark.table.Lake;

/**
 * What a source reads from.
 *
 * @param purposes that activity needs; ids
 * @param optInPurposes about which opt-in is told; ids
 * @param channels names of marketing channels
 * @param policy what models see of journeys with refused touches
 * @param period days of the data, UTC
 * @param log one line when a slower path is taken, with the reason; names no person
 */
public record ReleaseInputs(
    Lake lake,
    Gate gate,
    String controller,
    Clocks clocks,
    List<String> purposes,
    List<String> optInPurposes,
    ChannelNames channels,
    RefusedTouchPolicy policy,
    DataPeriod period,
    Consumer<String> log) {

  /** The same with the channels of a solver. */
  ReleaseInputs of(CreditSolver solver) {
    return new ReleaseInputs(
        lake,
        gate,
        controller,
        clocks,
        purposes,
        optInPurposes,
        channels.of(solver),
        policy,
        period,
        log);
  }
}
