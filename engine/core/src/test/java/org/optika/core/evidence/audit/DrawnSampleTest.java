package org.optika.core.evidence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.optika.core.evidence.audit.SampleDesign.DrawnStratum;

class DrawnSampleTest {
  private static final long SEED = 20261001;

  private static SampledDevice device(String stratum, String subjectKey) {
    DrawKey.Draw draw = new DrawKey(SEED).of(subjectKey);
    return new SampledDevice(draw.sampleId(), draw.captureCode(), stratum, subjectKey);
  }

  private static SampleDesign design(DrawnStratum... strata) {
    return new SampleDesign(SEED, 2, 1, List.of("region"), Optional.empty(), List.of(strata));
  }

  /**
   * HMAC-SHA-256 of "ab" with key 0000000000000007, by OpenSSL: 90897c71 83795e5e 6309bed1 cad20813
   * 142a403d 7738ff6f ... The rank is its first 63 bits, id and code the lowest bits of the next
   * two words, read in groups of five from the last one on.
   */
  @Test
  void a_draw_is_a_keyed_hash() {
    DrawKey.Draw draw = new DrawKey(7).of("ab");

    assertThat(draw.rank()).isEqualTo(0x90897c7183795e5eL >>> 1);
    assertThat(draw.sampleId()).isEqualTo("vacepfh48p");
    assertThat(draw.captureCode()).isEqualTo("r59tv5");
    assertThat(new DrawKey(8).of("ab")).isNotEqualTo(draw);
  }

  @Test
  void ranks_are_uniform_and_ids_differ() {
    DrawKey key = new DrawKey(SEED);
    int[] tenths = new int[10];
    Set<String> ids = new HashSet<>();

    for (int i = 0; i < 20_000; i++) {
      DrawKey.Draw draw = key.of("subject " + i);
      tenths[(int) (draw.rank() / 0x1p63 * 10)]++;
      ids.add(draw.sampleId());
    }

    assertThat(ids).hasSize(20_000);
    for (int tenth : tenths) {
      assertThat(tenth).isBetween(1_800, 2_200); // 4.7 standard deviations
    }
  }

  @Test
  void a_sample_knows_its_numbers() {
    SampleDesign design = design(new DrawnStratum("NL", 70, 2), new DrawnStratum("BE", 30, 1));

    DrawnSample sample =
        new DrawnSample(design, List.of(device("NL", "a"), device("BE", "b"), device("NL", "c")));

    assertThat(sample.design().population()).isEqualTo(100);
    assertThat(sample.design().drawn()).isEqualTo(3);
  }

  @Test
  void devices_left_out_added_or_exchanged_are_found() {
    SampleDesign design = design(new DrawnStratum("NL", 70, 2));
    SampledDevice first = device("NL", "a");
    SampledDevice second = device("NL", "b");
    SampledDevice exchanged =
        new SampledDevice(second.sampleId(), second.captureCode(), "NL", "somebody else");

    assertThatThrownBy(() -> new DrawnSample(design, List.of(first)))
        .hasMessage("stratum 'NL' has drawn 2 devices, and 1 are there");
    assertThatThrownBy(() -> new DrawnSample(design, List.of(first, second, device("BE", "c"))))
        .hasMessage("2 devices were drawn, and 3 are there");
    assertThatThrownBy(() -> new DrawnSample(design, List.of(first, exchanged)))
        .hasMessage(
            "device '%s' was not drawn with the seed of this sample".formatted(second.sampleId()));
    assertThatThrownBy(() -> new DrawnSample(design, List.of(first, first)))
        .hasMessage("device '%s' stands twice".formatted(first.sampleId()));
    assertThatThrownBy(() -> design(new DrawnStratum("NL", 7, 2), new DrawnStratum("NL", 3, 1)))
        .hasMessage("stratum 'NL' twice");
    assertThatThrownBy(() -> new DrawnStratum("NL", 7, 8))
        .hasMessage("stratum 'NL' has drawn 8 of 7 devices");
  }
}
