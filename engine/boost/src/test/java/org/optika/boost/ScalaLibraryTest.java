package org.optika.boost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalaLibraryTest {
  @ParameterizedTest
  @ValueSource(strings = {"2.13.17", "2.13.18", "2.13.100", "2.13.17-bin-1", "2.13.17.1"})
  void the_one_of_spark_and_later_ones_will_do(String found) {
    assertThat(ScalaLibrary.obstacle(found)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2.13.13", "2.13.16", "2.13.2", "2.12.18", "3.3.17", "2.13", "", "2.13.170x"})
  void every_other_one_is_refused_in_one_line(String found) {
    assertThat(ScalaLibrary.obstacle(found))
        .contains(
            "expected a scala-library of 2.13 from 2.13.17 on, found %s; pin org.scala-lang:scala-library to 2.13.17"
                .formatted(found));
  }

  @Test
  void the_class_path_of_this_module_has_a_library_that_will_do() {
    assertThat(ScalaLibrary.obstacle()).isEmpty();
  }
}
