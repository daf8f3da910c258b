package org.optika.jobs.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.ConsentMapping;
import org.optika.core.ingest.ConsentMapping.Combine;
import org.optika.core.ingest.ConsentMapping.WidePurpose;
import org.optika.core.ingest.ConsentType;
import org.optika.core.ingest.CsvOptions;
import org.optika.core.ingest.Field;
import org.optika.core.ingest.IdentifierColumn;
import org.optika.core.ingest.IdentifierType;
import org.optika.core.ingest.Method;
import org.optika.core.ingest.Precision;
import org.optika.core.ingest.SourceFormat;
import org.optika.core.ingest.SourceKind;
import org.optika.core.ingest.SourceSpec;
import org.optika.core.ingest.StatusMeaning;
import org.optika.core.ingest.TimeFormat;

/** {@code conf/sources/*.yaml}: one declared source a file; the file's name is the source's. */
public final class SourcesConfig {
  private static final String RECEIVED_BY_RUN = "run";

  private SourcesConfig() {}

  /**
   * Reads all sources in the order of their names; whatever is wrong is in {@code faults}, and then
   * the result is not usable.
   *
   * @param folder holds {@code sources/}
   */
  public static List<SourceSpec> load(Path folder, List<String> purposes, Faults faults) {
    Path sources = folder.resolve("sources");
    List<Path> files;
    try (Stream<Path> listed = Files.list(sources)) {
      files = listed.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException unreadable) {
      faults.add(sources, 0, "cannot be listed: no such folder");
      return List.of();
    }
    if (files.isEmpty()) {
      faults.add(sources, 0, "holds no source, expected files NAME.yaml");
    }
    List<SourceSpec> specs = new ArrayList<>();
    for (Path file : files) {
      try (YamlMap top = YamlMap.load(file, faults)) {
        source(top, purposes).ifPresent(specs::add);
      }
    }
    return specs;
  }

  private static Optional<SourceSpec> source(YamlMap top, List<String> purposes) {
    String name = top.file().getFileName().toString().replaceFirst("\\.yaml$", "");
    SourceKind kind = required(top, "kind", SourceKind.class, SourceKind.TOUCHPOINT);
    SourceFormat format = required(top, "format", SourceFormat.class, SourceFormat.CSV);
    String path = top.text("path");
    String controller = top.text("controller");
    Map<Field, String> columns = fields(top, "columns");
    received(top, columns);
    ConsentMapping consent = kind == SourceKind.CONSENT ? consent(top) : ConsentMapping.NONE;
    try {
      SourceSpec spec =
          new SourceSpec(
              name,
              top.optionalText("group").orElse(name),
              controller.isEmpty() ? "?" : controller,
              kind,
              format,
              path.isEmpty() ? "?" : path,
              csv(top, format),
              identifiers(top),
              columns,
              fields(top, "constants"),
              values(top),
              required(top),
              time(top, "time"),
              times(top),
              top.constant("precision", Precision.class, Precision.US),
              decimalSeparator(top),
              consent);
      spec.misfits(purposes).forEach(misfit -> top.fault(misfit.getKey(), "%s", misfit.getValue()));
      return Optional.of(spec);
    } catch (IllegalArgumentException wrong) {
      top.fault("kind", "%s", wrong.getMessage());
      return Optional.empty();
    }
  }

  private static <E extends Enum<E>> E required(
      YamlMap map, String key, Class<E> type, E placeholder) {
    return map.text(key).isEmpty() ? placeholder : map.constant(key, type, placeholder);
  }

  /** A source says when its rows were received, or that the run receives them. */
  private static void received(YamlMap top, Map<Field, String> columns) {
    Optional<String> received = top.optionalText("received");
    if (received.isPresent() && !received.get().equals(RECEIVED_BY_RUN)) {
      top.fault("received", "expected 'run', got '%s'", received.get());
    }
    if (received.isPresent() == columns.containsKey(Field.INGESTED_TIME)) {
      top.fault(
          "received",
          "rows are received either at the time in a column (columns: ingested_time) or by the run"
              + " (received: run)");
    }
  }

  private static CsvOptions csv(YamlMap top, SourceFormat format) {
    if (!top.has("csv")) {
      return CsvOptions.USUAL;
    }
    if (format != SourceFormat.CSV) {
      top.fault("csv", "the format is not csv");
    }
    try (YamlMap csv = top.map("csv")) {
      String separator = csv.optionalText("separator").orElse(",");
      if (separator.length() != 1) {
        csv.fault("separator", "expected one character, got '%s'", separator);
        return CsvOptions.USUAL;
      }
      return new CsvOptions(separator.charAt(0), csv.texts("names"));
    }
  }

  private static List<IdentifierColumn> identifiers(YamlMap top) {
    List<IdentifierColumn> identifiers = new ArrayList<>();
    for (YamlMap identifier : top.maps("identifier")) {
      try (identifier) {
        identifiers.add(
            new IdentifierColumn(
                identifier.text("column"),
                required(identifier, "type", IdentifierType.class, IdentifierType.DEVICE)));
      }
    }
    return identifiers;
  }

  private static Map<Field, String> fields(YamlMap top, String key) {
    Map<Field, String> fields = new EnumMap<>(Field.class);
    try (YamlMap map = top.map(key)) {
      for (String name : map.keys()) {
        field(map, name).ifPresent(field -> fields.put(field, map.text(name)));
      }
    }
    return fields;
  }

