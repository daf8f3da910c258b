package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void maps_lists_and_values_are_written_in_their_order() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("b", 1);
    json.put("a", List.of("x", 0.25, true));
    json.put("none", Map.of());
    json.put("empty", List.of());

    assertThat(JsonText.of(json))
        .isEqualTo(
            """
            {
              "b": 1,
              "a": [
                "x",
                0.25,
                true
              ],
              "none": {},
              "empty": []
            }
            """);
  }

  @Test
  void numbers_that_json_does_not_know_are_null() {
    List<Object> values = Arrays.asList(Double.NaN, Double.NEGATIVE_INFINITY, null, 1e-20);

    assertThat(JsonText.of(values).replaceAll("\\s", "")).isEqualTo("[null,null,null,1.0E-20]");
  }

  @Test
  void texts_are_escaped() {
    assertThat(JsonText.of("say \"hi\" \\ é\n\u0001"))
        .isEqualTo("\"say \\\"hi\\\" \\\\ é\\u000a\\u0001\"\n");
  }
}
