package org.optika.core.ingest;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a consent source speaks. In the <i>long</i> form a row names its purpose in a column; in the
 * <i>wide</i> form it has a column of choices for each purpose, and one row becomes several events.
 *
 * @param statuses meaning of each value of the field {@code status}
 * @param purposeValues long form: value of the field {@code purpose} to purpose ids
 * @param widePurposes wide form: purpose id to its columns, in order
 * @param on values of a choice that mean yes; case is ignored
 * @param off values of a choice that mean no
 * @param choicesMayBeAbsent wide form: an empty choice says nothing about its purpose; else it is a
 *     fault of the row
 */
public record ConsentMapping(
    Map<String, StatusMeaning> statuses,
    Map<String, List<String>> purposeValues,
    Map<String, WidePurpose> widePurposes,
    Set<String> on,
    Set<String> off,
    boolean choicesMayBeAbsent)
    implements Serializable {

  /** How several columns become one choice; every source says so itself (R20). */
  public enum Combine {
    /** On when all columns are on; off when any is off; else nothing was chosen. */
    ALL,
    /** On when any column is on; off when none is on and at least one is off. */
    ANY
  }

  /** The raw columns behind one purpose. */
  public record WidePurpose(List<String> columns, Combine combine) implements Serializable {
    public WidePurpose {
      columns = List.copyOf(columns);
      require(!columns.isEmpty(), "a purpose needs at least one column");
    }
  }

  public static final Set<String> USUAL_ON = Set.of("true", "1", "yes", "y", "on", "granted");
  public static final Set<String> USUAL_OFF = Set.of("false", "0", "no", "n", "off", "denied");

  /** Of a source that is not about consent. */
  public static final ConsentMapping NONE =
      new ConsentMapping(Map.of(), Map.of(), Map.of(), USUAL_ON, USUAL_OFF, false);

  public ConsentMapping {
    statuses = Collections.unmodifiableMap(new LinkedHashMap<>(statuses));
    purposeValues = Collections.unmodifiableMap(new LinkedHashMap<>(purposeValues));
    widePurposes = Collections.unmodifiableMap(new LinkedHashMap<>(widePurposes));
    on = Set.copyOf(on);
    off = Set.copyOf(off);
    require(
        Collections.disjoint(on, off),
        "a choice cannot mean both yes and no, got %s and %s",
        on,
        off);
  }

  /** Every purpose that a row can be about. */
  public Set<String> purposes() {
    Set<String> all = new LinkedHashSet<>(widePurposes.keySet());
    purposeValues.values().forEach(all::addAll);
    statuses.values().forEach(status -> all.addAll(status.purposes()));
    return all;
  }
}
