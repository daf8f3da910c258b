package org.optika.core.privacy.accounting;

import static java.util.Map.entry;
import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.optika.core.privacy.noise.AdditiveMechanism;
import org.optika.core.privacy.noise.DiscreteGaussianMechanism;
import org.optika.core.privacy.noise.DiscreteLaplaceMechanism;
import org.optika.core.privacy.noise.Rational;
import org.optika.core.privacy.noise.TruncatedGeometricMechanism;

/**
 * Computes what a file of reference values asks for, from the parameters in the file alone.
 *
 * <p>A category is computed, or it is out of scope for a stated reason. A new one is one line in
 * {@link #COMPUTED}.
 */
public final class ReferenceValues {

  /** The answer to a vector. */
  public sealed interface Answer permits Computed, OutOfScope {}

  /** What the engine says. */
  public record Computed(double value) implements Answer {}

  /** Why the engine does not say anything. */
  public record OutOfScope(String reason) implements Answer {}

  private static final Map<String, ToDoubleFunction<ReferenceVector>> COMPUTED =
      Map.ofEntries(
          entry("pld", ReferenceValues::lossDistribution),
          entry("pld_mixed", ReferenceValues::mixByLosses),
          entry("mixed_pld", ReferenceValues::mixByLosses),
          entry("mixed_zcdp", ReferenceValues::mixByRho),
          entry("mixed_naive", ReferenceValues::mixByBasicComposition),
          entry("optimal_composition", ReferenceValues::optimalComposition),
          entry("zcdp_to_adp_bun_steinke", ReferenceValues::bunSteinke),
          entry("zcdp_to_adp_cks", ReferenceValues::concentrated),
          entry("analytic_gaussian", ReferenceValues::analyticGaussian),
          entry("analytic_gaussian_sigma", ReferenceValues::analyticGaussianSigma),
          entry("dgauss_exact_delta", ReferenceValues::discreteGaussianDelta),
          entry("noise_thresholding", ReferenceValues::threshold),
          entry("confidence_interval", ReferenceValues::laplaceInterval),
          entry("dlap_ci", ReferenceValues::discreteLaplaceInterval),
          entry("report_sigma", ReferenceValues::reportSigma),
          entry("dgauss_moments", ReferenceValues::discreteGaussianMoment),
          entry("dlap_moments", ReferenceValues::discreteLaplaceMoment),
          entry("partition_selection_truncated_geometric", ReferenceValues::keepProbability),
          entry("partition_selection_hard_threshold", ReferenceValues::hardThreshold));

  private static final Map<String, String> OUT_OF_SCOPE =
      Map.of(
          "rdp",
          "Rényi orders are not accounted: loss distributions are tighter",
          "mixed_rdp",
          "Rényi orders are not accounted: loss distributions are tighter",
          "google_java_sigma_1e-3",
          "where another library's search stops, not a property of noise");

  private ReferenceValues() {}

  /**
   * @throws IllegalArgumentException if the category is unknown, or a parameter is missing or of
   *     another kind
   */
  public static Answer answer(ReferenceVector vector) {
    if (OUT_OF_SCOPE.containsKey(vector.category())) {
      return new OutOfScope(OUT_OF_SCOPE.get(vector.category()));
    }
    ToDoubleFunction<ReferenceVector> computation = COMPUTED.get(vector.category());
    require(
        computation != null,
        "vector '%s': unknown category '%s'; known: %s",
        vector.id(),
        vector.category(),
        categories());
    return new Computed(computation.applyAsDouble(vector));
  }

  /** All known categories, those out of scope included; sorted. */
  public static Set<String> categories() {
    Set<String> all = new TreeSet<>(COMPUTED.keySet());
    all.addAll(OUT_OF_SCOPE.keySet());
    return all;
  }

  private static double lossDistribution(ReferenceVector vector) {
    PrivacyLossDistribution losses =
        new Charge(mechanism(vector), vector.whole("k")).lossDistribution();
    return vector.has("delta")
        ? losses.epsilon(vector.number("delta"))
        : losses.delta(vector.number("epsilon"));
  }

  /** A vector that names no mechanism but a scale b is about Laplace noise. */
  private static MechanismCost mechanism(ReferenceVector vector) {
    double sensitivity = vector.number("sensitivity", 1);
    if (!vector.has("mechanism")) {
      return new LaplaceCost(vector.number("b") / sensitivity);
    }
    String name = String.valueOf(vector.parameters().get("mechanism"));
    return switch (name) {
      case "Laplace" -> new LaplaceCost(vector.number("scale_b") / sensitivity);
      case "Gaussian" -> new GaussianCost(vector.number("sigma") / sensitivity);
      case "DiscreteLaplace" ->
          new DiscreteLaplaceCost(vector.number("parameter_a"), (long) sensitivity);
      case "DiscreteGaussian" ->
          new DiscreteGaussianCost(vector.number("sigma"), (long) sensitivity);
      default ->
          throw new IllegalArgumentException(
              "vector '%s': unknown mechanism '%s'; known: [Laplace, Gaussian, DiscreteLaplace, DiscreteGaussian]"
                  .formatted(vector.id(), name));
    };
  }

