package org.optika.jobs.cards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.ChurnLabel;
import org.optika.core.scores.card.ModelKind;
import org.optika.core.scores.leakage.FindingKind;

/** docs/model-card.schema.json says what {@link ModelCardJson} writes and reads. */
class ModelCardSchemaTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final List<String> NAMES_FOR_KEYS =
      List.of(
          "/consent/purposes_by_table",
          "/model/search/parameters",
          "/provenance/delta_versions",
          "/quality/folds/figures",
          "/quality/test/figures");
  private static final Path FILE = Path.of("../docs/model-card.schema.json");

  private final JsonNode schema;
  private final JsonNode card;

  ModelCardSchemaTest() throws IOException {
    schema = MAPPER.readTree(FILE.toFile());
    card = MAPPER.readTree(ModelCardJson.write(SampleCards.card()));
  }

  @Test
  void a_written_card_fits() {
    assertThat(new JsonSchema(schema).faults(card)).isEmpty();
  }

  @Test
  void an_object_without_any_of_its_keys_or_with_another_does_not_fit() {
    Map<String, String> places = new TreeMap<>();
    objects(card, "", places);
    NAMES_FOR_KEYS.forEach(kind -> assertThat(places.remove(kind)).as(kind).isNotNull());
    for (String place : places.values()) {
      for (Map.Entry<String, JsonNode> entry : card.at(place).properties()) {
        ObjectNode changed = card.deepCopy();
        ((ObjectNode) changed.at(place)).remove(entry.getKey());
        assertThat(new JsonSchema(schema).faults(changed))
            .as(place)
            .containsExactly("%s: key '%s' is missing".formatted(place, entry.getKey()));
      }
      ObjectNode changed = card.deepCopy();
      ((ObjectNode) changed.at(place)).put("extra", 1);
      assertThat(new JsonSchema(schema).faults(changed))
          .containsExactly("%s/extra: key is not known".formatted(place));
    }
  }

  @Test
  void names_are_those_of_the_code() {
    assertThat(names("/properties/model/properties/kind/enum"))
        .isEqualTo(Arrays.stream(ModelKind.values()).map(ModelKind::id).toList());
    assertThat(names("/properties/label/properties/kind/enum")).isEqualTo(ChurnLabel.kinds());
    assertThat(names("/$defs/finding/properties/kind/enum"))
        .isEqualTo(Arrays.stream(FindingKind.values()).map(FindingKind::id).toList());
  }

  private List<String> names(String place) {
    List<String> names = new ArrayList<>();
    schema.at(place).forEach(name -> names.add(name.textValue()));
    return names;
  }

  /**
   * @param places one of each kind of place, which is the place without numbers of elements
   */
  private static void objects(JsonNode value, String place, Map<String, String> places) {
    if (value.isObject()) {
      places.putIfAbsent(place.replaceAll("/\\d+", "/*"), place);
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        objects(entry.getValue(), place + "/" + entry.getKey(), places);
      }
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      objects(value.get(i), place + "/" + i, places);
    }
  }
}
