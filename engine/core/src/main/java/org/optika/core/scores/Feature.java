package org.optika.core.scores;

import static org.optika.core.Checks.require;

import java.util.Locale;

/**
 * One thing that is known of a person at an instant T. It is made of rows whose own time and known
 * time (the later of recorded and ingested) are at most T, and of nothing else.
 *
 * @param name kebab-case, never reused
 * @param label what a marketer reads
 * @param unit days, orders, currency ...; "" for texts
 * @param windowDays rows of so many days before T count; 0 = all before T
 * @param source whose purposes a row needs
 * @param sensitivity what has to be declared before it may be used
 */
public record Feature(
    String name,
    String label,
    String unit,
    int windowDays,
    Source source,
    Sensitivity sensitivity,
    Value value) {

  /** Table whose rows a feature is made of; conf/scores.yaml names the purposes of each. */
  public enum Source {
    TOUCHPOINT,
    CONVERSION,
    CONTACT,
    CUSTOMER;

    /** Name of the table and in config. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a shop has to say before a feature may be used. */
  public enum Sensitivity {
    /** Nothing. */
    ORDINARY,
    /** Why it is needed, in conf/scores.yaml; without that the feature is left out. */
    NEEDS_REASON
  }

  /** What a feature is for a person. */
  public sealed interface Value permits NumberOf, TextOf {}

  /** A number; NaN where it is not known. */
  @FunctionalInterface
  public non-sealed interface NumberOf extends Value {
    double of(FeatureMoment moment, PersonHistory history);
  }

  /** A text of few different values; null where it is not known. */
  @FunctionalInterface
  public non-sealed interface TextOf extends Value {
    String of(FeatureMoment moment, PersonHistory history);
  }

  public Feature {
    require(name.matches("[a-z0-9]+(-[a-z0-9]+)*"), "'%s' is no kebab-case name", name);
    require(windowDays >= 0, "window of %s days", windowDays);
  }

  /** How it stands in a training set. */
  public RawColumn column() {
    return new RawColumn(
        name, value instanceof NumberOf ? RawColumn.Kind.NUMBER : RawColumn.Kind.TEXT);
  }
}