  private static double mixByLosses(ReferenceVector vector) {
    PrivacyLossDistribution losses = PrivacyLossDistribution.none();
    for (Charge charge : mix(vector)) {
      losses = losses.plus(charge.lossDistribution());
    }
    return losses.epsilon(vector.number("delta"));
  }

  private static double mixByRho(ReferenceVector vector) {
    double rho =
        vector.has("rho")
            ? vector.number("rho")
            : mix(vector).stream().mapToDouble(charge -> charge.zcdpRho().orElseThrow()).sum();
    return ConcentratedPrivacy.epsilon(rho, vector.number("delta"));
  }

  /** Pure epsilons add up; delta is split evenly over the uses of Gaussian noise. */
  private static double mixByBasicComposition(ReferenceVector vector) {
    List<Charge> mix = mix(vector);
    int gaussians =
        mix.stream()
            .filter(c -> c.mechanism() instanceof GaussianCost)
            .mapToInt(Charge::count)
            .sum();
    double sum = 0;
    for (Charge charge : mix) {
      if (charge.mechanism() instanceof GaussianCost gaussian) {
        double delta = vector.number("delta") / gaussians;
        sum += charge.count() * AnalyticGaussian.epsilon(gaussian.sigma(), delta);
      } else {
        sum += charge.pureEpsilon().orElseThrow();
      }
    }
    return sum;
  }

  private static List<Charge> mix(ReferenceVector vector) {
    return vector.has("components")
        ? vector.list("components").stream().map(each -> component(vector, each)).toList()
        : hundredQueries();
  }

  /**
   * The mix that vectors without components are about: query i of 0 to 99 has Laplace noise of
   * scale 5 + i/4 if i is even, and Gaussian noise of sigma 10 + i/2 if it is odd.
   */
  private static List<Charge> hundredQueries() {
    return IntStream.range(0, 100)
        .mapToObj(i -> i % 2 == 0 ? new LaplaceCost(5 + 0.25 * i) : new GaussianCost(10 + 0.5 * i))
        .map(Charge::of)
        .toList();
  }

  /** A list of kind, parameter and number of uses. */
  private static Charge component(ReferenceVector vector, Object component) {
    List<?> parts = vector.list(component, "components");
    require(
        parts.size() == 3,
        "vector '%s': a component has a kind, a parameter and a number of uses, got %s",
        vector.id(),
        parts);
    String kind = String.valueOf(parts.get(0));
    List<Double> numbers = new ArrayList<>();
    for (Object number :
        parts.get(1) instanceof List<?> several ? several : List.of(parts.get(1))) {
      numbers.add(vector.number(number, "components"));
    }
    MechanismCost mechanism =
        switch (kind) {
          case "L" -> new LaplaceCost(numbers.get(0));
          case "G" -> new GaussianCost(numbers.get(0));
          case "DL" -> new DiscreteLaplaceCost(numbers.get(0), 1);
          case "DG" -> new DiscreteGaussianCost(numbers.get(0), 1);
          case "ED" -> new BoxCost(numbers.get(0), numbers.get(1));
          default ->
              throw new IllegalArgumentException(
                  "vector '%s': unknown kind '%s' of component; known: [L, G, DL, DG, ED]"
                      .formatted(vector.id(), kind));
        };
    return new Charge(mechanism, vector.whole(parts.get(2), "components"));
  }

  private static double optimalComposition(ReferenceVector vector) {
    return new Charge(new BoxCost(vector.number("eps0"), 0), vector.whole("k"))
        .lossDistribution()
        .epsilon(vector.number("delta"));
  }

  private static double bunSteinke(ReferenceVector vector) {
    return ConcentratedPrivacy.epsilonBunSteinke(vector.number("rho"), vector.number("delta"));
  }

  /** Of rho, epsilon and delta the one that is missing. */
  private static double concentrated(ReferenceVector vector) {
    if (!vector.has("rho")) {
      return ConcentratedPrivacy.rho(vector.number("epsilon"), vector.number("delta"));
    }
    return vector.has("delta")
        ? ConcentratedPrivacy.epsilon(vector.number("rho"), vector.number("delta"))
        : ConcentratedPrivacy.delta(vector.number("rho"), vector.number("epsilon"));
  }

