package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.List;

/** When arms have enough people to learn an effect from. */
public final class ArmMinimum {
  /** Fewest people of an arm in a training set. */
  public static final int PEOPLE = 50;

  /** Smaller numbers of people stand in no message. */
  public static final int FEWEST_TOLD = 10;

  private ArmMinimum() {}

  /**
   * @param names of the arms, control first
   * @param arms their people, in the same order
   * @throws IllegalArgumentException when an arm has fewer than {@link #PEOPLE} people, or all of
   *     its people have one outcome; names all such arms
   */
  public static void requireEnough(List<String> names, List<ArmSums> arms) {
    require(names.size() == arms.size(), "%s names of %s arms", names.size(), arms.size());
    List<String> faults = new ArrayList<>();
    for (int arm = 0; arm < arms.size(); arm++) {
      long people = arms.get(arm).people();
      if (people < PEOPLE) {
        faults.add("'%s' has %s people".formatted(names.get(arm), told(people)));
      } else if (arms.get(arm).variance() == 0) {
        faults.add("all %s people of '%s' have one outcome".formatted(people, names.get(arm)));
      }
    }
    require(
        faults.isEmpty(),
        "counts are too few to learn an effect: %s; each arm needs %s people in each training set,"
            + " and both outcomes",
        String.join(", ", faults),
        PEOPLE);
  }

  /** A number of people as a message may have it. */
  public static String told(long people) {
    return people < FEWEST_TOLD ? "fewer than " + FEWEST_TOLD : Long.toString(people);
  }
}
