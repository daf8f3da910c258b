package org.optika.jobs.cards;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.optika.core.scores.manifest.Hash;
import org.optika.jobs.UserErrorException;

/**
 * What {@link RecordJson} wrote as the record that it was. Nothing is passed over, filled in or
 * converted.
 *
 * @param path of the value in its document, for messages; "" for the document
 */
record RecordReader(String path) {

  /**
   * @throws UserErrorException when the JSON is not that of such a record, or the record refuses it
   */
  <T extends Record> T record(Class<T> type, JsonNode node) {
    return type.cast(newRecord(type, node));
  }

  private Object newRecord(Class<?> type, JsonNode node) {
    RecordComponent[] components = type.getRecordComponents();
    requireKeys(Arrays.stream(components).map(RecordJson::key).toList(), node);
    Object[] arguments = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      String key = RecordJson.key(components[i]);
      arguments[i] = at(key).value(components[i].getGenericType(), node.get(key));
      types[i] = components[i].getType();
    }
    try {
      return type.getConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof IllegalArgumentException) {
        throw wrong(refused.getCause().getMessage());
      }
      throw new IllegalStateException(type + " cannot be made", refused);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(type + " cannot be made", impossible);
    }
  }

  private void requireKeys(List<String> expected, JsonNode node) {
    if (!node.isObject()) {
      throw unexpected("an object", node);
    }
    List<String> found = new ArrayList<>();
    node.fieldNames().forEachRemaining(found::add);
    List<String> missing = expected.stream().filter(key -> !found.contains(key)).toList();
    List<String> unknown = found.stream().filter(key -> !expected.contains(key)).toList();
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw wrong(
          "missing keys %s, unknown keys %s; expected %s".formatted(missing, unknown, expected));
    }
  }

  private Object value(Type type, JsonNode node) {
    if (type instanceof ParameterizedType generic) {
      return container(generic, node);
    }
    if (type == OptionalDouble.class) {
      return node.isNull() ? OptionalDouble.empty() : OptionalDouble.of(number(node));
    }
    if (type == double.class || type == Double.class) {
      return number(node);
    }
    if (type == long.class || type == Long.class) {
      return whole(node);
    }
    if (type == int.class) {
      long whole = whole(node);
      if (whole != (int) whole) {
        throw unexpected("a whole number of 32 bits", node);
      }
      return (int) whole;
    }
    if (type == boolean.class) {
      if (!node.isBoolean()) {
        throw unexpected("true or false", node);
      }
      return node.booleanValue();
    }
    Class<?> plain = (Class<?>) type;
    return plain.isRecord() ? newRecord(plain, node) : text(plain, node);
  }

  private Object container(ParameterizedType type, JsonNode node) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return node.isNull() ? Optional.empty() : Optional.of(value(arguments[0], node));
    }
    if (type.getRawType() == List.class) {
      if (!node.isArray()) {
        throw unexpected("an array", node);
      }
      List<Object> list = new ArrayList<>();
      for (JsonNode element : node) {
        list.add(at(String.valueOf(list.size())).value(arguments[0], element));
      }
      return list;
    }
    if (type.getRawType() != Map.class || arguments[0] != String.class) {
      throw new IllegalStateException(type + " has no form in JSON");
    }
    if (!node.isObject()) {
      throw unexpected("an object", node);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      map.put(key, at(key).value(arguments[1], node.get(key)));
    }
    return map;
  }

  private Object text(Class<?> type, JsonNode node) {
    if (!node.isTextual()) {
      throw unexpected("a text", node);
    }
    String text = node.textValue();
    if (type == String.class) {
      return text;
    }
    if (type.isEnum()) {
      List<String> known =
          Arrays.stream(type.getEnumConstants())
              .map(of -> RecordJson.constant((Enum<?>) of))
              .toList();
      if (!known.contains(text)) {
        throw unexpected("one of " + known, node);
      }
      return type.getEnumConstants()[known.indexOf(text)];
    }
    try {
      Object value = type == Instant.class ? Instant.parse(text) : Hash.ofHex(text);
      if (value.toString().equals(text)) {
        return value;
      }
    } catch (DateTimeException | IllegalArgumentException malformed) {
      // Refused below, as are other ways to write the same.
    }
    throw unexpected(
        type == Instant.class ? "an instant such as 2026-03-01T00:00:00Z" : "64 hex digits", node);
  }

  private double number(JsonNode node) {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw unexpected("a number", node);
    }
    return node.doubleValue();
  }

  private long whole(JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw unexpected("a whole number", node);
    }
    return node.longValue();
  }

  private RecordReader at(String key) {
    return new RecordReader(path.isEmpty() ? key : path + "." + key);
  }

  private UserErrorException unexpected(String expected, JsonNode found) {
    return wrong("expected %s, got %s".formatted(expected, found));
  }

  private UserErrorException wrong(String what) {
    return new UserErrorException(
        "%s: %s", path.isEmpty() ? "Model card" : "Model card, at '" + path + "'", what);
  }
}
