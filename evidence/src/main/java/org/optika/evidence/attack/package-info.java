/**
 * The attack test: what a reader with a computer can find out about the cells that a report
 * withholds. {@link org.optika.evidence.attack.TableAttack} runs it, and a report that fails is not
 * written.
 *
 * <p><b>What the reader is given.</b> The published rows and nothing else, in all tables at once. A
 * withheld count is at least 1, a combination without a row is 0, and whatever has to add up does:
 * every sum that {@link org.optika.core.evidence.report.ReportTable#sums} declares, in every
 * dimension; tables of opt-in that count the same showings in other ways, which share their margins
 * and their total; metrics of the same showings (opt-ins are part of the choices, and those of the
 * showings); everybody, who is observed for each purpose; days that make up a month; and the same
 * cells in earlier reports, where period and filter name the same showings or people.
 *
 * <p><b>What it may not find.</b> For every withheld count the least and the largest value that
 * agree with all of this are computed, by the simplex method, and rounded inwards to whole numbers.
 * The report fails where they lie less than the threshold apart. Of a part of a row (those of its
 * showings that opted in, or chose at all) only an interval that tells of somebody, and of fewer
 * than the threshold, is a finding: that nobody opted in, or that many did, is not withheld. Sums
 * of orders and of money have no threshold: they fail where a single withheld row of a line makes
 * them a subtraction.
 *
 * <p><b>What is checked besides.</b> No published count of people or rows is below the threshold,
 * no withheld row shows any figure, and no two published figures contradict each other.
 *
 * <p><b>What it does not hold against.</b> What a reader knows from elsewhere, and earlier reports
 * that are not passed in. Systems of very many withheld cells are looked at one metric at a time;
 * {@code validation/attack.json} says when.
 */
package org.optika.evidence.attack;
