package org.optika.spark.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LearnersTest {
  @Test
  void those_of_this_module_are_known_without_any_other() {
    assertThat(Learners.ids()).containsExactly("logistic", "forest", "blend");
    assertThat(Learners.find("blend").parts())
        .extracting(Learner::id)
        .containsExactly("logistic", "forest");
    assertThat(Learners.find(Learners.DEFAULT).parts()).allMatch(part -> part.obstacle().isEmpty());
  }

  @Test
  void the_one_of_another_module_is_told_how_to_get() {
    assertThatThrownBy(() -> Learners.find("boosted"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Learner 'boosted' is not in this build: build with -Pxgboost (the launcher: OPTIKA_MAVEN_ARGS=-Pxgboost); known: [logistic, forest, blend]");
  }

  @Test
  void an_unknown_one_is_refused_with_those_that_are_known() {
    assertThatThrownBy(() -> Learners.find("oracle"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown learner 'oracle'; known: [logistic, forest, blend]");
  }
}
