package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapWeightsTest {
  private static final int SUBJECTS = 20_000;
  private static final int REPLICAS = 50;

  private static int[][] draws(long seed) {
    BootstrapWeights weights = new BootstrapWeights(new Bootstrap(seed, REPLICAS));
    int[][] draws = new int[SUBJECTS][];
    for (int subject = 0; subject < SUBJECTS; subject++) {
      weights.load(subject);
      draws[subject] = weights.drawn().clone();
    }
    return draws;
  }

  @Test
  void a_draw_depends_on_seed_subject_and_replica_alone() {
    int[][] inOrder = draws(9);
    BootstrapWeights weights = new BootstrapWeights(new Bootstrap(9, REPLICAS));

    new Random(1)
        .ints(2000, 0, SUBJECTS)
        .forEach(
            subject -> {
              weights.load(subject);
              assertThat(weights.drawn()).containsExactly(inOrder[subject]);
            });
  }

  /** Of a million draws: the standard error of mean and variance is 0.001 and 0.0017. */
  @Test
  void draws_are_poisson_with_mean_1() {
    int[] seen = new int[30];
    double sum = 0;
    double squares = 0;
    for (int[] ofSubject : draws(3)) {
      for (int draw : ofSubject) {
        seen[draw]++;
        sum += draw;
        squares += draw * draw;
      }
    }

    double n = (double) SUBJECTS * REPLICAS;
    assertThat(sum / n).isCloseTo(1, within(0.005));
    assertThat(squares / n - 1).isCloseTo(1, within(0.01));
    double expected = Math.exp(-1);
    for (int k = 0; k < 6; k++) {
      assertThat(seen[k] / n).isCloseTo(expected, within(0.0025));
      expected /= k + 1;
    }
  }

  @Test
  void subjects_replicas_and_seeds_are_uncorrelated() {
    int[][] draws = draws(3);
    int[][] otherSeed = draws(4);
    double betweenReplicas = 0;
    double betweenSubjects = 0;
    double betweenSeeds = 0;
    for (int subject = 1; subject < SUBJECTS; subject++) {
      for (int replica = 1; replica < REPLICAS; replica++) {
        double centred = draws[subject][replica] - 1;
        betweenReplicas += centred * (draws[subject][replica - 1] - 1);
        betweenSubjects += centred * (draws[subject - 1][replica] - 1);
        betweenSeeds += centred * (otherSeed[subject][replica] - 1);
      }
    }

    double n = (SUBJECTS - 1.0) * (REPLICAS - 1.0);
    assertThat(betweenReplicas / n).isCloseTo(0, within(0.005));
    assertThat(betweenSubjects / n).isCloseTo(0, within(0.005));
    assertThat(betweenSeeds / n).isCloseTo(0, within(0.005));
  }

  /** Pins the mix: intervals of an old run can be drawn again. */
  @Test
  void draws_never_change_between_versions() {
    BootstrapWeights weights = new BootstrapWeights(new Bootstrap(42, 20));

    weights.load(1234567890123L);

    assertThat(weights.drawn())
        .containsExactly(1, 3, 2, 2, 1, 1, 3, 1, 1, 2, 2, 2, 0, 1, 1, 0, 1, 1, 3, 2);
  }

  @Test
  void a_number_of_replicas_that_gives_no_interval_is_refused() {
    assertThatThrownBy(() -> new Bootstrap(1, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("replicas must be 0 or in [20, 10000], got 5");
  }
}
