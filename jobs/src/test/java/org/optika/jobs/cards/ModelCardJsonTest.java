package org.optika.jobs.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.scores.card.ModelCard;
import org.optika.core.scores.quality.Curves;
import org.optika.core.scores.quality.Curves.Cut;
import org.optika.jobs.UserErrorException;

class ModelCardJsonTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final ObjectNode json = tree(ModelCardJson.write(SampleCards.card()));

  @Test
  void a_card_reads_back_as_it_was() {
    ModelCard card = SampleCards.card();

    String written = ModelCardJson.write(card);
    ModelCard read = ModelCardJson.read(written);

    assertThat(read).isEqualTo(card);
    assertThat(ModelCardJson.write(read)).isEqualTo(written);
  }

  @Test
  void keys_stand_in_the_order_of_the_records() {
    assertThat(keys(json))
        .containsExactly(
            "format",
            "model",
            "use",
            "label",
            "timing",
            "provenance",
            "consent",
            "manifest",
            "quality",
            "fairness",
            "leakage",
            "features",
            "retraining",
            "small_cell");
    assertThat(keys(json.at("/provenance/delta_versions")))
        .containsExactly("conversion", "customer", "touchpoint");
    assertThat(keys(json.at("/quality/test/figures")))
        .containsExactly("auc", "pr_auc", "brier", "log_loss", "ece10", "lift10");
  }

  @Test
  void values_have_the_form_that_is_documented() {
    assertThat(json.at("/format").textValue()).isEqualTo("optika-model-card-1");
    assertThat(json.at("/model/search/parameters/ridge").doubleValue()).isEqualTo(0.0021);
    assertThat(json.at("/model/search/usual_log_loss").doubleValue()).isEqualTo(0.41234);
    assertThat(json.at("/label/kind").textValue()).isEqualTo("no-purchase");
    assertThat(json.at("/label/within_days").intValue()).isEqualTo(90);
    assertThat(json.at("/timing/known_at").textValue()).isEqualTo("2026-07-10T06:00:00.000001Z");
    assertThat(json.at("/manifest/head/root").textValue()).isEqualTo("ab".repeat(32));
    assertThat(json.at("/consent/moments/0/missing/share").doubleValue()).isEqualTo(250 / 2750.0);
    assertThat(json.at("/consent/moments/1/missing").isNull()).isTrue();
    assertThat(json.at("/leakage/accepted/0/kind").textValue()).isEqualTo("model-gain");
    assertThat(json.at("/leakage/notes/0/reason").isNull()).isTrue();
    assertThat(json.at("/features/2/figures/stability_index").isNull()).isTrue();
    assertThat(json.at("/retraining/needed").booleanValue()).isTrue();
    assertThat(json.at("/retraining/withdrawn_share").doubleValue()).isEqualTo(270 / 3600.0);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void numbers_come_back_to_the_last_bit(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Cut> cuts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      cuts.add(new Cut(any(random), any(random), any(random), any(random), any(random)));
    }
    Curves curves = new Curves(cuts);

    JsonNode written = tree(RecordJson.of(curves).toString());

    assertThat(new RecordReader("").record(Curves.class, written)).isEqualTo(curves);
  }

  @Test
  void a_misspelt_key_is_told_as_unknown_and_the_right_one_as_missing() {
    ObjectNode label = (ObjectNode) json.at("/label");
    label.set("within_day", label.remove("within_days"));

    assertRefused(
        "Model card, at 'label': missing keys [within_days], unknown keys [within_day]; expected"
            + " [kind, within_days, words]");
  }

  @Test
  void a_key_too_many_and_a_key_too_few_are_refused_everywhere() {
    for (String place : List.of("", "/model", "/quality/folds", "/features/1/figures")) {
      ObjectNode changed = json.deepCopy();
      ((ObjectNode) changed.at(place)).put("extra", 1);
      assertThatThrownBy(() -> ModelCardJson.read(changed.toString()))
          .isInstanceOf(UserErrorException.class)
          .hasMessageContaining("missing keys [], unknown keys [extra]");
    }
    ((ObjectNode) json.at("/consent/moments/1")).remove("missing");
    assertRefused(
        "Model card, at 'consent.moments.1': missing keys [missing], unknown keys []; expected"
            + " [moment, labelled, missing]");
  }

  @Test
  void a_key_that_is_there_twice_is_refused() {
    String twice =
        ModelCardJson.write(SampleCards.card())
            .replace("\"within_days\": 90", "\"within_days\": 90, \"within_days\": 30");

    assertThatThrownBy(() -> ModelCardJson.read(twice))
        .isInstanceOf(UserErrorException.class)
        .hasMessageStartingWith("Model card: expected JSON, got Duplicate field 'within_days'");
  }

  @Test
  void what_is_no_card_is_refused() {
    String card = ModelCardJson.write(SampleCards.card());

    assertThatThrownBy(() -> ModelCardJson.read("{\n\"format\": "))
        .isInstanceOf(UserErrorException.class)
        .hasMessageStartingWith("Model card: expected JSON, got Unexpected end-of-input");
    assertThatThrownBy(() -> ModelCardJson.read(card + "{}"))
        .isInstanceOf(UserErrorException.class)
        .hasMessageStartingWith("Model card: expected JSON, got Trailing token");
    assertThatThrownBy(() -> ModelCardJson.read(""))
        .hasMessage("Model card: expected 'format' to be 'optika-model-card-1', got ");
    assertThatThrownBy(() -> ModelCardJson.read("[]"))
        .hasMessage("Model card: expected 'format' to be 'optika-model-card-1', got ");
    assertThatThrownBy(() -> ModelCardJson.read("{\"format\": \"optika-model-card-2\"}"))
        .hasMessage(
            "Model card: expected 'format' to be 'optika-model-card-1', got"
                + " \"optika-model-card-2\"");
  }

  @Test
  void nothing_is_converted() {
    assertRefusedWith("/label/within_days", "\"90\"", "expected a whole number, got \"90\"");
    assertRefusedWith("/label/within_days", "90.0", "expected a whole number, got 90.0");
    assertRefusedWith(
        "/label/within_days", "4294967386", "expected a whole number of 32 bits, got 4294967386");
    assertRefusedWith("/provenance/seed", "1e3", "expected a whole number, got 1000.0");
    assertRefusedWith("/retraining/limit", "\"0.05\"", "expected a number, got \"0.05\"");
    assertRefusedWith("/retraining/limit", "1e999", "expected a number, got");
    assertRefusedWith("/retraining/limit", "null", "expected a number, got null");
    assertRefusedWith("/retraining/needed", "1", "expected true or false, got 1");
    assertRefusedWith("/model/id", "7", "expected a text, got 7");
    assertRefusedWith("/use/uses", "\"all\"", "expected an array, got \"all\"");
    assertRefusedWith("/small_cell", "10", "expected an object, got 10");
    assertRefusedWith(
        "/label/kind",
        "\"NO_PURCHASE\"",
        "expected one of [contract-end, no-purchase], got \"NO_PURCHASE\"");
    assertRefusedWith(
        "/timing/as_of",
        "\"2026-07-10T00:00Z\"",
        "expected an instant such as 2026-03-01T00:00:00Z, got \"2026-07-10T00:00Z\"");
    assertRefusedWith(
        "/manifest/head/root",
        "\"" + "AB".repeat(32) + "\"",
        "expected 64 hex digits, got \"" + "AB".repeat(32) + "\"");
  }

  @Test
  void what_a_card_refuses_is_refused_with_its_place() {
    ((ObjectNode) json.at("/small_cell")).put("people", 1);
    assertRefused("Model card, at 'small_cell': a small cell must be of at least 2 people, got 1");

    ((ObjectNode) json.at("/small_cell")).put("people", 100_000);
    assertRefused(
        "Model card: People at 2025-10-01T00:00:00Z: a model card tells of nobody or of at least"
            + " 100000 people");
  }

  @Test
  void a_list_names_the_place_of_its_element() {
    ((ArrayNode) json.at("/quality/curves/cuts")).set(3, MAPPER.getNodeFactory().numberNode(1));

    assertRefused("Model card, at 'quality.curves.cuts.3': expected an object, got 1");
  }

  @Test
  void json_has_no_number_that_is_not_finite() {
    assertThatThrownBy(() -> RecordJson.of(new Curves.Point(0, Double.NaN)))
        .hasMessage("JSON has no number NaN");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> ModelCardJson.read(json.toString()))
        .isInstanceOf(UserErrorException.class)
        .hasMessage(message);
  }

  private void assertRefusedWith(String place, String value, String message) {
    int last = place.lastIndexOf('/');
    ObjectNode changed = json.deepCopy();
    ((ObjectNode) changed.at(place.substring(0, last)))
        .put(place.substring(last + 1), "VALUE OF TEST");
    assertThatThrownBy(
            () -> ModelCardJson.read(changed.toString().replace("\"VALUE OF TEST\"", value)))
        .isInstanceOf(UserErrorException.class)
        .hasMessageStartingWith(
            "Model card, at '%s': %s".formatted(place.substring(1).replace('/', '.'), message));
  }

  private static double any(SplittableRandom random) {
    return random.nextInt(10) == 0
        ? random.nextInt(3)
        : Math.scalb(random.nextDouble(), random.nextInt(-300, 300));
  }

  private static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static ObjectNode tree(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
      throw new AssertionError(malformed);
    }
  }
}
