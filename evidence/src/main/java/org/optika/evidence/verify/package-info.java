/** Checks of a bundle: offline, one line each, and none that trusts who made it. */
package org.optika.evidence.verify;
