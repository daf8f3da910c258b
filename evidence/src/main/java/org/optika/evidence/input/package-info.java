/** What the engine hands over: one folder of JSON, without a single person in it. */
package org.optika.evidence.input;
