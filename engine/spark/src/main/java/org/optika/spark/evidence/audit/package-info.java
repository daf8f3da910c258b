/** The sampling audit on tables: who can be drawn, who is, and what is stored of them. */
package org.optika.spark.evidence.audit;