  private static double analyticGaussian(ReferenceVector vector) {
    double sigma = vector.number("sigma_eff");
    return vector.has("delta")
        ? AnalyticGaussian.epsilon(sigma, vector.number("delta"))
        : AnalyticGaussian.delta(sigma, vector.number("epsilon"));
  }

  private static double analyticGaussianSigma(ReferenceVector vector) {
    return vector.number("l2", 1)
        * AnalyticGaussian.sigma(vector.number("epsilon"), vector.number("delta"));
  }

  private static double discreteGaussianDelta(ReferenceVector vector) {
    return new DiscreteGaussianCost(
            Math.sqrt(vector.number("sigma2")), (long) vector.number("sensitivity", 1))
        .delta(vector.number("epsilon"));
  }

  /** Where delta is split between noise and threshold, the noise is Gaussian. */
  private static double threshold(ReferenceVector vector) {
    double epsilon = vector.number("epsilon");
    int groups = vector.whole("l0");
    return vector.has("delta_noise")
        ? NoiseThreshold.gaussian(
            epsilon, vector.number("delta_noise"), vector.number("delta_threshold"), groups)
        : NoiseThreshold.laplace(epsilon, vector.number("delta"), groups);
  }

  private static double laplaceInterval(ReferenceVector vector) {
    double sensitivity = vector.number("l0", 1) * vector.number("linf", 1);
    return NoiseInterval.laplace(sensitivity / vector.number("epsilon"), vector.number("alpha"));
  }

  private static double discreteLaplaceInterval(ReferenceVector vector) {
    return NoiseInterval.discreteLaplace(vector.number("epsilon"), vector.number("alpha"));
  }

  /**
   * Of m metrics that are one query, each gets sqrt(m) times the noise of one; of m queries by
   * themselves, each has its part of epsilon and delta. Both ways have the same parameters; the id
   * begins with the way.
   */
  private static double reportSigma(ReferenceVector vector) {
    int metrics = vector.whole("metrics");
    double epsilon = vector.number("epsilon");
    double delta = vector.number("delta");
    if (vector.id().startsWith("joint")) {
      return Math.sqrt(metrics) * AnalyticGaussian.sigma(epsilon, delta);
    }
    require(
        vector.id().startsWith("naive"),
        "vector '%s': the id must begin with 'joint' or 'naive' to say how the report is made",
        vector.id());
    return AnalyticGaussian.sigma(epsilon / metrics, delta / metrics);
  }

  private static double keepProbability(ReferenceVector vector) {
    return selection(vector).keepProbability(vector.whole("n")).doubleValue();
  }

  private static double hardThreshold(ReferenceVector vector) {
    return selection(vector).hardThreshold();
  }

  private static TruncatedGeometricMechanism selection(ReferenceVector vector) {
    return TruncatedGeometricMechanism.of(
        decimal(vector, "epsilon"), decimal(vector, "delta"), vector.whole("l0"));
  }

  private static double discreteGaussianMoment(ReferenceVector vector) {
    double sigma = vector.number("sigma");
    Rational variance = Rational.of(decimal(vector, "sigma").pow(2));
    return moment(
        vector,
        DiscreteGaussianMechanism.withSigmaSquared(variance),
        x -> Math.exp(-x * x / (2 * sigma * sigma)));
  }

  private static double discreteLaplaceMoment(ReferenceVector vector) {
    double sensitivity = vector.number("sensitivity", 1);
    double perStep = vector.number("epsilon") / sensitivity;
    return moment(
        vector,
        DiscreteLaplaceMechanism.of(
            decimal(vector, "epsilon"), BigInteger.valueOf((long) sensitivity)),
        x -> Math.exp(-perStep * Math.abs(x)));
  }

  /**
   * The probability of x where there is one; else the id says which moment.
   *
   * @param beside probability of x beside that of 0
   */
  private static double moment(
      ReferenceVector vector, AdditiveMechanism noise, DoubleUnaryOperator beside) {
    if (vector.has("x")) {
      return noise.probabilityOfZero().doubleValue() * beside.applyAsDouble(vector.number("x"));
    }
    if (vector.id().contains("_mae_")) {
      return noise.meanAbsoluteError().doubleValue();
    }
    require(
        vector.id().contains("_var_"),
        "vector '%s': the id must contain '_mae_' or '_var_' to say which moment is asked for",
        vector.id());
    return noise.variance().doubleValue();
  }

  private static BigDecimal decimal(ReferenceVector vector, String name) {
    return BigDecimal.valueOf(vector.number(name));
  }
}
