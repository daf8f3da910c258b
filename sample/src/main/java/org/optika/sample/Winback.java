package org.optika.sample;

import java.util.List;
import java.util.Locale;

/**
 * The one randomised experiment of the world: all who are customers at {@link #AT} are drawn into
 * three arms, each with a probability of one third. For sixty days an arm multiplies the rate at
 * which the relation ends, in each segment by a number of its own: a call from the service keeps
 * those who have complained, an offer by e-mail keeps the young, and a call reminds older people
 * without a complaint that they could leave. In every other pair of arm and segment it is 1.
 */
final class Winback {
  static final String NAME = "winback-2026-07";
  static final long AT = Times.micros("2026-07-01T09:00:00Z");
  static final long UNTIL = AT + 60 * Times.DAY;
  static final String PROPENSITY = Double.toString(1.0 / Arm.values().length);

  /** No {@link #factor} is above. */
  static final double HIGHEST_FACTOR = 2.5;

  private static final long COMPLAINT_REMEMBERED = 60 * Times.DAY;
  private static final int YOUNG_BELOW = 35;
  private static final int OLDER_FROM = 55;

  private Winback() {}

  /** What a customer gets. */
  enum Arm {
    NONE("none"),
    EMAIL_OFFER("email"),
    PHONE_SERVICE("phone");

    private final String channel;

    Arm(String channel) {
      this.channel = channel;
    }

    String channel() {
      return channel;
    }

    String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Customers who answer alike; who has complained is of no other segment. */
  enum Segment {
    COMPLAINT,
    YOUNG,
    MIDDLE,
    OLDER;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param service contacts of the person, in any order
     */
    static Segment of(Person person, List<Contact> service) {
      boolean complained =
          service.stream()
              .anyMatch(
                  contact ->
                      contact.isComplaint()
                          && contact.atMicros() < AT
                          && AT - contact.atMicros() <= COMPLAINT_REMEMBERED);
      if (complained) {
        return COMPLAINT;
      }
      int age = person.ageIn2026();
      return age < YOUNG_BELOW ? YOUNG : age < OLDER_FROM ? MIDDLE : OLDER;
    }
  }

  /** What the rate of ending is multiplied by. */
  static double factor(ExperimentEffect effect, Segment segment, Arm arm) {
    if (effect == ExperimentEffect.NONE) {
      return 1;
    }
    return switch (arm) {
      case NONE -> 1;
      case EMAIL_OFFER -> segment == Segment.YOUNG ? 0.4 : 1;
      case PHONE_SERVICE ->
          segment == Segment.COMPLAINT ? 0.3 : segment == Segment.OLDER ? HIGHEST_FACTOR : 1;
    };
  }

  static Arm draw(RandomStream random) {
    return Arm.values()[random.below(Arm.values().length)];
  }
}
