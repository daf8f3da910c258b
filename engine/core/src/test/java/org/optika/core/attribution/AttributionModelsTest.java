package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AttributionModelsTest {
  private final AttributionModels models = AttributionModels.with(ModelParameters.defaults());

  @Test
  void every_permitted_model_is_registered() {
    Set<Class<?>> registered =
        models.all().stream().map(Object::getClass).collect(Collectors.toSet());

    assertThat(registered)
        .containsExactlyInAnyOrderElementsOf(leaves(AttributionModel.class).toList());
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(AttributionModelsTest::leaves)
        : Stream.of(type);
  }

  @Test
  void ids_are_the_documented_ones() {
    assertThat(AttributionModels.ids())
        .containsExactly(
            "first-touch",
            "last-touch",
            "last-non-direct",
            "linear",
            "position-based",
            "time-decay",
            "markov-1",
            "markov-2",
            "markov-3",
            "markov-4",
            "shapley");
  }

  @Test
  void an_unknown_id_is_answered_with_the_known_ones() {
    assertThatThrownBy(() -> models.find("lineer"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Unknown attribution model 'lineer'; known: [first-touch, last-touch, last-non-direct,"
                + " linear, position-based, time-decay, markov-1, markov-2, markov-3, markov-4,"
                + " shapley]");
  }

  @Test
  void all_but_markov_credit_a_single_journey() {
    assertThat(models.all().stream().filter(model -> model.perJourney().isEmpty()))
        .allMatch(MarkovModel.class::isInstance)
        .hasSize(4);
  }
}
