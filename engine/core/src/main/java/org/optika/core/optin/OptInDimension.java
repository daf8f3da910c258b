package org.optika.core.optin;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/** What opt-in facts can be grouped by. What a source does not record is "unknown". */
public enum OptInDimension {
  COLLECTION_CHANNEL((fact, day) -> named(fact.context().collectionChannel())),
  DEVICE_CLASS((fact, day) -> named(fact.context().deviceClass())),
  JURISDICTION((fact, day) -> named(fact.context().jurisdiction())),
  REGION((fact, day) -> named(fact.context().region())),
  SOURCE((fact, day) -> named(fact.context().source())),
  VARIANT((fact, day) -> named(fact.context().variant())),
  /** v1, v2 ...; v0 where it is not recorded. */
  NOTICE_VERSION((fact, day) -> "v" + fact.context().noticeVersion()),
  /** YYYY-MM-DD. */
  DAY((fact, day) -> day.toString()),
  /** Its Monday, YYYY-MM-DD. */
  WEEK((fact, day) -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toString()),
  /** YYYY-MM. */
  MONTH((fact, day) -> day.toString().substring(0, "YYYY-MM".length()));

  private final BiFunction<OptInFact, LocalDate, String> value;

  OptInDimension(BiFunction<OptInFact, LocalDate, String> value) {
    this.value = value;
  }

  /** Name in configuration and tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param day of the fact, in the zone of the report
   */
  String of(OptInFact fact, LocalDate day) {
    return value.apply(fact, day);
  }

  /** All ids, in the order of declaration. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(OptInDimension::id).toList();
  }

  /**
   * @throws IllegalArgumentException with the known ids, when there is none of this id
   */
  public static OptInDimension find(String id) {
    return Arrays.stream(values())
        .filter(dimension -> dimension.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown dimension '%s'; known: %s".formatted(id, ids())));
  }

  private static String named(String value) {
    return value.isEmpty() ? "unknown" : value;
  }
}
