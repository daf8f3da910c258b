/** Files of the sampling audit: the sample, and what browsers have recorded. */
package org.optika.jobs.audit;
