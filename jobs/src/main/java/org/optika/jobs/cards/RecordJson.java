package org.optika.jobs.cards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.optika.core.scores.manifest.Hash;

/**
 * Records as JSON objects: a key for each component, in their order, {@code snake_case}. Lists are
 * arrays, maps objects, what is empty is null; enum constants are {@code kebab-case}, instants ISO
 * 8601 in UTC, hashes hex. {@link RecordReader} is the way back.
 */
public final class RecordJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RecordJson() {}

  /**
   * @throws IllegalArgumentException for a number that is not finite, which JSON does not have
   */
  public static ObjectNode of(Record value) {
    ObjectNode object = NODES.objectNode();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      object.set(key(component), node(component(value, component)));
    }
    return object;
  }

  static String key(RecordComponent component) {
    return component.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  static String constant(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static JsonNode node(Object value) {
    if (value instanceof Record nested) {
      return of(nested);
    }
    if (value instanceof Optional<?> optional) {
      return optional.<JsonNode>map(RecordJson::node).orElse(NODES.nullNode());
    }
    if (value instanceof OptionalDouble optional) {
      return optional.isEmpty() ? NODES.nullNode() : number(optional.getAsDouble());
    }
    if (value instanceof Collection<?> elements) {
      ArrayNode array = NODES.arrayNode();
      elements.forEach(element -> array.add(node(element)));
      return array;
    }
    if (value instanceof Map<?, ?> entries) {
      ObjectNode object = NODES.objectNode();
      entries.forEach((key, entry) -> object.set(key.toString(), node(entry)));
      return object;
    }
    return scalar(value);
  }

  private static JsonNode scalar(Object value) {
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof Long || value instanceof Integer) {
      return NODES.numberNode(((Number) value).longValue());
    }
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    if (value instanceof Enum<?> constant) {
      return NODES.textNode(constant(constant));
    }
    if (value instanceof String || value instanceof Instant || value instanceof Hash) {
      return NODES.textNode(value.toString());
    }
    throw new IllegalStateException(value.getClass() + " has no form in JSON");
  }

  private static JsonNode number(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("JSON has no number " + number);
    }
    return NODES.numberNode(number);
  }

  private static Object component(Record value, RecordComponent component) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(component + " cannot be read", impossible);
    }
  }
}
