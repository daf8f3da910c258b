/**
 * Journeys: the touches of one subject, cut into what led to each conversion and what led to none.
 * A journey keeps the places of refused touches without their names; a {@link
 * org.optika.core.journey.RefusedTouchPolicy} decides what the models get to see of it.
 */
package org.optika.core.journey;
