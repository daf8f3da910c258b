package org.optika.jobs.cards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.optika.core.scores.card.ModelCard;
import org.optika.jobs.UserErrorException;

/**
 * Model cards as JSON, see docs/model-card.schema.json. What was written reads back as an equal
 * card, numbers to the last bit; the same card gives the same text.
 */
public final class ModelCardJson {
  /** First key of a card and its value; a card of another format is refused. */
  static final String FORMAT_KEY = "format";

  static final String FORMAT = "optika-model-card-1";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ModelCardJson() {}

  /** UTF-8 text with a line break at its end, the same on every platform. */
  public static String write(ModelCard card) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put(FORMAT_KEY, FORMAT);
    document.setAll(RecordJson.of(card));
    try {
      return writer().writeValueAsString(document) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree cannot be printed", impossible);
    }
  }

  /**
   * @throws UserErrorException when this is no card: other JSON, a key that is unknown, missing or
   *     there twice, a value of another type, or figures that a card refuses
   */
  public static ModelCard read(String json) {
    JsonNode document = parse(json);
    if (!document.isObject() || !FORMAT.equals(document.path(FORMAT_KEY).textValue())) {
      throw new UserErrorException(
          "Model card: expected '%s' to be '%s', got %s",
          FORMAT_KEY, FORMAT, document.path(FORMAT_KEY));
    }
    ObjectNode card = ((ObjectNode) document).without(FORMAT_KEY);
    return new RecordReader("").record(ModelCard.class, card);
  }

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException malformed) {
      throw new UserErrorException(
          "Model card: expected JSON, got %s at line %s",
          malformed.getOriginalMessage(),
          malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr());
    }
  }

  private static ObjectWriter writer() {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));
    return MAPPER.writer(printer);
  }
}
