/**
 * The regulator's bundle. {@link org.optika.evidence.input} reads what the engine has exported,
 * {@link org.optika.evidence.format} writes each kind of file, {@link org.optika.evidence.bundle}
 * puts them together and signs them, {@link org.optika.evidence.html} writes the page for people,
 * {@link org.optika.evidence.verify} checks a bundle without trusting who made it.
 */
package org.optika.evidence;
