package org.optika.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.evidence.audit.DrawnSample;
import org.optika.core.evidence.audit.SampleDesign.DrawnStratum;
import org.optika.core.evidence.audit.TestGoal;
import org.optika.jobs.UserErrorException;

class SampleFileTest {
  private static final DrawnSample SAMPLE =
      TestSample.of(
          Optional.of(new TestGoal(0.01, 0.02, 0.05, 0.9)),
          List.of(
              new DrawnStratum("mobile|NL, \"north\"", 60, 2), new DrawnStratum("tv|NL", 30, 1)),
          "a",
          "b",
          "c");

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void name_a_file() {
    file = folder.resolve("new/sample.csv");
  }

  @Test
  void what_is_written_reads_back_and_only_the_owner_may_read_it() throws IOException {
    SampleFile.write(file, SAMPLE);

    assertThat(SampleFile.read(file)).isEqualTo(SAMPLE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
    assertThat(Files.readAllLines(file).get(0))
        .isEqualTo(
            "sample_id,capture_code,stratum,subject_key,weight,stratum_devices,stratum_drawn,population,drawn,strata_by,seed,as_of,known_at,null_rate,alternative,alpha,power");
    assertThat(Files.readAllLines(file).get(3))
        .endsWith(
            ",tv|NL,c,30.0,30,1,90,3,device_class|region,7,2026-10-01T00:00:00Z,2026-10-01T00:00:00.000001Z,0.01,0.02,0.05,0.9");
  }

  @Test
  void a_sample_without_a_test_reads_back() {
    DrawnSample plain = TestSample.of("a", "b");

    SampleFile.write(file, plain);

    assertThat(SampleFile.read(file)).isEqualTo(plain);
  }

  @Test
  void strata_from_which_nothing_was_drawn_are_kept_together() {
    DrawnSample sample =
        TestSample.of(
            Optional.empty(),
            List.of(
                new DrawnStratum("a", 60, 1),
                new DrawnStratum("b", 3, 0),
                new DrawnStratum("c", 2, 0)),
            "x");

    SampleFile.write(file, sample);

    assertThat(SampleFile.read(file).design().strata())
        .containsExactly(
            new DrawnStratum("a", 60, 1), new DrawnStratum(SampleFile.NOT_DRAWN, 5, 0));
  }

  @Test
  void a_sample_is_not_drawn_over_another() {
    SampleFile.write(file, SAMPLE);

    assertThatThrownBy(() -> SampleFile.write(file, SAMPLE))
        .isInstanceOf(UserErrorException.class)
        .hasMessage(
            "%s: is there already, and a sample is not drawn over another. Name another file.",
            file);
  }

  @Test
  void a_file_that_was_changed_is_refused() throws IOException {
    SampleFile.write(file, SAMPLE);
    String text = Files.readString(file);
    String lastRow = text.substring(text.lastIndexOf('\n', text.length() - 2) + 1);

    assertThat(refusal(text.replace(lastRow, "")))
        .isEqualTo("3 devices were drawn, and 2 are there");
    assertThat(refusal(text.replace(",b,", ",d,")))
        .isEqualTo(
            "device '%s' was not drawn with the seed of this sample"
                .formatted(SAMPLE.devices().get(1).sampleId()));
    assertThat(refusal(text.replace(lastRow, lastRow.replace("0.01,0.02", "0.01,0.03"))))
        .isEqualTo("column 'alternative' differs between rows");
    assertThat(refusal(text.replace(lastRow, lastRow.replace(",7,", ",8,"))))
        .isEqualTo("column 'seed' differs between rows");
    assertThat(refusal(text.replace(",60,2,", ",60,x,")))
        .isEqualTo("column 'stratum_drawn' has no whole number, but x");
    assertThat(refusal(text.replace(",60,2,", ",70,2,")))
        .isEqualTo("the strata have more devices than the population");
    assertThat(refusal(text.replaceFirst(",60,2,", ",59,2,")))
        .isEqualTo("stratum 'mobile|NL, \"north\"' has other numbers in another row");
  }

  private String refusal(String text) throws IOException {
    Path changed = folder.resolve("changed.csv");
    Files.writeString(changed, text);
    try {
      SampleFile.read(changed);
    } catch (UserErrorException refused) {
      String message = refused.getMessage();
      String prefix = changed + ": ";
      String suffix = ". Take the file as 'optika audit sample' has written it.";
      assertThat(message).startsWith(prefix).endsWith(suffix);
      return message.substring(prefix.length(), message.length() - suffix.length());
    }
    throw new AssertionError("a changed sample was taken");
  }

  @Test
  void an_empty_file_is_no_sample() throws IOException {
    SampleFile.write(file, SAMPLE);
    Path empty = folder.resolve("empty.csv");
    Files.writeString(empty, Files.readAllLines(file).get(0) + "\n");

    assertThatThrownBy(() -> SampleFile.read(empty))
        .hasMessage("%s: expected at least one device, got none".formatted(empty));
  }
}
