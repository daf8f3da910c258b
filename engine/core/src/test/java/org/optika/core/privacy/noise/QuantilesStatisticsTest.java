package org.optika.core.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Accuracy over a thousand draws; the means have standard errors below a hundredth of the bounds.
 */
@Tag("slow")
@Tag("statistics")
class QuantilesStatisticsTest {

  @ParameterizedTest
  @CsvSource({"0.5, 0.001", "0.9, 0.001", "0.99, 0.001", "0.5 0.9 0.99, 0.002"})
  void mean_rank_errors_stay_below(String quantiles, double bound) {
    String[] wanted = quantiles.split(" ");
    QuantilesMechanism mechanism =
        QuantilesMechanism.of(BigDecimal.ONE, 1, Stream.of(wanted).map(BigDecimal::new).toList());

    double[] errors =
        new SkewedValues(42)
            .meanRankErrors(
                mechanism, Stream.of(wanted).mapToDouble(Double::parseDouble).toArray(), 1_000);

    System.out.printf("quantiles %s: rank errors %s%n", quantiles, Arrays.toString(errors));
    assertThat(Arrays.stream(errors).max().orElseThrow()).isLessThan(bound);
  }
}
