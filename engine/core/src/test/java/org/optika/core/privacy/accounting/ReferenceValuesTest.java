package org.optika.core.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.privacy.accounting.ReferenceValues.Computed;
import org.optika.core.privacy.accounting.ReferenceValues.OutOfScope;

/**
 * Values of other libraries: google/differential-privacy b5b0286 (dp_accounting and the Java
 * building blocks), IBM/discrete-gaussian-differential-privacy cb190d2, and closed forms.
 */
class ReferenceValuesTest {

  private static Map<String, Object> parameters(String text) {
    Map<String, Object> parameters = new HashMap<>();
    for (String each : text.split(" ")) {
      String[] nameAndValue = each.split("=");
      parameters.put(nameAndValue[0], value(nameAndValue[0], nameAndValue[1]));
    }
    return parameters;
  }

  private static Object value(String name, String text) {
    return switch (name) {
      case "mechanism" -> text;
      case "components" ->
          Arrays.stream(text.split(";")).map(ReferenceValuesTest::component).toList();
      default -> Double.valueOf(text);
    };
  }

  private static List<Object> component(String text) {
    String[] parts = text.split(",");
    List<Object> numbers = new ArrayList<>();
    for (String number : parts[1].split(":")) {
      numbers.add(Double.valueOf(number));
    }
    return List.of(
        parts[0], numbers.size() == 1 ? numbers.get(0) : numbers, Integer.valueOf(parts[2]));
  }

  private static double computed(String id, String category, String parameters) {
    ReferenceVector vector = new ReferenceVector(id, category, parameters(parameters));
    return ((Computed) ReferenceValues.answer(vector)).value();
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/accounting/reference-values.csv",
      delimiter = '|',
      numLinesToSkip = 1,
      maxCharsPerColumn = 20_000)
  void answers_are_those_of_other_libraries(
      String id, String category, String parameters, double expected, double tolerance) {
    double value = computed(id, category, parameters);

    assertThat(value).isCloseTo(expected, within(tolerance * expected));
    if (category.contains("pld")) { // as tight as dp_accounting, which is pessimistic as well
      assertThat(value).isLessThan(expected * (1 + 1e-3));
    }
  }

  /** The files ask for one of the numbers that belong together; so can others. */
  @Test
  void what_is_not_given_is_what_is_asked_for() {
    assertThat(computed("", "zcdp_to_adp_cks", "rho=0.1 epsilon=2.1419389"))
        .isCloseTo(1e-6, within(1e-12));
    assertThat(computed("", "analytic_gaussian", "sigma_eff=4.224678889326828 epsilon=1"))
        .isCloseTo(1e-6, within(1e-13));
    assertThat(computed("", "pld", "mechanism=Laplace scale_b=2 sensitivity=2 k=1 epsilon=0.5"))
        .isCloseTo(-Math.expm1(-0.25), within(1e-8));
    assertThat(computed("", "mixed_zcdp", "components=L,2,3;G,4,2 delta=1e-6"))
        .isCloseTo(ConcentratedPrivacy.epsilon(3.0 / 8 + 2.0 / 32, 1e-6), within(1e-9));
    assertThat(computed("", "mixed_naive", "components=L,2,3;G,4,2 delta=1e-6"))
        .isCloseTo(1.5 + 2 * AnalyticGaussian.epsilon(4, 5e-7), within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rdp", "mixed_rdp", "google_java_sigma_1e-3"})
  void what_is_out_of_scope_says_why(String category) {
    assertThat(ReferenceValues.answer(new ReferenceVector("", category, Map.of())))
        .isInstanceOfSatisfying(
            OutOfScope.class, answer -> assertThat(answer.reason()).isNotBlank());
    assertThat(ReferenceValues.categories()).contains(category).hasSize(22);
  }

  @Test
  void questions_that_cannot_be_understood_are_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> computed("v1", "pdl", "k=1"))
        .withMessageStartingWith(
            "vector 'v1': unknown category 'pdl'; known: [analytic_gaussian, ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> computed("v2", "pld", "b=1 delta=1e-6"))
        .withMessage("vector 'v2': parameter 'k' must be a number, got null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> computed("v3", "pld", "b=1 k=1.5 delta=1e-6"))
        .withMessage("vector 'v3': parameter 'k' must be a whole number, got 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> computed("v4", "pld", "mechanism=Staircase k=1 delta=1e-6"))
        .withMessage(
            "vector 'v4': unknown mechanism 'Staircase'; known: [Laplace, Gaussian, DiscreteLaplace, DiscreteGaussian]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> computed("v5", "pld_mixed", "components=X,1,1 delta=1e-6"))
        .withMessage("vector 'v5': unknown kind 'X' of component; known: [L, G, DL, DG, ED]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> computed("v6", "report_sigma", "metrics=2 epsilon=1 delta=1e-6"))
        .withMessage(
            "vector 'v6': the id must begin with 'joint' or 'naive' to say how the report is made");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ReferenceValues.answer(
                    new ReferenceVector("v7", "pld_mixed", Map.of("components", 1, "delta", 1e-6))))
        .withMessage("vector 'v7': parameter 'components' must be a list, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ReferenceValues.answer(
                    new ReferenceVector(
                        "v8",
                        "pld_mixed",
                        Map.of("components", List.of(List.of("L", 1)), "delta", 1e-6))))
        .withMessage(
            "vector 'v8': a component has a kind, a parameter and a number of uses, got [L, 1]");
  }
}
