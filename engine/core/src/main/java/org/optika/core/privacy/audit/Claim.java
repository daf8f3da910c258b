package org.optika.core.privacy.audit;

/**
 * What a mechanism promises: every event is at most e^epsilon times as likely with a person as
 * without, and the other way round, and delta more.
 *
 * @param epsilon &gt;= 0
 * @param delta in [0, 1)
 */
public record Claim(double epsilon, double delta) {}
