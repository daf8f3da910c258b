/**
 * What each file of the bundle has to look like, said in the languages that other tools read: JSON
 * Schema, CSV on the Web, Frictionless; and the rules of rows that none of them can say. All is
 * derived from the declaration of the tables, in one order.
 */
package org.optika.evidence.schema;
