/**
 * The sampling audit: how many devices to look at, which ones, and what their captures say about
 * the stored permission. Only devices that were drawn are looked at, so each rate comes with an
 * interval that is valid for the population, whatever the rates of its strata are.
 */
package org.optika.core.evidence.audit;
