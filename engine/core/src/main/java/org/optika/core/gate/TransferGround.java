package org.optika.core.gate;

/**
 * What the data of a vendor may travel on at an instant.
 *
 * @param kind {@code none-needed} inside of the European Economic Area, else the id of a {@link
 *     TransferMechanism}
 * @param reference decision, contract or certificate; empty where none is needed
 * @param validToMicros exclusive; {@link Long#MAX_VALUE} while no end is known
 */
public record TransferGround(String kind, String reference, long validToMicros) {
  /** Kind of what stays inside. */
  public static final String NONE_NEEDED = "none-needed";
}
