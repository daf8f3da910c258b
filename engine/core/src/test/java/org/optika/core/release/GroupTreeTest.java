package org.optika.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupTreeTest {
  private static final KeySet KEYS =
      new KeySet(
          List.of("day", "region", "channel"),
          List.of(
              List.of("2026-01-04", "2026-01-05", "2026-02-01"),
              List.of("NL-NH", "DE-BY", "NL-UT"),
              List.of("email", "video")));

  private static Level level(Coarsening by) {
    return new Level(by, BigDecimal.ONE);
  }

  private static GroupTree tree(Coarsening... levels) {
    return GroupTree.of(KEYS, List.of(levels).stream().map(GroupTreeTest::level).toList());
  }

  private static Coarsening countries(List<String> netherlands, List<String> germany) {
    return new RolledUp(
        "region", "country", Map.of("netherlands", netherlands, "germany", germany));
  }

  private static final Coarsening COUNTRIES =
      countries(List.of("NL-NH", "NL-UT"), List.of("DE-BY"));

  /** The group that each leaf lies in, at each level. */
  private static List<String> above(GroupTree tree, int level, String... leaf) {
    for (int group = 0; group < KEYS.size(); group++) {
      if (KEYS.group(group).equals(List.of(leaf))) {
        int place = group;
        for (int below = 0; below < level; below++) {
          place = tree.forest().parent(below, place);
        }
        return tree.keys(level).group(place);
      }
    }
    throw new AssertionError("no leaf " + List.of(leaf));
  }

  @Test
  void each_level_is_made_of_the_one_below() {
    GroupTree tree = tree(new LeftOut("channel"), COUNTRIES, new RolledUpDays("day", "month"));

    assertThat(above(tree, 0, "2026-01-05", "DE-BY", "video"))
        .containsExactly("2026-01-05", "DE-BY", "video");
    assertThat(above(tree, 1, "2026-01-05", "DE-BY", "video"))
        .containsExactly("2026-01-05", "DE-BY", "all");
    assertThat(above(tree, 2, "2026-01-05", "DE-BY", "video"))
        .containsExactly("2026-01-05", "germany", "all");
    assertThat(above(tree, 3, "2026-01-05", "DE-BY", "video"))
        .containsExactly("2026-01", "germany", "all");
    assertThat(above(tree, 3, "2026-02-01", "NL-UT", "email"))
        .containsExactly("2026-02", "netherlands", "all");
    assertThat(tree.keys(3).columns()).containsExactly("month", "country", "channel");
    assertThat(tree.name(3)).isEqualTo("month / country / all");
    assertThat(tree.forest().mostLeaves(0)).isEqualTo(1);
    assertThat(tree.forest().mostLeaves(3)).isEqualTo(2 * 2 * 2);
  }

  /** A Sunday and the Monday after it; the last days of 2024 are of the first week of 2025. */
  @Test
  void weeks_are_those_of_iso_8601() {
    assertThat(new RolledUpDays("day", "week").coarser(KEYS.values().get(0)))
        .containsExactly("2026-W01", "2026-W02", "2026-W05");
    assertThat(new RolledUpDays("day", "week").coarser(List.of("2024-12-30", "2021-01-03")))
        .containsExactly("2025-W01", "2020-W53");
  }

  @Test
  void levels_that_cannot_be_made_are_refused() {
    assertThatThrownBy(() -> tree(new LeftOut("model")))
        .hasMessage("levels: unknown key 'model'; the level below has [day, region, channel]");
    assertThatThrownBy(() -> tree(new LeftOut("channel"), new LeftOut("channel")))
        .hasMessage("levels: value 'all' of 'channel' stands at a finer level already");
    assertThatThrownBy(() -> tree(countries(List.of("NL-NH"), List.of("DE-BY"))))
        .hasMessageStartingWith("level 'country': value 'NL-UT' of 'region' is in none of [");
    assertThatThrownBy(() -> tree(countries(List.of("NL-NH", "NL-UT"), List.of("DE-BY", "NL-NH"))))
        .hasMessage("level 'country': value 'NL-NH' of 'region' stands twice");
    assertThatThrownBy(() -> tree(countries(List.of("NL-NH", "NL-UT"), List.of("DE-BE"))))
        .hasMessage("level 'country': 'region' has no value 'DE-BE'");
    assertThatThrownBy(() -> tree(new RolledUpDays("region", "week")))
        .hasMessage("level 'week': expected days such as 2026-01-05 in 'region', got 'NL-NH'");
    assertThatThrownBy(() -> new RolledUpDays("day", "quarter"))
        .hasMessage(
            "level 'quarter': days go into [week, month]; other groups need a list of what they are made of");
    assertThatThrownBy(() -> new Level(COUNTRIES, BigDecimal.ZERO))
        .hasMessage("weight of level 'country' must be > 0, got 0");
  }
}
