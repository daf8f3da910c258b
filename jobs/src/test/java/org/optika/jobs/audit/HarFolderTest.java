package org.optika.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.evidence.audit.DrawnSample;
import org.optika.core.evidence.audit.SampledDevice;

class HarFolderTest {
  private static final DrawnSample SAMPLE = TestSample.of("a", "b", "c");
  private static final SampledDevice A = SAMPLE.devices().get(0);
  private static final SampledDevice B = SAMPLE.devices().get(1);

  @TempDir private Path folder;

  private void har(String name, String host) throws IOException {
    Files.writeString(
        folder.resolve(name),
        "{\"log\": {\"entries\": [{\"startedDateTime\": \"2026-09-01T10:00:00Z\", \"request\": {\"url\": \"https://%s/\"}}]}}"
            .formatted(host));
  }

  @Test
  void files_are_found_by_sample_id_and_visits_are_put_together() throws IOException {
    har(A.sampleId() + ".har", "one.example");
    har(A.sampleId() + "_2.har", "two.example");
    har(B.sampleId() + "-" + B.captureCode() + ".har", "three.example");

    HarFolder captures = new HarFolder(folder, SAMPLE);

    assertThat(captures.source()).isEqualTo("har");
    assertThat(captures.of(A).orElseThrow().observations())
        .extracting(seen -> seen.host())
        .containsExactly("one.example", "two.example");
    assertThat(captures.of(B).orElseThrow().observations())
        .extracting(seen -> seen.host())
        .containsExactly("three.example");
    assertThat(captures.of(SAMPLE.devices().get(2))).isEmpty();
    assertThat(captures.strays()).isEmpty();
  }

  @Test
  void files_that_belong_to_no_device_of_the_sample_are_told() throws IOException {
    har("zzzzzzzzzz.har", "one.example");
    har(A.sampleId() + "-" + B.captureCode() + ".har", "two.example");
    Files.writeString(folder.resolve("Read me.txt"), "");

    HarFolder captures = new HarFolder(folder, SAMPLE);

    assertThat(captures.of(A)).isEmpty();
    assertThat(captures.strays())
        .extracting(fault -> fault.file(), fault -> fault.expected())
        .containsExactlyInAnyOrder(
            tuple("Read me.txt", "a file named <sample_id>.har or <sample_id>-<capture_code>.har"),
            tuple(
                A.sampleId() + "-" + B.captureCode() + ".har",
                "the capture_code of this sample_id"),
            tuple("zzzzzzzzzz.har", "a sample_id of the sample"));
  }

  @Test
  void a_folder_that_is_none_is_refused() {
    Path nowhere = folder.resolve("nowhere");

    assertThatThrownBy(() -> new HarFolder(nowhere, SAMPLE))
        .hasMessage(
            "--har %s: expected a folder with HAR files, got none that can be read"
                .formatted(nowhere));
  }
}
