package org.optika.core.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensitiveColumnsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"gender", "Gender", "customer_sex", "hasDisability", "HEALTH_SCORE", "religion2"})
  void a_column_is_told_by_the_words_in_its_name(String column) {
    assertThat(SensitiveColumns.isSensitive(column)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sextant_orders", "tenure", "Partner", "healthy2go", "Contract"})
  void other_words_are_not_sensitive(String column) {
    assertThat(SensitiveColumns.isSensitive(column)).isFalse();
  }

  @Test
  void a_reason_lets_a_column_in() {
    List<String> columns = List.of("gender", "tenure", "religion");

    assertThat(SensitiveColumns.toLeaveOut(columns, Map.of()))
        .containsExactly("gender", "religion");
    assertThat(SensitiveColumns.toLeaveOut(columns, Map.of("gender", "equal treatment test")))
        .containsExactly("religion");
  }

  @Test
  void a_reason_must_say_something_and_be_of_a_column() {
    assertThatThrownBy(() -> SensitiveColumns.toLeaveOut(List.of("sex"), Map.of("sex", " ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Column 'sex' needs a reason that can stand in a model card");
    assertThatThrownBy(() -> SensitiveColumns.toLeaveOut(List.of("sex"), Map.of("race", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A reason is given for column 'race', which is not there; columns: [sex]");
  }
}
