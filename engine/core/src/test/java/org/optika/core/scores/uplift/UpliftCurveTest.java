package org.optika.core.scores.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.scores.uplift.People.control;
import static org.optika.core.scores.uplift.People.treated;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UpliftCurveTest {
  private static final UpliftCounts FOUR =
      People.of(treated(4, 1), control(3, 1), treated(2, 1), control(2, 0)).counts();

  @Test
  void qini_gains_for_as_many_as_were_treated() {
    List<CurvePoint> points = UpliftCurve.QINI.points(FOUR, 100);

    assertThat(points)
        .containsExactly(
            new CurvePoint(0, 0), new CurvePoint(1, 1), new CurvePoint(2, 0), new CurvePoint(4, 1));
  }

  @Test
  void uplift_gains_for_all_people() {
    List<CurvePoint> points = UpliftCurve.UPLIFT.points(FOUR, 100);

    assertThat(points)
        .containsExactly(
            new CurvePoint(0, 0), new CurvePoint(1, 1), new CurvePoint(2, 0), new CurvePoint(4, 2));
  }

  @Test
  void a_long_curve_is_thinned_to_equal_steps_and_keeps_its_end() {
    double[][] rows =
        IntStream.range(0, 1001)
            .mapToObj(i -> i % 2 == 0 ? treated(i, 1) : control(i, 0))
            .toArray(double[][]::new);

    List<CurvePoint> points = UpliftCurve.QINI.points(People.of(rows).counts(), 11);

    assertThat(points)
        .extracting(CurvePoint::people)
        .containsExactly(
            0.0, 101.0, 201.0, 301.0, 401.0, 501.0, 601.0, 701.0, 801.0, 901.0, 1001.0);
    assertThat(points.get(10).gain()).isEqualTo(501);
  }

  @Test
  void one_point_is_no_curve() {
    assertThatThrownBy(() -> UpliftCurve.QINI.points(FOUR, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a curve needs at least 2 points, got 1");
  }
}
