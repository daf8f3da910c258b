/**
 * The rules of the budget ledger: what all releases of a controller together may tell about a
 * person, and which release may still be made.
 *
 * <p><b>What is counted.</b> A release is charged for the days of the <em>data</em> that it reads,
 * whenever it runs and whichever person-level tables it reads. Releases over one day add up;
 * releases over different days do not, as they read different rows. A release is granted if, on
 * every day of its period, it fits beside all that lies there: the fullest day decides.
 *
 * <p><b>What that promises.</b> Take any one day. Two data sets that differ in what one person did
 * on that day give all releases together with probabilities that differ by no more than the {@link
 * org.optika.core.privacy.ledger.Budget}. This is parallel composition over disjoint parts of the
 * data (F. McSherry, "Privacy integrated queries", SIGMOD 2009, Theorem 4) of the sequential
 * compositions on each part. It is <em>not</em> a bound on what is told about a person's whole
 * history: that of k days is bounded by the sum of the k days only. A longer unit of protection
 * needs periods that are rounded out to it, such as whole months, before they are charged.
 *
 * <p><b>What is charged when.</b> Before a release runs. A {@code reserve} counts as spent; only
 * {@code release} takes it back, and only for the run that holds the grant and has not read the
 * exact aggregate with the noise step. A run of which nobody knows how it ended counts as spent
 * until it is settled: {@code commit} if its rows were published, else {@code void}, which stays
 * charged. So no crash can overspend, and none loses a charge without a row that says so.
 *
 * <p><b>Rows.</b> A {@link org.optika.core.privacy.ledger.LedgerEntry} is hashed together with the
 * hash of the row before it, over canonical bytes of all fields, and carries what the ledger
 * amounts to after it; so a decision needs the last row and the last row of the release, not all of
 * them. {@link org.optika.core.privacy.ledger.LedgerAudit} makes all decisions again.
 *
 * <p><b>Accounting</b> is behind {@link org.optika.core.privacy.ledger.Spending}: the ledger
 * composes and compares spendings and stores their bytes, and knows nothing else of them.
 */
package org.optika.core.privacy.ledger;
