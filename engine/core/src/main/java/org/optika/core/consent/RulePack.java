package org.optika.core.consent;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that turns events into permissions, as data. One run uses one pack.
 *
 * @param purposes in declared order: the order is the position of a purpose in {@code
 *     permission.state} and the order in which a gate looks for a refusal; at most 16
 */
public record RulePack(
    List<Purpose> purposes,
    List<Jurisdiction> jurisdictions,
    List<NoticeVersion> notices,
    List<Lia> assessments)
    implements Serializable {

  /** Code of the jurisdiction whose rules hold where a country has none of its own. */
  public static final String DEFAULT_JURISDICTION = "EU";

  /** 4 bits each in one long. */
  public static final int MAX_PURPOSES = 16;

  public RulePack {
    purposes = List.copyOf(purposes);
    jurisdictions = List.copyOf(jurisdictions);
    notices = List.copyOf(notices);
    assessments = List.copyOf(assessments);
    require(
        purposes.size() <= MAX_PURPOSES,
        "at most %s purposes fit a permission, got %s",
        MAX_PURPOSES,
        purposes.size());
    Set<String> ids = new HashSet<>();
    purposes.forEach(
        purpose -> require(ids.add(purpose.id()), "purpose '%s' is declared twice", purpose.id()));
    Set<String> codes = new HashSet<>();
    jurisdictions.forEach(
        law -> require(codes.add(law.code()), "jurisdiction '%s' is declared twice", law.code()));
    require(
        codes.contains(DEFAULT_JURISDICTION),
        "jurisdiction '%s' (the default) is missing",
        DEFAULT_JURISDICTION);
  }

  /**
   * @return position of the purpose, in [0, 15]
   * @throws IllegalArgumentException when the purpose is not declared
   */
  public int indexOf(String purposeId) {
    for (int index = 0; index < purposes.size(); index++) {
      if (purposes.get(index).id().equals(purposeId)) {
        return index;
      }
    }
    throw new IllegalArgumentException(
        "Unknown purpose '%s'; known: %s"
            .formatted(purposeId, purposes.stream().map(Purpose::id).toList()));
  }

  /** As {@link #indexOf}, but the purpose itself. */
  public Purpose purpose(String purposeId) {
    return purposes.get(indexOf(purposeId));
  }
}
