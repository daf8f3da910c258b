/**
 * {@code report.html}: one page for a person, in English and Dutch, without script and without a
 * request to anywhere. {@link org.optika.evidence.html.HtmlReport} fills a template with {@link
 * org.optika.evidence.html.Page}, in which every text and number is already written out.
 */
package org.optika.evidence.html;
