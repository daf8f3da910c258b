package org.optika.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Draws the exposures of a person: one Poisson process per channel, faster or slower with interest
 * unless by lot.
 */
final class Touches {
  private static final double HIGH_INTEREST = 4;
  private static final double LOW_INTEREST = 0.6;

  /**
   * Share of the exposures of app users that the app opens, so that they are known by the account.
   */
  private static final double OPENED_IN_APP = 0.35;

  /** Exposures a day that an average person gets, for the size of shards only. */
  static final double EXPECTED_PER_DAY = 0.082;

  private Touches() {}

  /**
   * @return exposures by time; those by e-mail inside of {@code subscription} only
   */
  static List<Touch> draw(
      Person person,
      InterestWaves waves,
      Subscription subscription,
      Exposure exposure,
      Window window) {
    RandomStream random = person.randomFor(Person.Part.EXPOSURE);
    if (person.isBot()) {
      return crawl(random, window);
    }
    List<Touch> touches = new ArrayList<>();
    for (Channel channel : Channel.values()) {
      RandomStream ofChannel = random.child(channel.ordinal());
      if (channel != Channel.APP_PUSH || person.usesApp()) {
        draw(person, channel, ofChannel, waves, subscription, exposure, window, touches);
      }
    }
    touches.sort(Comparator.comparingLong(Touch::atMicros).thenComparing(Touch::channel));
    return touches;
  }

  private static void draw(
      Person person,
      Channel channel,
      RandomStream random,
      InterestWaves waves,
      Subscription subscription,
      Exposure exposure,
      Window window,
      List<Touch> touches) {
    boolean byLot = channel.isRandomised(exposure);
    double perDay = channel.exposuresPerDay() * person.activity();
    if (!byLot) {
      perDay *= StrictMath.exp(0.6 * person.interest() - 0.18) * HIGH_INTEREST;
    }
    double meanGap = Times.DAY / perDay;
    long until = Math.min(window.end(), person.untilMicros());
    for (double at = window.start() + random.exponential(meanGap);
        at < until;
        at += random.exponential(meanGap)) {
      long atMicros = (long) at;
      double thinning = random.uniform();
      boolean inApp = random.chance(OPENED_IN_APP);
      Channel.Placement placement = random.pick(channel.placements());
      int device = deviceAt(person, atMicros, random);
      if (!byLot
          && thinning * HIGH_INTEREST >= (waves.high(atMicros) ? HIGH_INTEREST : LOW_INTEREST)) {
        continue;
      }
      if (channel == Channel.EMAIL && !subscription.activeAt(atMicros)) {
        continue;
      }
      boolean onAccount = channel == Channel.APP_PUSH || (inApp && person.usesApp());
      if (onAccount && atMicros < person.sinceMicros()) {
        continue;
      }
      touches.add(new Touch(atMicros, channel, placement, onAccount, onAccount ? 0 : device, true));
    }
  }

  /** Mostly the main device, else another one that is already in use. */
  static int deviceAt(Person person, long at, RandomStream random) {
    int device = random.chance(0.75) ? 0 : random.below(person.devices().size());
    return person.devices().get(device).fromMicros() <= at ? device : 0;
  }

  private static List<Touch> crawl(RandomStream random, Window window) {
    List<Touch> touches = new ArrayList<>();
    double meanGap = Times.DAY / (0.5 + random.uniform());
    for (double at = window.start() + random.exponential(meanGap);
        at < window.end();
        at += random.exponential(meanGap)) {
      Channel channel = random.chance(0.6) ? Channel.DIRECT : Channel.ORGANIC_SEARCH;
      touches.add(new Touch((long) at, channel, random.pick(channel.placements()), false, 0, true));
    }
    return touches;
  }
}
