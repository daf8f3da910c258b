package org.optika.core.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.model.ForestModel;
import org.optika.core.scores.model.LinearModel;
import org.optika.core.scores.model.StackedModel;
import org.optika.core.scores.model.TreeBuilder;
import org.optika.core.scores.quality.PlattCalibration;

class ScoringModelTest {
  /** Columns of the encoded row: orders, plan = monthly, plan = yearly, age, age not known. */
  private static final ScoringModel MODEL = model();

  private static ScoringModel model() {
    ColumnCounts counts =
        new ColumnCounts(
            List.of(
                new RawColumn("orders", RawColumn.Kind.NUMBER),
                new RawColumn("plan", RawColumn.Kind.TEXT),
                new RawColumn("age", RawColumn.Kind.NUMBER)));
    for (int i = 0; i < 20; i++) {
      counts.add(cells(i % 2, i == 0 ? Double.NaN : 40, i < 10 ? "monthly" : "yearly"));
    }
    LinearModel linear =
        new LinearModel(
            new double[] {-1, 0.5, -0.5, 0.01, 0.2}, 0.1, new double[] {0.5, 0.5, 0.5, 40, 0.05});
    ForestModel forest =
        ForestModel.mean(
            5, List.of(new TreeBuilder().split(1, 0.5, 20).leaf(0.1, 10).leaf(0.7, 10).build()));
    return new ScoringModel(
        Encoding.of(counts),
        new StackedModel(List.of(linear, forest), new double[] {1, 2}, -0.3),
        new PlattCalibration(0.9, -0.2));
  }

  @Test
  void a_margin_goes_through_encoding_model_and_calibration() {
    Scorer scorer = MODEL.scorer();
    RawCells cells = cells(2, Double.NaN, "monthly");

    double linear = 0.1 - 2 + 0.5 + 0.01 * 40 + 0.2;
    double margin = -0.3 + linear + 2 * 0.7;

    assertThat(scorer.margin(cells)).isCloseTo(margin, within(1e-12));
    assertThat(scorer.probability(cells))
        .isCloseTo(1 / (1 + Math.exp(-(0.9 * margin - 0.2))), within(1e-12));
  }

  @Test
  void contributions_of_a_raw_column_are_those_of_its_columns_and_add_up() {
    Scorer scorer = MODEL.scorer();
    double[] contributions = new double[3];

    scorer.contributions(cells(2, Double.NaN, "monthly"), contributions);

    assertThat(contributions[0]).as("-1 x (2 - 0.5)").isCloseTo(-1.5, within(1e-12));
    assertThat(contributions[1])
        .as("0.5 x 0.5 + 0.5 x 0.5 of the line, 2 x (0.7 - 0.4) of the tree")
        .isCloseTo(1.1, within(1e-12));
    assertThat(contributions[2]).as("0.2 x 0.95").isCloseTo(0.19, within(1e-12));
    assertThat(Arrays.stream(contributions).sum())
        .isCloseTo(
            scorer.margin(cells(2, Double.NaN, "monthly")) - MODEL.model().baseMargin(),
            within(1e-12));
  }

  @Test
  void what_is_stored_is_read_back_to_the_last_bit() {
    byte[] bytes = ScoringModelBytes.write(MODEL);

    ScoringModel read = ScoringModelBytes.read(bytes);

    assertThat(ScoringModelBytes.write(read)).isEqualTo(bytes);
    assertThat(read.encoding()).isEqualTo(MODEL.encoding());
    RawCells cells = cells(3, 17, "yearly");
    assertThat(read.scorer().probability(cells)).isEqualTo(MODEL.scorer().probability(cells));
  }

  @Test
  void bytes_that_are_cut_are_refused_wherever_it_is() {
    byte[] bytes = ScoringModelBytes.write(MODEL);

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ScoringModelBytes.read(cut))
          .as("%s bytes", length)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> ScoringModelBytes.read(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a scoring model has 1 bytes after its end");
  }

  @Test
  void another_version_is_refused() {
    byte[] bytes = ScoringModelBytes.write(MODEL);
    bytes[3] = 9;

    assertThatThrownBy(() -> ScoringModelBytes.read(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a scoring model of version 9; known: 1");
  }

  @Test
  void an_encoding_has_to_fit_its_model() {
    assertThatThrownBy(
            () ->
                new ScoringModel(
                    MODEL.encoding(),
                    new LinearModel(new double[] {1}, 0, new double[] {0}),
                    new PlattCalibration(1, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the encoding makes 5 numbers, the model takes 1");
  }

  private static RawCells cells(double orders, double age, String plan) {
    return new RawCells(new double[] {orders, age}, new String[] {plan});
  }
}
