package org.optika.core.evidence.audit;

import static org.optika.core.Checks.require;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a sample was drawn; all that a reader needs to weight it, and to draw it again.
 *
 * @param seed of {@link DrawKey}
 * @param asOfMicros clock of the run that has drawn it
 * @param knownAtMicros its other clock
 * @param strataBy columns that strata are made by; none for one stratum
 * @param goal test that the size was chosen for; empty when it was chosen otherwise
 * @param strata in the order in which devices were allocated
 */
public record SampleDesign(
    long seed,
    long asOfMicros,
    long knownAtMicros,
    List<String> strataBy,
    Optional<TestGoal> goal,
    List<DrawnStratum> strata) {

  /**
   * @param devices in the population
   * @param drawn of these
   */
  public record DrawnStratum(String name, long devices, long drawn) {
    public DrawnStratum {
      require(!name.isEmpty(), "a stratum needs a name");
      require(
          0 <= drawn && drawn <= devices,
          "stratum '%s' has drawn %s of %s devices",
          name,
          drawn,
          devices);
    }
  }

  public SampleDesign {
    strataBy = List.copyOf(strataBy);
    strata = List.copyOf(strata);
    require(!strata.isEmpty(), "a sample has at least one stratum");
    Set<String> names = new HashSet<>();
    strata.forEach(
        stratum -> require(names.add(stratum.name()), "stratum '%s' twice", stratum.name()));
  }

  public long population() {
    return strata.stream().mapToLong(DrawnStratum::devices).sum();
  }

  public long drawn() {
    return strata.stream().mapToLong(DrawnStratum::drawn).sum();
  }
}
