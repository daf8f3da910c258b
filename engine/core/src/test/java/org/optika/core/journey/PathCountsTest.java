package org.optika.core.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PathCountsTest {

  private static VisiblePath path(int... channels) {
    VisiblePath path = new VisiblePath();
    path.ofCodes(channels, 0, channels.length);
    return path;
  }

  private static Map<String, String> content(PathCounts counts) {
    Map<String, String> content = new HashMap<>();
    counts.forEach(
        (channels, conversions, value, nulls) ->
            content.put(Arrays.toString(channels), conversions + " " + value + " " + nulls));
    return content;
  }

  @Test
  void equal_paths_are_one_and_order_matters() {
    PathCounts counts = new PathCounts();

    counts.addConverted(path(1, 2), 500);
    counts.addConverted(path(1, 2), 70);
    counts.addConverted(path(2, 1), 9);
    counts.addNull(path(1, 2));
    counts.addNull(path(Touches.REFUSED, 65_534));

    assertThat(content(counts))
        .containsOnly(
            Map.entry("[1, 2]", "2 570 1"),
            Map.entry("[2, 1]", "1 9 0"),
            Map.entry("[-1, 65534]", "0 0 1"));
    assertThat(counts.size()).isEqualTo(3);
  }

  @Test
  void what_was_added_can_be_taken_back_and_more() {
    PathCounts counts = new PathCounts();
    counts.addConverted(path(1, 2), 500);
    counts.subtractConverted(path(1, 2), 500);
    counts.subtractConverted(path(3), 40);

    assertThat(content(counts))
        .containsOnly(Map.entry("[1, 2]", "0 0 0"), Map.entry("[3]", "-1 -40 0"));
  }

  @Test
  void a_path_has_a_touch_and_channels_have_16_bits() {
    PathCounts counts = new PathCounts();

    assertThatThrownBy(() -> counts.addNull(path())).hasMessage("a path needs at least one touch");
    assertThatThrownBy(() -> counts.addNull(path(65_535)))
        .hasMessage("channel code must be in [-1, 65535), got 65535");
  }

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void merged_parts_are_the_whole_and_the_whole_is_what_a_map_counts(long seed) {
    Random random = new Random(seed);
    Map<String, long[]> expected = new HashMap<>();
    PathCounts whole = new PathCounts();
    PathCounts one = new PathCounts();
    PathCounts other = new PathCounts();
    for (int i = 0; i < 3_000; i++) {
      int[] channels = random.ints(1 + random.nextInt(6), -1, 4).toArray();
      long[] sums = expected.computeIfAbsent(Arrays.toString(channels), first -> new long[3]);
      PathCounts part = random.nextBoolean() ? one : other;
      if (random.nextBoolean()) {
        long value = random.nextInt(1_000);
        whole.addConverted(path(channels), value);
        part.addConverted(path(channels), value);
        sums[0]++;
        sums[1] += value;
      } else {
        whole.addNull(path(channels));
        part.addNull(path(channels));
        sums[2]++;
      }
    }

    one.merge(other);

    Map<String, String> counted = new HashMap<>();
    expected.forEach((path, sums) -> counted.put(path, sums[0] + " " + sums[1] + " " + sums[2]));
    assertThat(content(whole)).isEqualTo(counted);
    assertThat(content(one)).isEqualTo(counted);
  }
}
