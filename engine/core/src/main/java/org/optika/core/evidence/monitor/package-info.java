/** What a regulator watches from month to month, and when a month stands out. */
package org.optika.core.evidence.monitor;
