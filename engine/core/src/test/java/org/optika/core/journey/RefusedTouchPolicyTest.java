package org.optika.core.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.journey.JourneyText.day;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusedTouchPolicyTest {
  @Test
  void ids_are_the_documented_ones_and_the_default_comes_first() {
    assertThat(RefusedTouchPolicy.ids())
        .containsExactly("drop-touch", "truncate-at-withdrawal", "opaque-state", "drop-journey");
  }

  @Test
  void every_id_is_found() {
    for (RefusedTouchPolicy policy : RefusedTouchPolicy.values()) {
      assertThat(RefusedTouchPolicy.find(policy.id())).isEqualTo(policy);
    }
  }

  @Test
  void an_unknown_id_is_answered_with_the_known_ones() {
    assertThatThrownBy(() -> RefusedTouchPolicy.find("drop"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Unknown policy 'drop' for refused touches; known: [drop-touch,"
                + " truncate-at-withdrawal, opaque-state, drop-journey]");
  }

  @Test
  void a_refused_place_shows_neither_campaign_nor_id() {
    Touches touches = new Touches();
    touches.add(day(1), 3, 4, 77);
    touches.addRefused(day(2));
    Conversions conversions = new Conversions();
    conversions.add(day(3), 1);
    VisiblePath path = new VisiblePath();
    List<String> seen = new ArrayList<>();

    new JourneyBuilder(new JourneyRules(30, 10, 10), day(9))
        .build(
            touches,
            conversions,
            journey -> {
              RefusedTouchPolicy.OPAQUE_STATE.apply(journey, path);
              for (int i = 0; i < path.length(); i++) {
                seen.add(path.channel(i) + "/" + path.campaign(i) + "/" + path.touchId(i));
              }
              assertThat(path.ageMicros(0)).isEqualTo(2 * JourneyRules.MICROS_PER_DAY);
            });

    assertThat(seen).containsExactly("3/4/77", "-1/-1/-1");
  }

  @Test
  void a_path_of_codes_has_no_times() {
    VisiblePath path = new VisiblePath();
    path.ofCodes(new int[] {1, 2}, 0, 2);

    assertThatThrownBy(() -> path.ageMicros(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("A path of channel codes alone has no times");
  }
}
