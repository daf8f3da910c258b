package org.optika.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SampleArgumentsTest {
  @Test
  void options_come_in_any_order_and_have_defaults() {
    assertThat(
            SampleArguments.parse(
                "--seed", "7", "--out", "world", "--people", "1500", "--days", "240"))
        .isEqualTo(
            new SampleArguments(
                1500, 240, 7, Exposure.MIXED, 1, ExperimentEffect.NATURAL, Path.of("world")));
    assertThat(
            SampleArguments.parse(
                    "--seed",
                    "7",
                    "--out",
                    "w",
                    "--people",
                    "1",
                    "--days",
                    "2",
                    "--exposure",
                    "randomised")
                .exposure())
        .isEqualTo(Exposure.RANDOMISED);
    assertThat(
            SampleArguments.parse(
                    "--seed",
                    "7",
                    "--out",
                    "w",
                    "--people",
                    "1",
                    "--days",
                    "2",
                    "--experiment",
                    "none")
                .experiment())
        .isEqualTo(ExperimentEffect.NONE);
  }

  @Test
  void what_is_unknown_or_missing_is_named() {
    assertThatThrownBy(() -> SampleArguments.parse("--persons", "3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Unknown option '--persons'; known: [--people, --days, --seed, --out, --exposure, --activity, --experiment]");
    assertThatThrownBy(() -> SampleArguments.parse("--people"))
        .hasMessageStartingWith("Option --people needs a value");
    assertThatThrownBy(() -> SampleArguments.parse("--people", "many"))
        .hasMessage("Option --people: expected a whole number, got 'many'");
    assertThatThrownBy(() -> SampleArguments.parse("--people", "3", "--days", "2", "--seed", "1"))
        .hasMessageStartingWith("Option --out is missing");
    assertThatThrownBy(
            () ->
                SampleArguments.parse(
                    "--people", "3", "--days", "2", "--seed", "1", "--exposure", "some"))
        .hasMessage("Option --exposure: expected one of [natural, mixed, randomised], got 'some'");
  }
}
