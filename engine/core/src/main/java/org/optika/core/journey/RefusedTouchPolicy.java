package org.optika.core.journey;

import java.util.Arrays;
import java.util.List;

/**
 * What models get to see of a journey in which some touches are refused. For a journey without
 * refused touches all policies are the same.
 *
 * <p>Under every policy a conversion with nothing left to see goes to a {@link Bucket}; a null
 * journey with nothing left is dropped.
 */
public enum RefusedTouchPolicy {
  /** Refused touches leave no trace: the neighbours close up. The default. */
  DROP_TOUCH("drop-touch") {
    @Override
    void select(Journey journey, VisiblePath path) {
      for (int i = 0; i < journey.length(); i++) {
        if (journey.channel(i) != Touches.REFUSED) {
          path.append(journey, i);
        }
      }
    }
  },

  /** Only what comes after the last refused touch is seen. */
  TRUNCATE_AT_WITHDRAWAL("truncate-at-withdrawal") {
    @Override
    void select(Journey journey, VisiblePath path) {
      int first = journey.length();
      while (first > 0 && journey.channel(first - 1) != Touches.REFUSED) {
        first--;
      }
      for (int i = first; i < journey.length(); i++) {
        path.append(journey, i);
      }
    }
  },

  /**
   * A refused touch keeps its place under the code {@link Touches#REFUSED}, a state of its own
   * whose credit goes to {@link Bucket#TOUCHES_REFUSED}.
   */
  OPAQUE_STATE("opaque-state") {
    @Override
    void select(Journey journey, VisiblePath path) {
      for (int i = 0; i < journey.length(); i++) {
        path.append(journey, i);
      }
    }
  },

  /** A journey with any refused touch is not modelled at all. */
  DROP_JOURNEY("drop-journey") {
    @Override
    void select(Journey journey, VisiblePath path) {
      if (journey.refused() == 0) {
        OPAQUE_STATE.select(journey, path);
      }
    }
  };

  private final String id;

  RefusedTouchPolicy(String id) {
    this.id = id;
  }

  /** Name in config and in the {@code policy} column. */
  public String id() {
    return id;
  }

  /**
   * @throws IllegalArgumentException with the known ids when there is no such policy
   */
  public static RefusedTouchPolicy find(String id) {
    return Arrays.stream(values())
        .filter(policy -> policy.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown policy '%s' for refused touches; known: %s".formatted(id, ids())));
  }

  /** All ids, the default first. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(RefusedTouchPolicy::id).toList();
  }

  /**
   * Fills {@code path} with what models may see of the journey.
   *
   * @param path overwritten; its {@link VisiblePath#outcome} says whether there is anything to see
   */
  public void apply(Journey journey, VisiblePath path) {
    path.begin(journey.converted(), journey.endMicros());
    select(journey, path);
    path.finish(journey.refused() > 0);
  }

  abstract void select(Journey journey, VisiblePath path);
}
