package org.optika.boost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.model.ForestModel;

class BoosterTreesTest {
  /** Splits feature 1 at 0.5: below it 0.25, else feature 0 at 2: below -0.5, else 1. */
  private static final String TREE =
      """
      {"left_children": [1, -1, 3, -1, -1], "right_children": [2, -1, 4, -1, -1],
       "split_indices": [1, 0, 0, 0, 0], "split_type": [0, 0, 0, 0, 0],
       "split_conditions": [5E-1, 2.5E-1, 2E0, -5E-1, 1E0], "sum_hessian": [8, 4, 4, 1, 3]}
      """;

  private static final String STUMP =
      """
      {"left_children": [-1], "right_children": [-1], "split_indices": [0], "split_type": [0],
       "split_conditions": [1E-1], "sum_hessian": [8]}
      """;

  private static String booster(String kind, String objective, String baseScore, String trees) {
    return """
        {"learner": {
          "gradient_booster": {"name": "%s", "model": {"trees": [%s]}},
          "learner_model_param": {"base_score": "%s"},
          "objective": {"name": "%s"}}}
        """
        .formatted(kind, trees, baseScore, objective);
  }

  private static ForestModel read(String json) {
    return BoosterTrees.read(json.getBytes(StandardCharsets.UTF_8), 4, new int[] {3, 1});
  }

  @Test
  void features_of_the_booster_are_columns_of_the_row_and_trees_are_added_to_the_base_score() {
    ForestModel model = read(booster("gbtree", "binary:logistic", "[2.5E-1]", TREE + "," + STUMP));

    double start = Math.log(0.25 / 0.75) + 0.1;
    assertThat(model.margin(new double[] {9, 0.4, 9, 9})).isCloseTo(start + 0.25, within(1e-7));
    assertThat(model.margin(new double[] {9, 0.5, 9, 1.9})).isCloseTo(start - 0.5, within(1e-7));
    assertThat(model.margin(new double[] {9, 0.5, 9, 2})).isCloseTo(start + 1, within(1e-7));
  }

  @Test
  void a_base_score_may_stand_without_brackets() {
    ForestModel model = read(booster("gbtree", "binary:logistic", "5E-1", STUMP));

    assertThat(model.margin(new double[4])).isEqualTo((double) 0.1f);
  }

  /** Expected value by the hessians: 4/8 · 0.25 + 4/8 · (1/4 · -0.5 + 3/4 · 1) = 0.4375. */
  @Test
  void branches_are_weighed_by_their_hessians() {
    assertThat(read(booster("gbtree", "binary:logistic", "[5E-1]", TREE)).baseMargin())
        .isCloseTo(0.4375, within(1e-12));
  }

  @Test
  void other_models_are_refused() {
    assertThatThrownBy(() -> read(booster("gbtree", "reg:squarederror", "5E-1", STUMP)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a booster of binary:logistic, got reg:squarederror");
    assertThatThrownBy(() -> read(booster("dart", "binary:logistic", "5E-1", STUMP)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a booster of kind gbtree, got dart");
    assertThatThrownBy(() -> read(booster("gbtree", "binary:logistic", "[1E0]", STUMP)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a base score between 0 and 1, got [1E0]");
  }

  @Test
  void splits_by_categories_are_refused() {
    String categories = TREE.replace("\"split_type\": [0, 0, 0", "\"split_type\": [0, 0, 1");

    assertThatThrownBy(() -> read(booster("gbtree", "binary:logistic", "5E-1", categories)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("node 2 splits by categories, which no column of an encoding has");
  }

  @Test
  void what_is_no_json_is_refused() {
    assertThatThrownBy(() -> read("binf"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a booster that is no JSON");
  }
}
