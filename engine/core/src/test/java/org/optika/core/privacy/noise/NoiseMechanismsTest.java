package org.optika.core.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
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

  /** Tasks on other machines draw with a copy. */
  @Test
  void a_serialized_mechanism_draws_the_same() throws Exception {
    for (NoiseMechanism mechanism : EXAMPLES) {
      NoiseMechanism copy = copyOf(mechanism);

      assertThat(copy).hasToString(mechanism.toString());
      assertThat(draws(copy)).isEqualTo(draws(mechanism));
      assertThat(Set.copyOf(draws(copy))).hasSizeGreaterThan(1);
    }
  }

  private static NoiseMechanism copyOf(NoiseMechanism mechanism) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(mechanism);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (NoiseMechanism) in.readObject();
    }
  }

  /** What is drawn for four figures, as one text each. */
  private static List<String> draws(NoiseMechanism mechanism) {
    return Stream.of("a", "b", "c", "d")
        .map(TestStreams::named)
        .map(
            bits -> {
              if (mechanism instanceof AdditiveMechanism additive) {
                return LongStream.range(0, 50).map(n -> additive.noisy(n, bits)).boxed().toList();
              }
              if (mechanism instanceof PartitionSelection selection) {
                return LongStream.range(0, 99).mapToObj(n -> selection.keeps(n, bits)).toList();
              }
              QuantilesMechanism quantiles = (QuantilesMechanism) mechanism;
              return List.of(quantiles.draw(new long[1_000_000], bits)[0]);
            })
        .map(Object::toString)
        .toList();
  }
}
