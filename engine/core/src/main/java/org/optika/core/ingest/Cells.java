package org.optika.core.ingest;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.optika.core.ingest.RawRow.Kind;

/**
 * The fields of one row after the other, read as the {@link SourceSpec} says. The first fault of a
 * row is kept; reads after it return something harmless, so the caller asks for {@link #fault} once
 * at the end and throws the rest away. Not thread-safe.
 */
final class Cells {
  static final int LONGEST_TEXT = 256;

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_-]*");
  private static final String ID_IN_WORDS = "a letter, then letters, digits, '-' and '_'";

  private static final Set<String> TRUE = ConsentMapping.USUAL_ON;
  private static final Set<String> FALSE = ConsentMapping.USUAL_OFF;

  private final SourceSpec spec;
  private final List<String> names;
  private final int[] columnOf = new int[Field.values().length];
  private final RawRow constants = new RawRow(Field.values().length);
  private final Map<Field, TimeReader> times = new EnumMap<>(Field.class);
  private final Map<Field, Map<String, String>> values = new EnumMap<>(Field.class);
  private final int[] identifierColumns;
  private final Pseudonymiser pseudonymiser;

  private RawRow row;
  private Fault fault;
  private long latest;

  Cells(SourceSpec spec, Pseudonymiser pseudonymiser) {
    this.spec = spec;
    this.pseudonymiser = pseudonymiser;
    this.names = spec.rawColumns();
    this.values.putAll(spec.values());
    for (Field field : Field.values()) {
      String column = spec.columns().get(field);
      columnOf[field.ordinal()] = column == null ? -1 : names.indexOf(column);
      String constant = spec.constants().get(field);
      if (constant != null) {
        constants.putText(field.ordinal(), constant);
      }
      if (field.type() == FieldType.TIME) {
        times.put(field, new TimeReader(spec.timeFormat(field)));
      } else if (field.type() == FieldType.DAY) {
        times.put(field, new TimeReader(new TimeFormat(TimeFormat.Style.DAY, "", "UTC")));
      }
    }
    this.identifierColumns =
        spec.identifiers().stream().mapToInt(id -> names.indexOf(id.column())).toArray();
  }

  void start(RawRow next) {
    row = next;
    fault = null;
    for (Field field : spec.required()) {
      if (!isPresent(field)) {
        refuse(field, field.type().expected());
      }
    }
  }

  Optional<Fault> fault() {
    return Optional.ofNullable(fault);
  }

  boolean broken() {
    return fault != null;
  }

  void refuse(Field field, String expected) {
    if (fault == null) {
      fault = new Fault(nameOf(field), expected, holder(field).shape(index(field)));
    }
  }

  void refuse(Fault found) {
    if (fault == null) {
      fault = found;
    }
  }

  int indexOf(String rawColumn) {
    return names.indexOf(rawColumn);
  }

  private String nameOf(Field field) {
    int column = columnOf[field.ordinal()];
    return column < 0 ? field.id() : names.get(column);
  }

  private RawRow holder(Field field) {
    return columnOf[field.ordinal()] < 0 ? constants : row;
  }

  private int index(Field field) {
    int column = columnOf[field.ordinal()];
    return column < 0 ? field.ordinal() : column;
  }

  /** Whether the row holds something in the field. */
  boolean isPresent(Field field) {
    return holder(field).kind(index(field)) != Kind.ABSENT;
  }

  /** The strongest identifier that the row fills; null with a fault when there is none. */
  Pseudonym subject() {
    for (int i = 0; i < identifierColumns.length; i++) {
      int column = identifierColumns[i];
      IdentifierType type = spec.identifiers().get(i).type();
      Kind kind = row.kind(column);
      if (kind == Kind.ABSENT) {
        continue;
      }
      if (kind != Kind.TEXT && kind != Kind.WHOLE) {
        refuse(new Fault(names.get(column), type.expected(), row.shape(column)));
        return null;
      }
      String identifier =
          type.normalise(kind == Kind.TEXT ? row.text(column) : Long.toString(row.number(column)));
      if (identifier.isEmpty()) {
        continue;
      }
      if (!type.accepts(identifier)) {
        refuse(new Fault(names.get(column), type.expected(), row.shape(column)));
        return null;
      }
      return pseudonymiser.of(type, identifier);
    }
    refuse(
        new Fault(
            spec.identifiers().get(0).column(),
            "an identifier in one of "
                + spec.identifiers().stream().map(IdentifierColumn::column).toList(),
            Shape.NOTHING));
    return null;
  }

  /** Text of a required field; "" with a fault. */
  String text(Field field) {
    String text = textOrEmpty(field);
    if (text.isEmpty()) {
      refuse(field, field.type().expected());
    }
    return text;
  }

  Optional<String> optionalText(Field field) {
    String text = textOrEmpty(field);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Text of a field, translated where the source has a dictionary; "" when absent. */
  String textOrEmpty(Field field) {
    RawRow holder = holder(field);
    int index = index(field);
    String text;
    switch (holder.kind(index)) {
      case ABSENT -> {
        return "";
      }
      case TEXT -> text = holder.text(index).strip();
      case WHOLE -> text = Long.toString(holder.number(index));
      case FLAG -> text = Boolean.toString(holder.number(index) != 0);
      default -> {
        refuse(field, field.type().expected());
        return "";
      }
    }
    Map<String, String> dictionary = values.get(field);
    if (dictionary != null && columnOf[field.ordinal()] >= 0) {
      String translated = dictionary.get(text);
      if (translated == null) {
        refuse(field, "one of " + new TreeSet<>(dictionary.keySet()));
        return "";
      }
      return translated;
    }
    if (field.keepsText()) {
      if (text.length() > LONGEST_TEXT) {
        refuse(field, "text of at most " + LONGEST_TEXT + " characters");
        return "";
      }
      if (text.indexOf('@') >= 0) {
        refuse(field, "text without an e-mail address");
        return "";
      }
    }
    return text;
  }

  /** Text of a required field that names something in other files, e.g. an action. */
  String id(Field field) {
    String id = text(field);
    if (!isId(id)) {
      refuse(field, "a lower-case id: " + ID_IN_WORDS);
    }
    return id;
  }

  /**
   * Ids as {@link #id} wants them, with '|' between them; their order and how often one is there
   * mean nothing. Empty when the field is.
   */
  SortedSet<String> optionalIds(Field field) {
    SortedSet<String> ids = new TreeSet<>();
    String text = textOrEmpty(field);
    if (text.isEmpty()) {
      return ids;
    }
    for (String id : text.split("\\|", -1)) {
      ids.add(id.strip());
    }
    if (!ids.stream().allMatch(Cells::isId)) {
      refuse(field, "lower-case ids with '|' between them: " + ID_IN_WORDS);
    }
    return ids;
  }

  private static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Earliest reading of a required time; 0 with a fault. */
  long time(Field field) {
    if (!isPresent(field)) {
      refuse(field, expectedTime(field));
      return 0;
    }
    return optionalTime(field).orElse(0);
  }

  /** Earliest reading of a time. */
  OptionalLong optionalTime(Field field) {
    if (!isPresent(field)) {
      return OptionalLong.empty();
    }
    TimeReader reader = times.get(field);
    if (!reader.read(holder(field), index(field))) {
      refuse(field, reader.expected());
      return OptionalLong.empty();
    }
    latest = reader.latest();
    return OptionalLong.of(reader.earliest());
  }

  /** Latest reading of the time read last. */
  long latest() {
    return latest;
  }

  private String expectedTime(Field field) {
    return spec.timeFormat(field).expected();
  }

  /** A day as the microsecond at which it starts in UTC; 0 with a fault. */
  long day(Field field) {
    if (!isPresent(field) || !times.get(field).read(holder(field), index(field))) {
      refuse(field, "a day, e.g. 2026-03-01");
      return 0;
    }
    return times.get(field).earliest();
  }

  OptionalLong optionalWhole(Field field) {
    RawRow holder = holder(field);
    int index = index(field);
    switch (holder.kind(index)) {
      case ABSENT:
        return OptionalLong.empty();
      case WHOLE:
        return OptionalLong.of(holder.number(index));
      case TEXT:
        String text = holder.text(index).strip();
        if (Digits.isWhole(text)) {
          return OptionalLong.of(Long.parseLong(text));
        }
        break;
      default:
    }
    refuse(field, field.type().expected());
    return OptionalLong.empty();
  }

  /** A whole number inside [low, high]. */
  OptionalInt optionalInteger(Field field, int low, int high) {
    OptionalLong number = optionalWhole(field);
    if (number.isEmpty()) {
      return OptionalInt.empty();
    }
    if (number.getAsLong() < low || number.getAsLong() > high) {
      refuse(field, "a whole number from %s to %s".formatted(low, high));
      return OptionalInt.empty();
    }
    return OptionalInt.of((int) number.getAsLong());
  }

  Optional<Boolean> optionalFlag(Field field) {
    RawRow holder = holder(field);
    int index = index(field);
    switch (holder.kind(index)) {
      case ABSENT:
        return Optional.empty();
      case FLAG:
        return Optional.of(holder.number(index) != 0);
      case WHOLE:
        if (holder.number(index) == 0 || holder.number(index) == 1) {
          return Optional.of(holder.number(index) == 1);
        }
        break;
      case TEXT:
        String word = textOrEmpty(field).toLowerCase(Locale.ROOT);
        if (TRUE.contains(word)) {
          return Optional.of(true);
        }
        if (FALSE.contains(word)) {
          return Optional.of(false);
        }
        break;
      default:
    }
    refuse(field, field.type().expected());
    return Optional.empty();
  }

  /** A number in (0, 1]. */
  OptionalDouble optionalProbability(Field field) {
    if (!isPresent(field)) {
      return OptionalDouble.empty();
    }
    double probability = decimal(field).map(BigDecimal::doubleValue).orElse(0.0);
    if (probability > 0 && probability <= 1) {
      return OptionalDouble.of(probability);
    }
    refuse(field, field.type().expected());
    return OptionalDouble.empty();
  }

  /** An amount with at most 14 digits before the decimal point; null with a fault. */
  BigDecimal amount(Field field) {
    Optional<BigDecimal> amount = decimal(field);
    if (amount.isEmpty()) {
      refuse(field, "an amount with '" + spec.decimalSeparator() + "' before the decimals");
      return null;
    }
    BigDecimal number = amount.get();
    if (number.precision() - number.scale() > 14 || Math.abs((long) number.scale()) > 100) {
      refuse(field, "an amount below 10^14");
      return null;
    }
    return number;
  }

  private Optional<BigDecimal> decimal(Field field) {
    RawRow holder = holder(field);
    int index = index(field);
    return switch (holder.kind(index)) {
      case WHOLE -> Optional.of(BigDecimal.valueOf(holder.number(index)));
      case DECIMAL -> Optional.of(holder.decimal(index));
      case TEXT -> Digits.decimal(holder.text(index).strip(), spec.decimalSeparator());
      case ABSENT, FLAG, INSTANT, WALL_CLOCK, DAY, OTHER -> Optional.empty();
    };
  }

  /**
   * Everything in the row but identifiers and delivery times, for rows without an id of their own.
   */
  String content() {
    StringBuilder content = new StringBuilder();
    int recorded = columnOf[Field.RECORDED_TIME.ordinal()];
    int ingested = columnOf[Field.INGESTED_TIME.ordinal()];
    for (int column = identifierColumns.length == 0 ? 0 : firstAfterIdentifiers();
        column < row.size();
        column++) {
      if (column == recorded || column == ingested) {
        continue;
      }
      String value =
          switch (row.kind(column)) {
            case TEXT -> row.text(column);
            case DECIMAL -> row.decimal(column).toString();
            case WHOLE, FLAG, INSTANT, WALL_CLOCK, DAY -> Long.toString(row.number(column));
            case ABSENT, OTHER -> "";
          };
      content.append(row.kind(column)).append(value.length()).append(':').append(value);
    }
    return content.toString();
  }

  /** Identifiers come first in {@link SourceSpec#rawColumns}. */
  private int firstAfterIdentifiers() {
    return (int) spec.identifiers().stream().map(IdentifierColumn::column).distinct().count();
  }
}
