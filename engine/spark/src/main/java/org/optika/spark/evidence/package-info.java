/** Evidence for those who do not trust us: the Merkle log over consent events. */
package org.optika.spark.evidence;
