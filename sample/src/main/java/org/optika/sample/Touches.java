package org.optika.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Draws the exposures of a person: one Poisson process per channel, faster or slower with interest
 * unless by lot.
 */
final class Touches {
  /** Exposures a day that an average person gets, for the size of shards only. */
  static final double EXPECTED_PER_DAY = 0.082;

  private static final double HIGH_INTEREST = 4;
  private static final double LOW_INTEREST = 0.6;

  /**
   * Share of the exposures of app users that the app opens, so that they are known by the account.
   */
  private static final double OPENED_IN_APP = 0.35;

  private final World world;
  private final Person person;
  private final InterestWaves waves;
  private final Subscription subscription;

  Touches(World world, Person person, InterestWaves waves, Subscription subscription) {
    this.world = world;
    this.person = person;
    this.waves = waves;
    this.subscription = subscription;
  }

  /**
   * @return exposures by time; those by e-mail only while the person is subscribed
   */
  List<Touch> draw() {
    RandomStream random = person.randomFor(Person.Part.EXPOSURE);
    List<Touch> touches = new ArrayList<>();
    if (person.isBot()) {
      crawl(random, touches);
      return touches;
    }
    for (Channel channel : Channel.values()) {
      RandomStream ofChannel = random.child(channel.ordinal());
      if (channel != Channel.APP_PUSH || person.usesApp()) {
        expose(channel, ofChannel, touches);
      }
    }
    touches.sort(Comparator.comparingLong(Touch::atMicros).thenComparing(Touch::channel));
    return touches;
  }

  /**
   * Candidates come at the highest rate; where exposure follows interest, some are dropped outside
   * of its waves.
   */
  private void expose(Channel channel, RandomStream random, List<Touch> touches) {
    boolean byLot = channel.isRandomised(world.exposure());
    double perDay = channel.exposuresPerDay() * person.activity() * world.activity();
    if (!byLot) {
      perDay *= StrictMath.exp(0.6 * person.interest() - 0.18) * HIGH_INTEREST;
    }
    double meanGap = Times.DAY / perDay;
    long until = Math.min(world.window().end(), person.untilMicros());
    for (double candidate = world.window().start() + random.exponential(meanGap);
        candidate < until;
        candidate += random.exponential(meanGap)) {
      long at = (long) candidate;
      double mark = random.uniform() * HIGH_INTEREST;
      boolean happens = byLot || mark < (waves.high(at) ? HIGH_INTEREST : LOW_INTEREST);
      boolean inApp = random.chance(OPENED_IN_APP);
      Channel.Placement placement = random.pick(channel.placements());
      int device = deviceAt(person, at, random);
      boolean onAccount = channel == Channel.APP_PUSH || (inApp && person.usesApp());
      if (happens && canReach(channel, onAccount, at)) {
        touches.add(new Touch(at, channel, placement, onAccount, onAccount ? 0 : device, true));
      }
    }
  }

  private boolean canReach(Channel channel, boolean onAccount, long at) {
    return (channel != Channel.EMAIL || subscription.activeAt(at))
        && (!onAccount || person.sinceMicros() <= at);
  }

  /** Mostly the main device, else another one that is already in use. */
  static int deviceAt(Person person, long at, RandomStream random) {
    int device = random.chance(0.75) ? 0 : random.below(person.devices().size());
    return person.devices().get(device).fromMicros() <= at ? device : 0;
  }

  private void crawl(RandomStream random, List<Touch> touches) {
    double meanGap = Times.DAY / (0.5 + random.uniform());
    for (double at = world.window().start() + random.exponential(meanGap);
        at < world.window().end();
        at += random.exponential(meanGap)) {
      Channel channel = random.chance(0.6) ? Channel.DIRECT : Channel.ORGANIC_SEARCH;
      touches.add(new Touch((long) at, channel, random.pick(channel.placements()), false, 0, true));
    }
  }
}
