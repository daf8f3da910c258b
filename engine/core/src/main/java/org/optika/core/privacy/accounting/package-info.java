/**
 * The price of private mechanisms: what a release costs in epsilon and delta, alone and together
 * with all releases before it.
 */
package org.optika.core.privacy.accounting;
