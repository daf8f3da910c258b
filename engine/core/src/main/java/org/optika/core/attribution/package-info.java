/**
 * Attribution: which channels and campaigns the permitted conversions are credited to, by which
 * model, and how sure that is. Credit of channels and of the buckets {@link
 * org.optika.core.journey.Bucket} adds up to the permitted conversions.
 */
package org.optika.core.attribution;
