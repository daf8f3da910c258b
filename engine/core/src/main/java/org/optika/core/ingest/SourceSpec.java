package org.optika.core.ingest;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A declared source: where its files are and what their columns mean.
 *
 * @param name source system in every table, kebab or snake case
 * @param group sources of one group share their order ids, so that a refund finds its order
 * @param path glob under the raw root
 * @param identifiers strongest first; the first that a row fills names the subject
 * @param columns silver field to raw column; in JSON a dot leads into an object
 * @param constants silver field to the one value that all rows have
 * @param values silver field to a dictionary from raw to silver values; others are refused
 * @param required fields that every row must fill, besides those that the kind demands
 * @param time notation of times
 * @param times exceptions from it by field
 * @param precision resolution of the clock of consent events
 * @param decimalSeparator of amounts in text
 * @param consent NONE for other kinds
 */
public record SourceSpec(
    String name,
    String group,
    String controller,
    SourceKind kind,
    SourceFormat format,
    String path,
    CsvOptions csv,
    List<IdentifierColumn> identifiers,
    Map<Field, String> columns,
    Map<Field, String> constants,
    Map<Field, Map<String, String>> values,
    List<Field> required,
    TimeFormat time,
    Map<Field, TimeFormat> times,
    Precision precision,
    char decimalSeparator,
    ConsentMapping consent)
    implements Serializable {

  public SourceSpec {
    require(name.matches("[a-z][a-z0-9_-]*"), "a source name is lower case, got '%s'", name);
    require(!controller.isEmpty(), "source '%s' needs a controller", name);
    require(!path.isEmpty(), "source '%s' needs a path", name);
    require(
        decimalSeparator == '.' || decimalSeparator == ',',
        "source '%s': the decimal separator is '.' or ',', got '%s'",
        name,
        decimalSeparator);
    identifiers = List.copyOf(identifiers);
    columns = Map.copyOf(columns);
    constants = Map.copyOf(constants);
    values = Map.copyOf(values);
    required = List.copyOf(required);
    times = Map.copyOf(times);
  }

  /** Whether rows of the source have the field, from a column or as a constant. */
  public boolean has(Field field) {
    return columns.containsKey(field) || constants.containsKey(field);
  }

  public TimeFormat timeFormat(Field field) {
    return times.getOrDefault(field, time);
  }

  /** The raw columns that are read, each once; {@link RawRow} is in this order. */
  public List<String> rawColumns() {
    Set<String> names = new LinkedHashSet<>();
    identifiers.forEach(identifier -> names.add(identifier.column()));
    for (Field field : Field.values()) {
      if (columns.containsKey(field)) {
        names.add(columns.get(field));
      }
    }
    consent.widePurposes().values().forEach(purpose -> names.addAll(purpose.columns()));
    return List.copyOf(names);
  }

  /**
   * What makes the source unusable: the config key at fault and what is wrong. Empty = usable.
   *
   * @param purposes ids of all declared purposes
   */
  public List<Map.Entry<String, String>> misfits(List<String> purposes) {
    List<Map.Entry<String, String>> found = new ArrayList<>();
    List<Field> known = Field.of(kind);
    Set<Field> mapped = new LinkedHashSet<>(columns.keySet());
    mapped.addAll(constants.keySet());
    for (Field field : mapped) {
      String key = columns.containsKey(field) ? "columns" : "constants";
      if (!known.contains(field)) {
        found.add(
            Map.entry(
                key,
                "a source of kind %s has no field '%s'; it has %s"
                    .formatted(kind.id(), field.id(), known.stream().map(Field::id).toList())));
      }
      if (columns.containsKey(field) && constants.containsKey(field)) {
        found.add(Map.entry("constants", "field '%s' has a column already".formatted(field.id())));
      }
    }
    for (Field field : Field.requiredFor(kind)) {
      boolean toldByStatuses =
          field == Field.CONSENT_TYPE
              && consent.statuses().values().stream()
                  .allMatch(status -> status.consentType().isPresent());
      if (!has(field) && !toldByStatuses) {
        found.add(Map.entry("columns", "field '%s' is missing".formatted(field.id())));
      }
    }
    for (Field field : required) {
      if (!columns.containsKey(field)) {
        found.add(Map.entry("required", "field '%s' has no column".formatted(field.id())));
      }
    }
    if (kind.namesSubjects() == identifiers.isEmpty()) {
      found.add(
          Map.entry(
              "identifier",
              kind.namesSubjects()
                  ? "rows of this kind are about a person: at least one column must name it"
                  : "rows of this kind are about no person"));
    }
    for (IdentifierColumn identifier : identifiers) {
      columns.forEach(
          (field, column) -> {
            if (column.equals(identifier.column())) {
              found.add(
                  Map.entry(
                      "columns",
                      "field '%s' would keep the identifier '%s' in clear"
                          .formatted(field.id(), column)));
            }
          });
    }
    if (kind == SourceKind.CONSENT) {
      consentMisfits(found, purposes);
    }
    return found;
  }

  private void consentMisfits(List<Map.Entry<String, String>> found, List<String> purposes) {
    boolean wide = !consent.widePurposes().isEmpty();
    if (wide == has(Field.PURPOSE)) {
      found.add(
          Map.entry(
              "purposes",
              "needs either a column for each purpose ('purposes') or a field 'purpose', not "
                  + (wide ? "both" : "neither")));
    }
    if (consent.statuses().isEmpty()) {
      found.add(Map.entry("statuses", "no status has a meaning"));
    }
    for (String purpose : consent.purposes()) {
      if (!purposes.contains(purpose)) {
        found.add(
            Map.entry("purposes", "unknown purpose '%s'; known: %s".formatted(purpose, purposes)));
      }
    }
    boolean asksChoice = consent.statuses().values().stream().anyMatch(StatusMeaning::asksChoice);
    if (!wide && asksChoice && !has(Field.CHOICE)) {
      found.add(
          Map.entry("statuses", "a status with 'on' and 'off' needs a field 'choice' in the row"));
    }
  }
}
