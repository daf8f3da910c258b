/**
 * The report as linked data: who processes what, for which purpose, on which legal basis, how the
 * figures came about, and the registers. JSON-LD with a context that lies in the bundle; shapes
 * that any SHACL validator can run; canonical N-Quads to compare and sign. Nothing is fetched.
 */
package org.optika.evidence.linked;
