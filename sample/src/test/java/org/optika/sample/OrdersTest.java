package org.optika.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrdersTest {
  private static final Window WINDOW = new Window(100);
  private static final int DRAWS = 500;
  private static final Person PERSON =
      Stream.iterate(0L, i -> i + 1)
          .map(i -> Person.draw(1, i, WINDOW))
          .filter(p -> !p.isBot() && p.untilMicros() == Times.END)
          .findFirst()
          .orElseThrow();
  private static final InterestWaves WAVES = InterestWaves.draw(new RandomStream(1), WINDOW);

  @Test
  void the_effect_of_a_channel_is_what_disappears_without_it() {
    List<Touch> video = weekly(Channel.VIDEO);
    List<Touch> both = new ArrayList<>(video);
    both.addAll(weekly(Channel.PAID_SOCIAL));
    both.sort(Comparator.comparingLong(Touch::atMicros));

    Orders withBoth = orders(both);
    Orders withVideo = orders(video);

    assertThat(withBoth.incremental(Channel.PAID_SOCIAL)).isPositive();
    assertThat(withVideo.total())
        .isEqualTo(withBoth.total() - withBoth.incremental(Channel.PAID_SOCIAL));
  }

  @Test
  void a_channel_without_effect_or_exposure_causes_nothing() {
    Orders direct = orders(weekly(Channel.DIRECT));

    assertThat(direct.total()).isEqualTo(orders(List.of()).total());
    for (Channel channel : Channel.values()) {
      assertThat(direct.incremental(channel)).isZero();
    }
  }

  @Test
  void one_exposure_causes_as_many_orders_as_the_formula_says() {
    List<Touch> once = List.of(touch(Channel.VIDEO, WINDOW.start() + Times.DAY));
    double expected = 0;
    for (double day = 0.005; day < 45; day += 0.01) { // effect * integral of 1 - exp(-2^(-t/10))
      expected += 0.01 * 0.007 * (1 - Math.exp(-Math.pow(2, -day / 10)));
    }
    Orders orders = new Orders();

    orders.draw(PERSON, once, WAVES, WINDOW, 20_000);

    assertThat(orders.incremental(Channel.VIDEO) / 20_000.0).isCloseTo(expected, within(0.006));
  }

  @Test
  void only_the_first_draw_happens() {
    Orders orders = new Orders();

    List<Long> happened = orders.draw(PERSON, weekly(Channel.VIDEO), WAVES, WINDOW, DRAWS);
    List<Long> again = new Orders().draw(PERSON, weekly(Channel.VIDEO), WAVES, WINDOW, 1);

    assertThat(happened).isEqualTo(again).allMatch(WINDOW::contains);
    assertThat(orders.total()).isGreaterThan(happened.size());
  }

  private static Orders orders(List<Touch> touches) {
    Orders orders = new Orders();
    orders.draw(PERSON, touches, WAVES, WINDOW, DRAWS);
    return orders;
  }

  private static List<Touch> weekly(Channel channel) {
    List<Touch> touches = new ArrayList<>();
    for (int week = 0; week < 14; week++) {
      touches.add(touch(channel, WINDOW.start() + week * 7 * Times.DAY + channel.ordinal()));
    }
    return touches;
  }

  private static Touch touch(Channel channel, long at) {
    return new Touch(at, channel, channel.placements().get(0), false, 0, true);
  }
}
