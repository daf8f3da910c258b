/** Models trained with MLlib on permitted rows, and applied as the plain Java of the core. */
package org.optika.spark.scores;
