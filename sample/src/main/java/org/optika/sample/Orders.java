package org.optika.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * Orders as the known model causes them, and what would have happened without each channel.
 *
 * <p>The rate of orders of a person is {@code base * wave + sum over channels of effectPerDay * (1
 * - exp(-x))} (see {@link Channel}). Candidates come from a Poisson process at the highest possible
 * rate; each carries a uniform mark and becomes an order iff {@code mark * highest < rate}. The
 * same candidates with the same marks are judged again with one channel taken away (common random
 * numbers), so that the difference is the effect of that channel and nothing else.
 */
final class Orders {
  private static final double BASE_PER_DAY = 0.0011;
  private static final double HIGH_INTEREST = 5;
  private static final double LOW_INTEREST = 0.5;
  private static final long MEMORY = 45 * Times.DAY;
  private static final double TOTAL_EFFECT = totalEffect();

  private final long[] incremental = new long[Channel.values().length];
  private long total;

  /**
   * Adds the draws of one person. @return the times of the orders of the first draw: these are the
   * ones that happen
   */
  List<Long> draw(
      Person person, List<Touch> touches, InterestWaves waves, Window window, int draws) {
    List<Long> happened = new ArrayList<>();
    if (person.isBot()) {
      return happened;
    }
    double base = BASE_PER_DAY * StrictMath.exp(0.7 * person.interest() - 0.245);
    double highest = base * HIGH_INTEREST + TOTAL_EFFECT;
    long until = Math.min(window.end(), person.untilMicros());
    for (int i = 0; i < draws; i++) {
      RandomStream random = person.randomFor(Person.Part.ORDERS).child(i);
      double meanGap = Times.DAY / highest;
      for (double at = window.start() + random.exponential(meanGap);
          at < until;
          at += random.exponential(meanGap)) {
        double mark = random.uniform() * highest;
        if (judge(mark, (long) at, base, touches, waves) && i == 0) {
          happened.add((long) at);
        }
      }
    }
    return happened;
  }

  private boolean judge(
      double mark, long at, double base, List<Touch> touches, InterestWaves waves) {
    double rate = base * (waves.high(at) ? HIGH_INTEREST : LOW_INTEREST);
    if (mark >= rate + TOTAL_EFFECT) {
      return false;
    }
    double[] lift = lift(at, touches);
    for (double ofChannel : lift) {
      rate += ofChannel;
    }
    if (mark >= rate) {
      return false;
    }
    total++;
    for (int channel = 0; channel < lift.length; channel++) {
      if (mark >= rate - lift[channel]) {
        incremental[channel]++;
      }
    }
    return true;
  }

  private static double[] lift(long at, List<Touch> touches) {
    double[] exposure = new double[Channel.values().length];
    for (Touch touch : touches) {
      if (touch.atMicros() >= at) {
        break;
      }
      if (at - touch.atMicros() <= MEMORY) {
        double ageDays = (double) (at - touch.atMicros()) / Times.DAY;
        exposure[touch.channel().ordinal()] +=
            StrictMath.pow(2, -ageDays / touch.channel().halfLifeDays());
      }
    }
    for (Channel channel : Channel.values()) {
      double x = exposure[channel.ordinal()];
      exposure[channel.ordinal()] = x == 0 ? 0 : channel.effectPerDay() * (1 - StrictMath.exp(-x));
    }
    return exposure;
  }

  private static double totalEffect() {
    double sum = 0;
    for (Channel channel : Channel.values()) {
      sum += channel.effectPerDay();
    }
    return sum;
  }

  void add(Orders other) {
    total += other.total;
    for (int i = 0; i < incremental.length; i++) {
      incremental[i] += other.incremental[i];
    }
  }

  /** Orders in all draws. */
  long total() {
    return total;
  }

  /** Orders in all draws that would not have happened without {@code channel}. */
  long incremental(Channel channel) {
    return incremental[channel.ordinal()];
  }
}
