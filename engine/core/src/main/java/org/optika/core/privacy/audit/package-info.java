/**
 * Differential privacy checked from outside: how different do outputs really get when a person is
 * added? Knows nothing of mechanisms but what they draw and what they claim.
 */
package org.optika.core.privacy.audit;
