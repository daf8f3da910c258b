/**
 * One class for each kind of file in the bundle. All files are derived from the exported input
 * alone, so that the same input gives the same bytes, and a verifier can make them again.
 */
package org.optika.evidence.format;
