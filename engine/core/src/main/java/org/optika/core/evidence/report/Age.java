package org.optika.core.evidence.report;

/** How old stored rows are, as classes of calendar months. */
public enum Age {
  HALF_A_YEAR("0-6 months", 6),
  A_YEAR("6-13 months", 13),
  TWO_YEARS("13-25 months", 25),
  OLDER("over 25 months", Integer.MAX_VALUE);

  private final String label;
  private final int limitMonths;

  Age(String label, int limitMonths) {
    this.label = label;
    this.limitMonths = limitMonths;
  }

  public String label() {
    return label;
  }

  /** Most months of the class. */
  public int limitMonths() {
    return limitMonths;
  }

  /** The first class whose limit the age does not exceed. */
  public static Age of(long months) {
    Age age = HALF_A_YEAR;
    while (months > age.limitMonths) {
      age = values()[age.ordinal() + 1];
    }
    return age;
  }
}
