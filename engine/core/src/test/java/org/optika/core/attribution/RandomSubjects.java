package org.optika.core.attribution;

import java.util.Random;
import org.optika.core.journey.Conversions;
import org.optika.core.journey.Journey;
import org.optika.core.journey.JourneyBuilder;
import org.optika.core.journey.JourneyRules;
import org.optika.core.journey.JourneyText;
import org.optika.core.journey.Touches;

/** Seeded subjects with several channels and campaigns, of whose touches a part is refused. */
final class RandomSubjects {
  static final int CHANNELS = 5;

  private RandomSubjects() {}

  interface JourneyVisitor {
    void visit(long subjectId, Journey journey, double netRevenue);
  }

  /**
   * @param refusedShare part of the touches that is refused, in [0, 1]
   */
  static void journeys(long seed, int subjects, double refusedShare, JourneyVisitor visitor) {
    Random random = new Random(seed);
    JourneyBuilder builder = new JourneyBuilder(new JourneyRules(10, 20, 50), JourneyText.day(200));
    for (int subject = 0; subject < subjects; subject++) {
      Touches touches = new Touches();
      Conversions conversions = new Conversions();
      double day = 0;
      for (int i = random.nextInt(12); i > 0; i--) {
        day += 4 * random.nextDouble();
        int kind = random.nextInt(4);
        if (kind == 0) {
          conversions.add(JourneyText.day(day), i);
        } else if (random.nextDouble() < refusedShare) {
          touches.addRefused(JourneyText.day(day));
        } else {
          touches.add(
              JourneyText.day(day), random.nextInt(CHANNELS), random.nextInt(4) - 1, 100 - i);
        }
      }
      long subjectId = random.nextLong();
      builder.build(
          touches,
          conversions,
          journey -> visitor.visit(subjectId, journey, 100 * random.nextDouble()));
    }
  }
}
