/**
 * Small cells of exact tables are withheld so that nobody can compute them back.
 *
 * <p>A cell that stands for fewer persons than the threshold is withheld (<b>primary</b>). As
 * tables are published with their margins, more cells must go (<b>complementary</b>), or a
 * subtraction would give the small one back. Withholding two cells of each line is not enough:
 * several lines together can still determine a cell. So every withheld cell gets a {@link
 * org.optika.core.privacy.suppression.Witness}: two tables that agree with all that is published
 * and lie at least the threshold apart in this cell. They are found by moving persons along
 * hypercubes of withheld cells, after the hypercube method (S. Giessing and D. Repsilber, "Tools
 * and strategies to protect multiple tables with the GHQUAR cell suppression engine", in J.
 * Domingo-Ferrer (ed.), Inference Control in Statistical Databases, LNCS 2316, 2002). The choice is
 * greedy: safe by construction, while fewer complementary cells might do.
 *
 * <p><b>What it holds against.</b> A reader who knows every published cell and margin of the table,
 * that an absent cell is 0, and that every withheld cell is at least 1, cannot narrow any withheld
 * count to an interval with {@code max - min < threshold}. All withheld cells must look the same: a
 * publication that tells primary from complementary cells gives their range away.
 *
 * <p><b>What goes with a withheld cell.</b> All its figures: showings, opt-ins, rates, intervals,
 * revenue.
 *
 * <p><b>Zero.</b> A cell without persons is published, and is never taken as complement: readers
 * often know that nobody can be there. So "nobody of these 40 people opted in" can be read. Where
 * that, or a handful of refusals among thousands of opt-ins, must not be seen, make the answer
 * (opted in or not) a further dimension of the table: up to three dimensions to publish and this
 * one.
 *
 * <p><b>Several tables.</b> Tables that are published together share margins, and a cell withheld
 * in one must be withheld in the other: {@link org.optika.core.privacy.suppression.LinkedTables}
 * passes it on until nothing changes.
 *
 * <p><b>What it does not hold against.</b> A proof is about one table. What linked tables say
 * together is bounded by the attack test of a report, which refuses what can be narrowed.
 * Differences of overlapping periods, and what a reader knows about some of the persons, need the
 * noise of a release.
 */
package org.optika.core.privacy.suppression;
