package org.optika.sample;

/**
 * The A/B test of two banners: what share of showings would end in a yes if everyone saw one
 * variant.
 */
final class BannerTest {
  /** What banner B adds to the log-odds of accepting everything. */
  static final double EFFECT_OF_B = 0.4;

  private static final double IGNORES = 0.2;
  private static final double SAVES = 0.45;

  private final double[] expectedYes = new double[2 * Category.values().length];
  private long showings;

  /** What a visitor does with a banner. */
  enum Answer {
    ACCEPT_ALL,
    SAVE,
    REJECT_ALL,
    DISMISS,
    NOTHING
  }

  private static double logOdds(Person person, Device device, String variant) {
    return person.willingness()
        + (device.isMobile() ? 0.15 : 0)
        + (variant.equals("B") ? EFFECT_OF_B : 0);
  }

  /** Draws the answer to one showing and adds its chances to the truth of the test. */
  Answer answer(Person person, Device device, RandomStream random) {
    showings++;
    for (Category category : Category.values()) {
      expectedYes[2 * category.ordinal()] += chanceOfYes(person, device, "A", category);
      expectedYes[2 * category.ordinal() + 1] += chanceOfYes(person, device, "B", category);
    }
    if (random.chance(IGNORES)) {
      return random.chance(1.0 / 3) ? Answer.DISMISS : Answer.NOTHING;
    }
    double accept = RandomStream.probability(logOdds(person, device, device.bannerVariant()));
    if (random.chance(accept)) {
      return Answer.ACCEPT_ALL;
    }
    return random.chance(SAVES) ? Answer.SAVE : Answer.REJECT_ALL;
  }

  /** Whether a visitor who saves own settings leaves {@code category} on. */
  static boolean savesOn(Person person, Device device, Category category, RandomStream random) {
    return random.chance(chanceOfOn(person, device, device.bannerVariant(), category));
  }

  private static double chanceOfOn(
      Person person, Device device, String variant, Category category) {
    return RandomStream.probability(
        logOdds(person, device, variant) + category.logOddsWhenSaving());
  }

  private static double chanceOfYes(
      Person person, Device device, String variant, Category category) {
    double accept = RandomStream.probability(logOdds(person, device, variant));
    double on = chanceOfOn(person, device, variant, category);
    return (1 - IGNORES) * (accept + (1 - accept) * SAVES * on);
  }

  void add(BannerTest other) {
    showings += other.showings;
    for (int i = 0; i < expectedYes.length; i++) {
      expectedYes[i] += other.expectedYes[i];
    }
  }

  long showings() {
    return showings;
  }

  /** True opt-in rate per showing (bots apart) if all had seen {@code variant}. */
  double optInRate(String variant, Category category) {
    return expectedYes[2 * category.ordinal() + (variant.equals("B") ? 1 : 0)]
        / Math.max(1, showings);
  }
}
