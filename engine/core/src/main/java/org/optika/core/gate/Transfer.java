package org.optika.core.gate;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * An entry of the register of transfers: what the transfers to one vendor rest on, and when.
 *
 * @param vendorId see {@link Vendor#id}
 * @param validToMicros exclusive; {@link Long#MAX_VALUE} while it still is valid
 * @param reference contract, certificate or decision, for people
 * @param assessedMicros when the impact of the transfer was assessed; {@link Long#MAX_VALUE}: it
 *     was not
 */
public record Transfer(
    String vendorId,
    TransferMechanism mechanism,
    long validFromMicros,
    long validToMicros,
    String reference,
    long assessedMicros)
    implements Serializable {

  /** Stands for a transfer whose impact nobody has assessed. */
  public static final long NOT_ASSESSED = Long.MAX_VALUE;

  public Transfer {
    require(
        validFromMicros < validToMicros,
        "transfer to '%s': valid_from must be before valid_to",
        vendorId);
  }

  /** Whether the entry itself says that a systematic transfer is allowed at an instant. */
  boolean opensAt(long atMicros) {
    boolean inForce = validFromMicros <= atMicros && atMicros < validToMicros;
    boolean assessed = !mechanism.needsAssessment() || assessedMicros <= atMicros;
    return inForce && assessed && mechanism != TransferMechanism.DEROGATION;
  }
}
