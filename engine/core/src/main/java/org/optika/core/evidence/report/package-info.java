/**
 * What a report for a regulator or the public contains: its tables, declared once. The job that
 * exports figures fills them, and the bundle derives from them every format it writes: CSV and
 * JSON, their schemas, the definitions of metrics, the sums that a stranger can check.
 */
package org.optika.core.evidence.report;
