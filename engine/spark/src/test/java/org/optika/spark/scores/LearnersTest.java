package org.optika.spark.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.scores.model.BoostedFit;
import org.optika.core.scores.search.ParameterSet;

class LearnersTest {
  @Test
  void those_of_this_module_are_known_without_any_other() {
    assertThat(Learners.ids()).containsExactly("logistic", "forest", "boosted", "blend");
    assertThat(Learners.find("blend").parts())
        .extracting(Learner::id)
        .containsExactly("logistic", "boosted");
    assertThat(Learners.find(Learners.DEFAULT).parts()).allMatch(part -> part.obstacle().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"logistic", "forest", "boosted", "blend"})
  void a_search_starts_from_what_a_learner_is(String id) {
    Learners.Choice usual = Learners.find(id);

    assertThat(usual.trials()).isZero();
    assertThat(usual.searched(3).trials()).isEqualTo(3);
    assertThat(usual.with(usual.searched(3).search(1).sets().get(0))).isEqualTo(usual);
  }

  @Test
  void parts_take_their_own_parameters_of_a_set_for_all_of_them() {
    ParameterSet set =
        new ParameterSet(
            Map.of(
                "ridge",
                0.1,
                "bend-ridge",
                0.2,
                "depth",
                4.0,
                "step",
                0.1,
                "row-share",
                0.8,
                "column-share",
                0.6,
                "fewest-in-leaf",
                9.0,
                "leaf-ridge",
                1.5));

    Learners.Choice blend = Learners.find("blend").searched(1).with(set);

    assertThat(blend.trials()).isZero();
    assertThat(blend.parts())
        .containsExactly(
            new LogisticLearner(0.1, 0.2),
            new BoostedLearner(new BoostedFit(600, 4, 0.1, 0.8, 0.6, 9, 1.5)));
    assertThat(blend.summary())
        .isEqualTo(
            "logistic regression with linear splines, ridge 0.1, of bends 0.2 and gradient boosting of at most 600 trees, depth 4, step 0.1, each on 80 % of the rows and 60 % of the columns, at least 9 people a leaf, learnt from at most 200,000 people, weighted by how well they do on people they have not seen");
  }

  @Test
  void summaries_tell_the_usual_parameters() {
    assertThat(Learners.find("blend").summary())
        .isEqualTo(
            "logistic regression with linear splines, ridge 0.001, of bends 0.01 and gradient boosting of at most 600 trees, depth 3, step 0.05, each on 70 % of the rows and 50 % of the columns, at least 20 people a leaf, learnt from at most 200,000 people, weighted by how well they do on people they have not seen");
    assertThat(new ForestLearner(60, 4, 9, new ColumnsASplit(1.5, ColumnsASplit.Of.ROOT)).summary())
        .isEqualTo(
            "random forest of 60 trees, depth 4, at least 9 people a leaf, 1.5 times the root of the columns a split");
    assertThat(UpliftBases.summary("forest"))
        .isEqualTo("random forest of 100 trees, depth 6, at least 20 people a leaf");
  }

  @Test
  void nothing_to_search_is_refused() {
    assertThatThrownBy(() -> new Learners.Choice("fixed", List.of(), 0).searched(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Learner 'fixed' has no parameters to search");
    assertThatThrownBy(() -> Learners.find("logistic").searched(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trials must be in [1, 1000], got 0");
  }

  /** The numbers that MLlib takes for sqrt, onethird and all, by its source. */
  @Test
  void columns_a_split_are_those_of_mllib() {
    for (int columns = 1; columns <= 1000; columns++) {
      assertThat(ColumnsASplit.ROOT.among(columns)).isEqualTo((int) Math.ceil(Math.sqrt(columns)));
      assertThat(ColumnsASplit.THIRD.among(columns)).isEqualTo((int) Math.ceil(columns / 3.0));
      assertThat(ColumnsASplit.ALL.among(columns)).isEqualTo(columns);
    }
    ColumnsASplit threeRoots = new ColumnsASplit(3, ColumnsASplit.Of.ROOT);
    assertThat(threeRoots.among(4)).isEqualTo(4);
    assertThat(threeRoots.among(100)).isEqualTo(30);
  }

  @Test
  void the_one_of_another_module_is_told_how_to_get() {
    assertThatThrownBy(() -> Learners.find("xgboost"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Learner 'xgboost' is not in this build: build with -Pxgboost (the launcher: OPTIKA_MAVEN_ARGS=-Pxgboost); known: [logistic, forest, boosted, blend]");
  }

  @Test
  void an_unknown_one_is_refused_with_those_that_are_known() {
    assertThatThrownBy(() -> Learners.find("oracle"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown learner 'oracle'; known: [logistic, forest, boosted, blend]");
  }
}
