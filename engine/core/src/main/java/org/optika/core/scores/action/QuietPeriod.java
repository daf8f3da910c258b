package org.optika.core.scores.action;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Set;

/** Days on which nobody is contacted; days are those of {@link ContactRules#zone}. */
public sealed interface QuietPeriod extends Serializable permits QuietDates, QuietWeekdays {
  /** Where it holds, ISO 3166 codes; empty: everywhere. */
  Set<String> countries();

  /** True when the day is quiet. */
  boolean contains(LocalDate day);
}
