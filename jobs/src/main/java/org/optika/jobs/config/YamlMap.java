package org.optika.jobs.config;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a strict YAML 1.2 file. Every getter reports what is wrong to {@link Faults} and
 * goes on with a harmless value, so that one reading finds all faults; the caller must not use the
 * result before {@link Faults#throwIfAny}. {@link #close} reports the keys that nobody asked for.
 */
public final class YamlMap implements AutoCloseable {
  private final Path file;
  private final int line;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> asked = new TreeSet<>();
  private final Faults faults;

  private YamlMap(Path file, int line, Faults faults) {
    this.file = file;
    this.line = line;
    this.faults = faults;
  }

  /** The file's top mapping; an empty one, with a fault reported, when it cannot be read. */
  public static YamlMap load(Path file, Faults faults) {
    YamlMap empty = new YamlMap(file, 0, faults);
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      faults.add(
          file, 0, "cannot be read: %s", Files.exists(file) ? "not UTF-8 text" : "no such file");
      return empty;
    }
    try {
      Optional<Node> root =
          new Compose(LoadSettings.builder().setLabel(file.toString()).setUseMarks(true).build())
              .composeString(text);
      if (root.isEmpty()) {
        faults.add(file, 0, "is empty; expected a mapping");
        return empty;
      }
      return of(file, root.get(), "the file", faults);
    } catch (MarkedYamlEngineException broken) {
      faults.add(
          file,
          broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0),
          "not YAML: %s",
          broken.getProblem());
      return empty;
    } catch (YamlEngineException broken) {
      faults.add(file, 0, "not YAML: %s", broken.getMessage());
      return empty;
    }
  }

  private static YamlMap of(Path file, Node node, String what, Faults faults) {
    YamlMap map = new YamlMap(file, lineOf(node), faults);
    if (!(node instanceof MappingNode mapping)) {
      faults.add(file, lineOf(node), "%s: expected a mapping of keys to values", what);
      return map;
    }
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        faults.add(file, lineOf(entry.getKeyNode()), "%s: a key must be plain text", what);
        continue;
      }
      if (map.values.put(key.getValue(), entry.getValueNode()) != null) {
        faults.add(file, lineOf(key), "key '%s' stands twice", key.getValue());
      }
      map.lines.put(key.getValue(), lineOf(key));
    }
    return map;
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(Mark::getLine).map(zeroBased -> zeroBased + 1).orElse(0);
  }

  public Path file() {
    return file;
  }

  /** Line of the mapping's start, from 1. */
  public int line() {
    return line;
  }

  /** Line of a key, or of the mapping when it has no such key. */
  public int lineOf(String key) {
    return lines.getOrDefault(key, line);
  }

  /** Reports a fault at a key of this mapping. */
  public void fault(String key, String message, Object... arguments) {
    faults.add(file, lineOf(key), "'%s': %s", key, String.format(message, arguments));
  }

  public boolean has(String key) {
    asked.add(key);
    return values.containsKey(key);
  }

  /** All keys, in the order of the file; they count as asked for. */
  public Set<String> keys() {
    asked.addAll(values.keySet());
    return new LinkedHashSet<>(values.keySet());
  }

  /** Text of a required key; "" with a fault when it is missing. */
  public String text(String key) {
    return optionalText(key).orElseGet(() -> missing(key, "text", ""));
  }

  public Optional<String> optionalText(String key) {
    return scalar(key, "text").filter(value -> !value.isEmpty());
  }

  /**
   * Text of a required key that must not be blank; empty with a fault when it is blank or missing.
   */
  public Optional<String> requiredText(String key) {
    Optional<String> text = scalar(key, "text");
    if (text.isEmpty()) {
      missing(key, "text", "");
    } else if (text.get().isBlank()) {
      fault(key, "expected text, got nothing");
    }
    return text.filter(given -> !given.isBlank());
  }

  public int integer(String key) {
    return optionalInteger(key).orElseGet(() -> missing(key, "a whole number", 0));
  }

  public Optional<Integer> optionalInteger(String key) {
    return parsed(key, "a whole number", Integer::parseInt);
  }

  /** A required whole number in a range; the least, with a fault, when it is not. */
  public int integer(String key, int least, int most) {
    return optionalInteger(key, least, most).orElseGet(() -> missing(key, "a whole number", least));
  }

  /** Empty, with a fault, when the number is out of the range. */
  public Optional<Integer> optionalInteger(String key, int least, int most) {
    Optional<Integer> given = optionalInteger(key);
    Optional<Integer> inRange = given.filter(value -> value >= least && value <= most);
    if (given.isPresent() && inRange.isEmpty()) {
      fault(key, "must be in [%s, %s], got %s", least, most, given.get());
    }
    return inRange;
  }

  public double number(String key) {
    return optionalNumber(key).orElseGet(() -> missing(key, "a number", 0.0));
  }

  public Optional<Double> optionalNumber(String key) {
    return parsed(key, "a number", Double::parseDouble);
  }

  /** An exact decimal number; empty with a fault when it is missing. */
  public Optional<BigDecimal> decimal(String key) {
    Optional<BigDecimal> decimal = optionalDecimal(key);
    if (decimal.isEmpty()) {
      missing(key, "a decimal number", BigDecimal.ZERO);
    }
    return decimal;
  }

  public Optional<BigDecimal> optionalDecimal(String key) {
    return parsed(key, "a decimal number", BigDecimal::new);
  }

  public boolean flag(String key, boolean otherwise) {
    return parsed(
            key,
            "true or false",
            value -> {
              if (!value.equals("true") && !value.equals("false")) {
                throw new IllegalArgumentException(value);
              }
              return value.equals("true");
            })
        .orElse(otherwise);
  }

  /** A day (its start in UTC) or an instant in UTC. */
  public Optional<Instant> optionalInstant(String key) {
    return parsed(
        key,
        "a day or an instant in UTC, e.g. 2026-03-01 or 2026-03-01T10:00:00Z",
        value ->
            value.length() == 10
                ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                : Instant.parse(value));
  }

  public Instant instant(String key) {
    return optionalInstant(key).orElseGet(() -> missing(key, "a day or an instant", Instant.EPOCH));
  }

  /** A required day of the calendar; empty with a fault when it is missing. */
  public Optional<LocalDate> date(String key) {
    Optional<LocalDate> day = parsed(key, "a day, e.g. 2026-03-01", LocalDate::parse);
    if (day.isEmpty()) {
      missing(key, "a day", LocalDate.EPOCH);
    }
    return day;
  }

  /** A required constant of an enum; the first one, with a fault, when it is missing. */
  public <E extends Enum<E>> E constant(String key, Class<E> type) {
    E placeholder = type.getEnumConstants()[0];
    return values.containsKey(key)
        ? constant(key, type, placeholder)
        : missing(key, oneOf(type), placeholder);
  }

  /** A constant of an enum, written in lower case with '-' or '_'. */
  public <E extends Enum<E>> E constant(String key, Class<E> type, E otherwise) {
    return parsed(
            key,
            oneOf(type),
            value -> Enum.valueOf(type, value.toUpperCase(Locale.ROOT).replace('-', '_')))
        .orElse(otherwise);
  }

  private static <E extends Enum<E>> String oneOf(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", ", "one of [", "]"));
  }

  /** What a required key names; empty, with the message of {@code find} as a fault, if nothing. */
  public <T> Optional<T> found(String key, Function<String, T> find) {
    return requiredText(key).flatMap(name -> checked(key, () -> find.apply(name)));
  }

  /**
   * A value that checks itself.
   *
   * @param key at which its message is reported when it refuses to be made
   */
  public <T> Optional<T> checked(String key, Supplier<T> value) {
    try {
      return Optional.of(value.get());
    } catch (IllegalArgumentException wrong) {
      fault(key, "%s", wrong.getMessage());
      return Optional.empty();
    }
  }

  /** A list of plain values; empty when the key is absent. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Node item : items(key)) {
      if (item instanceof ScalarNode scalar) {
        texts.add(scalar.getValue());
      } else {
        faults.add(file, lineOf(item), "'%s': expected plain values", key);
      }
    }
    return texts;
  }

  /** A list of mappings; empty when the key is absent. */
  public List<YamlMap> maps(String key) {
    return items(key).stream().map(item -> of(file, item, "'" + key + "'", faults)).toList();
  }

  /** A mapping; an empty one when the key is absent. */
  public YamlMap map(String key) {
    asked.add(key);
    Node node = values.get(key);
    return node == null
        ? new YamlMap(file, lineOf(key), faults)
        : of(file, node, "'" + key + "'", faults);
  }

  /** A mapping that must be there; empty with a fault when it is not. */
  public Optional<YamlMap> requiredMap(String key) {
    return has(key)
        ? Optional.of(map(key))
        : missing(key, "a mapping of keys to values", Optional.empty());
  }

  private List<Node> items(String key) {
    asked.add(key);
    Node node = values.get(key);
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof SequenceNode sequence)) {
      faults.add(file, lineOf(key), "'%s': expected a list", key);
      return List.of();
    }
    return sequence.getValue();
  }

  private Optional<String> scalar(String key, String expected) {
    asked.add(key);
    Node node = values.get(key);
    if (node == null) {
      return Optional.empty();
    }
    if (!(node instanceof ScalarNode scalar)) {
      faults.add(file, lineOf(key), "'%s': expected %s", key, expected);
      return Optional.empty();
    }
    return Optional.of(scalar.getValue());
  }

  private <T> Optional<T> parsed(String key, String expected, Function<String, T> parser) {
    return scalar(key, expected)
        .flatMap(
            value -> {
              try {
                return Optional.of(parser.apply(value));
              } catch (IllegalArgumentException | DateTimeException wrong) {
                faults.add(file, lineOf(key), "'%s': expected %s, got '%s'", key, expected, value);
                return Optional.empty();
              }
            });
  }

  private <T> T missing(String key, String expected, T placeholder) {
    boolean faultReported = values.containsKey(key);
    if (!faultReported) {
      faults.add(file, line, "key '%s' is missing (%s)", key, expected);
    }
    return placeholder;
  }

  /** Reports every key that no getter was asked for. */
  @Override
  public void close() {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        faults.add(file, lineOf(key), "unknown key '%s'; known keys: %s", key, asked);
      }
    }
  }
}
