package org.optika.core.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NoiseMechanismsTest {

  private static final DiscreteGaussianMechanism GAUSSIAN =
      DiscreteGaussianMechanism.ofSigma(BigDecimal.TEN);

  /** One of each. */
  private static final List<NoiseMechanism> EXAMPLES =
      List.of(
          DiscreteLaplaceMechanism.withScale(Rational.of(10, 1)),
          GAUSSIAN,
          TruncatedGeometricMechanism.of(BigDecimal.ONE, new BigDecimal("1e-6"), 1),
          new GaussianThresholdMechanism(GAUSSIAN, 50),
          QuantilesMechanism.of(BigDecimal.ONE, 1, List.of(new BigDecimal("0.5"))));

  @Test
  void every_permitted_mechanism_is_registered() {
    assertThat(NoiseMechanisms.ids().stream().<Class<?>>map(NoiseMechanisms::find))
        .containsExactlyInAnyOrderElementsOf(leaves(NoiseMechanism.class).toList());
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(NoiseMechanismsTest::leaves)
        : Stream.of(type);
  }

  @Test
  void mechanisms_are_registered_under_their_own_id() {
    assertThat(EXAMPLES).hasSameSizeAs(NoiseMechanisms.ids());
    assertThat(EXAMPLES)
        .allSatisfy(
            mechanism ->
                assertThat(NoiseMechanisms.find(mechanism.id())).isEqualTo(mechanism.getClass()));
  }

  @Test
  void ids_are_the_documented_ones() {
    assertThat(NoiseMechanisms.ids())
        .containsExactly(
            "discrete-laplace",
            "discrete-gaussian",
            "truncated-geometric",
            "gaussian-threshold",
            "exponential-quantiles");
  }

  @Test
  void an_unknown_id_is_answered_with_the_known_ones() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseMechanisms.find("laplace"))
        .withMessage(
            "Unknown noise mechanism 'laplace'; known: [discrete-laplace, discrete-gaussian,"
                + " truncated-geometric, gaussian-threshold, exponential-quantiles]");
  }
}
