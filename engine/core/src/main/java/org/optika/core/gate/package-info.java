/**
 * The gate: whether a row of activity may be used in a run, and if not, why. The meaning is written
 * down in docs/consent.md, "Using a permission: the gate".
 */
package org.optika.core.gate;
