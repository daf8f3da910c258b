package org.optika.sample;

/**
 * One exposure of a person to a channel.
 *
 * @param onAccount whether it is known by the account (app) and not by the device
 * @param device index into the person's devices; 0 where {@code onAccount}
 * @param causesOrders false for the visit in which an order is placed: it accompanies the order and
 *     does not cause it
 */
record Touch(
    long atMicros,
    Channel channel,
    Channel.Placement placement,
    boolean onAccount,
    int device,
    boolean causesOrders) {}
