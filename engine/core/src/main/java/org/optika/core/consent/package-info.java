/**
 * Consent: events in, a bitemporal timeline out. The meaning of every rule is written down in
 * docs/consent.md; this package is its implementation.
 */
package org.optika.core.consent;
