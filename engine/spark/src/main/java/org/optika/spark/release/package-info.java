/** Permitted rows of persons -> bounded exact totals -> noisy rows that may leave the house. */
package org.optika.spark.release;