  private static Optional<Field> field(YamlMap map, String name) {
    for (Field field : Field.values()) {
      if (field.id().equals(name)) {
        return Optional.of(field);
      }
    }
    map.fault(name, "unknown field; known: %s", Stream.of(Field.values()).map(Field::id).toList());
    return Optional.empty();
  }

  private static Map<Field, Map<String, String>> values(YamlMap top) {
    Map<Field, Map<String, String>> values = new EnumMap<>(Field.class);
    try (YamlMap map = top.map("values")) {
      for (String name : map.keys()) {
        try (YamlMap dictionary = map.map(name)) {
          Map<String, String> translations = new LinkedHashMap<>();
          dictionary.keys().forEach(raw -> translations.put(raw, dictionary.text(raw)));
          field(map, name).ifPresent(field -> values.put(field, translations));
        }
      }
    }
    return values;
  }

  private static List<Field> required(YamlMap top) {
    List<Field> required = new ArrayList<>();
    for (String name : top.texts("required")) {
      Stream.of(Field.values())
          .filter(field -> field.id().equals(name))
          .findFirst()
          .ifPresentOrElse(required::add, () -> top.fault("required", "unknown field '%s'", name));
    }
    return required;
  }

  private static TimeFormat time(YamlMap parent, String key) {
    if (!parent.has(key)) {
      return TimeFormat.ISO_UTC;
    }
    try (YamlMap time = parent.map(key)) {
      try {
        return new TimeFormat(
            required(time, "style", TimeFormat.Style.class, TimeFormat.Style.ISO),
            time.optionalText("pattern").orElse(""),
            time.optionalText("zone").orElse("UTC"));
      } catch (IllegalArgumentException | DateTimeException wrong) {
        parent.fault(key, "%s", wrong.getMessage());
        return TimeFormat.ISO_UTC;
      }
    }
  }

  private static Map<Field, TimeFormat> times(YamlMap top) {
    Map<Field, TimeFormat> times = new EnumMap<>(Field.class);
    try (YamlMap map = top.map("times")) {
      for (String name : map.keys()) {
        TimeFormat format = time(map, name);
        field(map, name).ifPresent(field -> times.put(field, format));
      }
    }
    return times;
  }

  private static char decimalSeparator(YamlMap top) {
    String separator = top.optionalText("decimal_separator").orElse(".");
    if (!separator.equals(".") && !separator.equals(",")) {
      top.fault("decimal_separator", "expected '.' or ',', got '%s'", separator);
      return '.';
    }
    return separator.charAt(0);
  }

  private static ConsentMapping consent(YamlMap top) {
    Map<String, StatusMeaning> statuses = new LinkedHashMap<>();
    try (YamlMap map = top.map("statuses")) {
      for (String raw : map.keys()) {
        try (YamlMap status = map.map(raw)) {
          statuses.put(raw, status(status));
        }
      }
    }
    Map<String, List<String>> purposeValues = new LinkedHashMap<>();
    try (YamlMap map = top.map("purpose_values")) {
      map.keys().forEach(raw -> purposeValues.put(raw, map.texts(raw)));
    }
    Map<String, WidePurpose> widePurposes = new LinkedHashMap<>();
    try (YamlMap map = top.map("purposes")) {
      for (String purpose : map.keys()) {
        try (YamlMap wide = map.map(purpose)) {
          List<String> columns = wide.texts("columns");
          Combine combine = required(wide, "combine", Combine.class, Combine.ALL);
          if (columns.isEmpty()) {
            wide.fault("columns", "a purpose needs at least one column");
          } else {
            widePurposes.put(purpose, new WidePurpose(columns, combine));
          }
        }
      }
    }
    try (YamlMap choices = top.map("choices")) {
      Set<String> on = lowerCase(choices.texts("on"), ConsentMapping.USUAL_ON);
      Set<String> off = lowerCase(choices.texts("off"), ConsentMapping.USUAL_OFF);
      boolean mayBeAbsent = choices.flag("may_be_absent", false);
      try {
        return new ConsentMapping(statuses, purposeValues, widePurposes, on, off, mayBeAbsent);
      } catch (IllegalArgumentException wrong) {
        choices.fault("on", "%s", wrong.getMessage());
        return ConsentMapping.NONE;
      }
    }
  }

  private static Set<String> lowerCase(List<String> words, Set<String> otherwise) {
    Set<String> lower = new HashSet<>();
    words.forEach(word -> lower.add(word.toLowerCase(Locale.ROOT)));
    return lower.isEmpty() ? otherwise : lower;
  }

  private static StatusMeaning status(YamlMap status) {
    boolean byChoice = status.has("on") || status.has("off");
    if (byChoice == status.has("action")) {
      status.fault("action", "a status has either an 'action', or 'on' and 'off'");
    }
    StatusMeaning meaning =
        byChoice
            ? StatusMeaning.byChoice(
                required(status, "on", Action.class, Action.DEFERRED),
                required(status, "off", Action.class, Action.REFUSED))
            : StatusMeaning.always(status.constant("action", Action.class, Action.DEFERRED));
    if (status.has("method")) {
      meaning = meaning.by(status.constant("method", Method.class, Method.API));
    }
    if (status.has("consent_type")) {
      meaning = meaning.as(status.constant("consent_type", ConsentType.class, ConsentType.IMPLIED));
    }
    return meaning.only(Set.copyOf(status.texts("purposes")));
  }
}
