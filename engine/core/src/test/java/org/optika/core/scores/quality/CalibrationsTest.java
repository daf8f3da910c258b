package org.optika.core.scores.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CalibrationsTest {

  private static List<Calibration> fittedOnRandomPeople(Random random) {
    double[] margins =
        random.doubles(60).map(uniform -> Math.rint(40 * uniform - 20) / 8).toArray();
    boolean[] outcomes = new boolean[margins.length];
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = random.nextDouble() < 1 / (1 + Math.exp(-margins[i]));
    }
    ScoredCounts counts = ScoredCounts.of(margins, outcomes);
    return List.of(
        new UncalibratedLogOdds(),
        new UncalibratedProbability(),
        PlattCalibration.fit(counts),
        IsotonicCalibration.fit(counts));
  }

  static Stream<Arguments> everyCalibration() {
    return LongStream.range(0, 30)
        .boxed()
        .flatMap(
            seed ->
                fittedOnRandomPeople(new Random(seed)).stream()
                    .map(calibration -> Arguments.of(calibration.id(), seed, calibration)));
  }

  @Test
  void every_permitted_calibration_is_registered() {
    assertThat(fittedOnRandomPeople(new Random(1)).stream().<Object>map(Object::getClass))
        .containsExactlyInAnyOrder((Object[]) Calibration.class.getPermittedSubclasses());
    assertThat(fittedOnRandomPeople(new Random(1)))
        .extracting(Calibration::id)
        .containsExactlyElementsOf(Calibrations.IDS);
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("everyCalibration")
  void probabilities_never_fall_and_never_leave_0_to_1(
      String id, long seed, Calibration calibration) {
    double[] margins =
        new Random(seed).doubles(300).map(uniform -> 12 * uniform - 6).sorted().toArray();

    double before = calibration.probability(Double.NEGATIVE_INFINITY);
    assertThat(before).isGreaterThanOrEqualTo(0);
    for (double margin : margins) {
      double probability = calibration.probability(margin);
      assertThat(probability).isGreaterThanOrEqualTo(before);
      before = probability;
    }
    assertThat(calibration.probability(Double.POSITIVE_INFINITY)).isBetween(before, 1.0);
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("everyCalibration")
  void parameters_make_the_same_calibration_again(String id, long seed, Calibration calibration)
      throws IOException, ClassNotFoundException {
    assertThat(Calibrations.of(id, calibration.parameters())).isEqualTo(calibration);

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(calibration);
    assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
        .isEqualTo(calibration);
  }

  @Test
  void margins_that_need_no_calibration_are_read_as_they_are() {
    assertThat(new UncalibratedLogOdds().probability(Math.log(3))).isEqualTo(0.75);
    assertThat(new UncalibratedLogOdds().probability(-1000)).isZero();
    assertThat(new UncalibratedProbability().probability(0.3)).isEqualTo(0.3);
    assertThat(new UncalibratedProbability().probability(1.3)).isEqualTo(1);
    assertThat(new UncalibratedProbability().probability(-0.3)).isZero();
  }

  @Test
  void calibrated_people_keep_their_outcomes() {
    ScoredCounts margins =
        ScoredCounts.ofSorted(
            new double[] {-2, 0.5, 3}, new long[] {1, 2, 3}, new long[] {4, 5, 6});

    assertThat(new UncalibratedProbability().calibrated(margins))
        .isEqualTo(
            ScoredCounts.ofSorted(
                new double[] {0, 0.5, 1}, new long[] {1, 2, 3}, new long[] {4, 5, 6}));
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("everyCalibration")
  void a_margin_that_is_no_number_is_refused(String id, long seed, Calibration calibration) {
    assertThatThrownBy(() -> calibration.probability(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a margin must be a number, got NaN");
  }

  @Test
  void unknown_names_and_foreign_parameters_are_refused() {
    assertThatThrownBy(() -> Calibrations.of("beta", new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown calibration 'beta'; known: [log-odds, probability, platt, isotonic]");
    assertThatThrownBy(() -> Calibrations.of("platt", new double[3]))
        .hasMessage("calibration 'platt' has 2 parameters, got 3");
    assertThatThrownBy(() -> Calibrations.of("log-odds", new double[1]))
        .hasMessage("calibration 'log-odds' has 0 parameters, got 1");
    assertThatThrownBy(() -> Calibrations.of("probability", new double[1]))
        .hasMessage("calibration 'probability' has 0 parameters, got 1");
    assertThatThrownBy(() -> Calibrations.of("isotonic", new double[3]))
        .hasMessage("calibration 'isotonic' has pairs of margin and probability, got 3 parameters");
  }
}
