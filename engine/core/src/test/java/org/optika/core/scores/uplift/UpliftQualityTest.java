package org.optika.core.scores.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.optika.core.scores.uplift.People.control;
import static org.optika.core.scores.uplift.People.treated;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpliftQualityTest {
  private static final Offset<Double> EXACT = within(1e-12);

  private static final People SIX =
      People.of(
          treated(6, 1), control(5, 0), treated(4, 0), treated(3, 1), control(2, 1), control(1, 0));

  static LongStream seeds() {
    return LongStream.range(0, 150);
  }

  @Test
  void six_people_without_ties() {
    // Qini 1 1 1 2 0.5 1 at 1 ... 6 people: area 6, random 3. Hindsight: (2, 2) (5, 2) (6, 1): 9.5.
    // Uplift 1 2 1.5 8/3 5/6 2: area 9, random 6. Hindsight: (2, 2) (4, 4) (5, 10/3) (6, 2): 43/3.
    // Without harm: (1, 1) (6, 1): 5.5.

    UpliftQuality quality = UpliftQuality.of(SIX.counts(), 0.5);

    assertThat(quality.averageEffect()).isCloseTo(1.0 / 3, EXACT);
    assertThat(quality.qini()).isCloseTo(3 / 6.5, EXACT);
    assertThat(quality.qiniWithoutHarm()).isCloseTo(3 / 2.5, EXACT);
    assertThat(quality.qiniPerTreated()).isCloseTo(3.0 / (6 * 3), EXACT);
    assertThat(quality.uplift()).isCloseTo(3 / (43.0 / 3 - 6), EXACT);
    assertThat(quality.topUplift()).isCloseTo(0.5, EXACT);
    assertThat(quality.topUpliftByArm()).isCloseTo(1, EXACT);
  }

  @Test
  void five_people_with_ties_in_unequal_arms() {
    People people =
        People.of(treated(9, 1), control(9, 0), control(9, 0), treated(4, 0), control(4, 1));
    // Qini 1 at 3, 1/3 at 5: area 17/6, random 5/6. Hindsight (1, 1) (4, 1) (5, 1/3): 25/6.
    // Uplift 3 at 3, 5/6 at 5: area 25/3, random 25/12. Hindsight 1 3 2 5/6 at 1 3 4 5: 101/12.
    // Without harm (1/3, 1/3) (5, 1/3): 29/18.
    // Four of five are the upper tie and half of the lower: 1 / 1.5 against 0.5 / 2.5.

    UpliftQuality quality = UpliftQuality.of(people.counts(), 0.8);

    assertThat(quality.qini()).isCloseTo(0.6, EXACT);
    assertThat(quality.qiniWithoutHarm()).isCloseTo(18.0 / 7, EXACT);
    assertThat(quality.qiniPerTreated()).isCloseTo(0.2, EXACT);
    assertThat(quality.uplift()).isCloseTo(75.0 / 76, EXACT);
    assertThat(quality.topUplift()).isCloseTo(7.0 / 15, EXACT);
    assertThat(quality.topUpliftByArm()).isCloseTo(1, EXACT);
  }

  @Test
  void the_worst_order_where_control_responds_more() {
    People people =
        People.of(control(5, 1), control(4, 1), control(3, 1), treated(2, 0), treated(1, 1));
    // Uplift -1 -2 -3 -4 -2.5: area -11.25, random -6.25. Three responders in control outnumber the
    // one treated that did not respond, so hindsight is 1 at 1, 0 at 4, -2.5 at 5: area 0.75.
    // Qini 0 0 0 -1 -1: area -1.5, random -2.5. Hindsight 1 at 1, 1 at 2, -1 at 5: area 1.5.

    UpliftQuality quality = UpliftQuality.of(people.counts(), 0.6);

    assertThat(quality.uplift()).isCloseTo(-5.0 / 7, EXACT);
    assertThat(quality.qini()).isCloseTo(1.0 / 4, EXACT);
    assertThat(quality.qiniWithoutHarm()).isNaN();
    assertThat(quality.topUplift()).isNaN();
    assertThat(quality.topUpliftByArm()).isCloseTo(-1, EXACT);
  }

  @Test
  void hindsight_scores_one_and_its_reverse_scores_worst() {
    double[] qiniHindsight = hindsightOfQini(SIX);
    double[] upliftHindsight = hindsightOfUplift(SIX);
    double[] reverse = Arrays.stream(qiniHindsight).map(score -> -score).toArray();

    UpliftQuality perfectQini = UpliftQuality.of(SIX.scoredBy(qiniHindsight).counts(), 0.5);
    UpliftQuality perfectUplift = UpliftQuality.of(SIX.scoredBy(upliftHindsight).counts(), 0.5);
    UpliftQuality worst = UpliftQuality.of(SIX.scoredBy(reverse).counts(), 0.5);

    assertThat(perfectQini.qini()).isCloseTo(1, EXACT);
    assertThat(perfectUplift.uplift()).isCloseTo(1, EXACT);
    // The responder of control, the three without response, the treated responders: Qini 0 at 1,
    // -1/3 at 4, 1 at 6, area 1/6; random 3; hindsight 9.5.
    assertThat(worst.qini()).isCloseTo((1.0 / 6 - 3) / 6.5, EXACT);
  }

  @Test
  void one_tie_of_all_is_random() {
    UpliftQuality quality = UpliftQuality.of(SIX.scoredBy(new double[6]).counts(), 0.3);

    assertThat(quality.qini()).isZero();
    assertThat(quality.uplift()).isZero();
    assertThat(quality.topUplift()).isCloseTo(1.0 / 3, EXACT);
  }

  @Test
  void real_outcomes_have_no_hindsight() {
    People people = People.of(treated(3, 10), control(2, 4), treated(1, 2), control(1, 4));
    // Qini 10, 10 - 4 = 6, 12 - 8 / 2 * 2 = 4 at 1, 2, 4: area 5 + 8 + 10 = 23, random 8.

    UpliftQuality quality = UpliftQuality.of(people.counts(), 0.5);

    assertThat(quality.qini()).isNaN();
    assertThat(quality.uplift()).isNaN();
    assertThat(quality.qiniWithoutHarm()).isNaN();
    assertThat(quality.qiniPerTreated()).isCloseTo(15.0 / (4 * 2), EXACT);
    assertThat(quality.averageEffect()).isCloseTo(2, EXACT);
    assertThat(quality.topUplift()).isCloseTo(6, EXACT);
  }

  @Test
  void no_response_at_all_leaves_nothing_to_normalise_by() {
    People people = People.of(treated(2, 0), control(1, 0));

    UpliftQuality quality = UpliftQuality.of(people.counts(), 0.5);

    assertThat(quality.qini()).isNaN();
    assertThat(quality.uplift()).isNaN();
    assertThat(quality.qiniPerTreated()).isZero();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void equals_an_oracle_that_counts_at_every_threshold(long seed) {
    Random random = new Random(seed);
    People people = People.random(random, 1 + random.nextInt(40));
    double treated = Arrays.stream(people.arms()).sum();

    UpliftQuality quality = UpliftQuality.of(people.counts(), 0.3);

    double qini = oracleArea(people, UpliftQualityTest::qiniGain);
    double qiniRandom = oracleArea(people.scoredBy(constant(people)), UpliftQualityTest::qiniGain);
    double qiniPerfect =
        oracleArea(people.scoredBy(hindsightOfQini(people)), UpliftQualityTest::qiniGain);
    double uplift = oracleArea(people, UpliftQualityTest::upliftGain);
    double upliftRandom =
        oracleArea(people.scoredBy(constant(people)), UpliftQualityTest::upliftGain);
    double upliftPerfect =
        oracleArea(people.scoredBy(hindsightOfUplift(people)), UpliftQualityTest::upliftGain);
    assertSame(quality.qini(), qini - qiniRandom, qiniPerfect - qiniRandom);
    assertSame(quality.uplift(), uplift - upliftRandom, upliftPerfect - upliftRandom);
    assertThat(quality.qiniPerTreated())
        .isCloseTo((qini - qiniRandom) / people.size() / treated, within(1e-9));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void the_top_without_ties_is_that_of_the_sorted_people(long seed) {
    Random random = new Random(seed);
    People tied = People.random(random, 5);
    People people = tied.scoredBy(random.doubles(tied.size()).toArray());
    double share = 0.1 + 0.8 * random.nextDouble();

    UpliftQuality quality = UpliftQuality.of(people.counts(), share);

    int[] best =
        IntStream.range(0, people.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -people.scores()[i]))
            .mapToInt(i -> i)
            .toArray();
    int[] top = Arrays.copyOf(best, (int) (people.size() * share));
    double ofArms =
        mean(people, first(people, best, 1, share), 1)
            - mean(people, first(people, best, 0, share), 0);
    assertSame(quality.topUplift(), mean(people, top, 1) - mean(people, top, 0), 1);
    assertSame(quality.topUpliftByArm(), ofArms, 1);
  }

  @Test
  void an_arm_without_people_is_refused() {
    UpliftCounts counts = People.of(treated(1, 1), treated(2, 0)).counts();

    assertThatThrownBy(() -> UpliftQuality.of(counts, 0.3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("both arms must have people, got 2 treated and 0 in control");
  }

  @Test
  void a_share_outside_of_zero_to_one_is_refused() {
    assertThatThrownBy(() -> UpliftQuality.of(SIX.counts(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("share must be in (0, 1), got 1.0");
  }

  private static void assertSame(double found, double gained, double most) {
    if (most > 1e-9 && !Double.isNaN(gained)) {
      assertThat(found).isCloseTo(gained / most, within(1e-9));
    } else {
      assertThat(found).isNaN();
    }
  }

  private static double[] constant(People people) {
    return new double[people.size()];
  }

  /** Scores that put responders among the treated first and those of control last. */
  private static double[] hindsightOfQini(People people) {
    return IntStream.range(0, people.size())
        .mapToDouble(i -> people.outcomes()[i] * (people.arms()[i] == 1 ? 1 : -1))
        .toArray();
  }

  /** 2 for each whose outcome equals the arm, plus the outcome or the arm, as published. */
  private static double[] hindsightOfUplift(People people) {
    long controlYes = count(people, 0, 1);
    long treatedNo = count(people, 1, 0);
    return IntStream.range(0, people.size())
        .mapToDouble(
            i ->
                (people.outcomes()[i] == people.arms()[i] ? 2 : 0)
                    + (controlYes > treatedNo ? people.outcomes()[i] : people.arms()[i]))
        .toArray();
  }

  private static long count(People people, int arm, double outcome) {
    return IntStream.range(0, people.size())
        .filter(i -> people.arms()[i] == arm && people.outcomes()[i] == outcome)
        .count();
  }

  private interface Gain {
    double of(double treated, double treatedOutcome, double control, double controlOutcome);
  }

  private static double qiniGain(double nt, double yt, double nc, double yc) {
    return nc == 0 ? yt : yt - yc * nt / nc;
  }

  private static double upliftGain(double nt, double yt, double nc, double yc) {
    return ((nt == 0 ? 0 : yt / nt) - (nc == 0 ? 0 : yc / nc)) * (nt + nc);
  }

  /** Counts anew, for each distinct score, who has it or a better one. */
  private static double oracleArea(People people, Gain gain) {
    TreeSet<Double> thresholds = new TreeSet<>(Comparator.reverseOrder());
    Arrays.stream(people.scores()).forEach(thresholds::add);
    double area = 0;
    double lastPeople = 0;
    double lastGain = 0;
    for (double threshold : thresholds) {
      double[] counts = new double[4];
      for (int i = 0; i < people.size(); i++) {
        if (people.scores()[i] >= threshold) {
          counts[people.arms()[i] == 1 ? 0 : 2]++;
          counts[people.arms()[i] == 1 ? 1 : 3] += people.outcomes()[i];
        }
      }
      double here = gain.of(counts[0], counts[1], counts[2], counts[3]);
      double reached = counts[0] + counts[2];
      area += (reached - lastPeople) * (here + lastGain) / 2;
      lastPeople = reached;
      lastGain = here;
    }
    return area;
  }

  private static int[] first(People people, int[] best, int arm, double share) {
    int[] ofArm = Arrays.stream(best).filter(i -> people.arms()[i] == arm).toArray();
    return Arrays.copyOf(ofArm, (int) (ofArm.length * share));
  }

  private static double mean(People people, int[] chosen, int arm) {
    return Arrays.stream(chosen)
        .filter(i -> people.arms()[i] == arm)
        .mapToDouble(i -> people.outcomes()[i])
        .average()
        .orElse(Double.NaN);
  }
}
