package org.optika.jobs.config;

import java.io.IOException;
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

  public int integer(String key) {
    return optionalInteger(key).orElseGet(() -> missing(key, "a whole number", 0));
  }

  public Optional<Integer> optionalInteger(String key) {
    return parsed(key, "a whole number", Integer::parseInt);
  }

  public double number(String key) {
    return optionalNumber(key).orElseGet(() -> missing(key, "a number", 0.0));
  }

  public Optional<Double> optionalNumber(String key) {
    return parsed(key, "a number", Double::parseDouble);
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

  /** A constant of an enum, written in lower case with '-' or '_'. */
  public <E extends Enum<E>> E constant(String key, Class<E> type, E otherwise) {
    String known =
        String.join(
            ", ",
            Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList());
    return parsed(
            key,
            "one of [" + known + "]",
            value -> Enum.valueOf(type, value.toUpperCase(Locale.ROOT).replace('-', '_')))
        .orElse(otherwise);
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
