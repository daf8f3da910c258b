package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

import java.util.List;
import java.util.Map;

/**
 * A question with a known answer, as read from a file of reference values.
 *
 * @param id unique in the file
 * @param category which quantity is asked for
 * @param parameters by name: numbers, texts, or lists of them
 */
public record ReferenceVector(String id, String category, Map<String, Object> parameters) {

  public ReferenceVector {
    parameters = Map.copyOf(parameters);
  }

  boolean has(String name) {
    return parameters.containsKey(name);
  }

  double number(String name) {
    return number(parameters.get(name), name);
  }

  double number(String name, double otherwise) {
    return has(name) ? number(name) : otherwise;
  }

  int whole(String name) {
    return whole(parameters.get(name), name);
  }

  List<?> list(String name) {
    return list(parameters.get(name), name);
  }

  double number(Object value, String name) {
    require(value instanceof Number, wrong("a number"), id, name, value);
    return ((Number) value).doubleValue();
  }

  int whole(Object value, String name) {
    double number = number(value, name);
    require(
        number == Math.rint(number) && Math.abs(number) < 1e9,
        wrong("a whole number"),
        id,
        name,
        value);
    return (int) number;
  }

  List<?> list(Object value, String name) {
    require(value instanceof List, wrong("a list"), id, name, value);
    return (List<?>) value;
  }

  private static String wrong(String expected) {
    return "vector '%s': parameter '%s' must be " + expected + ", got %s";
  }
}
