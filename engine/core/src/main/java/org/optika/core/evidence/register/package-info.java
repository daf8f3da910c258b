/**
 * The registers that a supervisory authority asks for, as plain records: vendors with what their
 * transfers rest on, assessments of legitimate interests and of impact, and the record of
 * processing (GDPR 5(2), 30, 35, Chapter V). What decides about rows is {@link
 * org.optika.core.gate.VendorRegister}; this is what is told of it.
 */
package org.optika.core.evidence.register;
