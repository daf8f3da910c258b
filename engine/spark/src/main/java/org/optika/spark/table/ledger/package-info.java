/**
 * The budget ledger in Delta: reads and writes rows of {@link
 * org.optika.spark.table.Tables#BUDGET_LEDGER} as {@link
 * org.optika.core.privacy.ledger.LedgerRules} decides.
 */
package org.optika.spark.table.ledger;
