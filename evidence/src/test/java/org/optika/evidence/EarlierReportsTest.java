package org.optika.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.evidence.bundle.BundleBuilder;
import org.optika.evidence.bundle.SigningKey;
import org.optika.evidence.input.ReportInput;

/** A bundle is made beside those that its reader has already. */
class EarlierReportsTest {
  private static final String HIDDEN =
      "[\"region\", \"FR-IDF\", null, null, null, null, null, null, null, null, true]";

  private static final String SHOWN =
      "[\"region\", \"FR-IDF\", 1000, 600, 540, 225, 46000.0, 17000.0, 0.54, 0.375, false]";

  @TempDir private Path folder;
  private ECKey key;

  @BeforeEach
  void makeKey() {
    key = SigningKey.create(folder.resolve("key.pem"));
  }

  @Test
  void a_report_that_says_the_same_again_is_written() throws IOException {
    assertThat(buildBeside(bundle(Fixture.folder()))).isZero();
    assertThat(folder.resolve("out/report-fjordpad-2026-Q3.zip")).exists();
  }

  @Test
  void a_report_that_withholds_what_an_earlier_one_shows_is_not() throws IOException {
    Path shown = copy();
    Path table = shown.resolve("tables/business_by_permission.json");
    String rows = Files.readString(table);
    assertThat(rows).contains(HIDDEN, "\"BE-VLG\", null");
    Files.writeString(
        table,
        rows.replace(HIDDEN, SHOWN)
            .replaceAll("(?m)^.*\"NL-ZH\".*$", HIDDEN.replace("FR-IDF", "NL-ZH") + ","));

    assertThat(buildBeside(bundle(shown))).isEqualTo(2);
    assertThat(folder.resolve("out/report-fjordpad-2026-Q3.zip")).doesNotExist();
  }

  @Test
  void a_report_of_another_controller_is_refused() throws IOException {
    Path other = copy();
    Path header = other.resolve("input.json");
    Files.writeString(header, Files.readString(header).replace("\"fjordpad\"", "\"another\""));

    assertThat(buildBeside(bundle(other))).isEqualTo(2);
  }

  private int buildBeside(Path earlier) {
    return EvidenceMain.run(
        "bundle",
        "--input",
        Fixture.folder().toString(),
        "--out",
        folder.resolve("out").toString(),
        "--key",
        folder.resolve("key.pem").toString(),
        "--earlier",
        earlier.toString());
  }

  private Path bundle(Path input) throws IOException {
    return Files.write(
        folder.resolve("earlier.zip"), BundleBuilder.signed(ReportInput.read(input), key).zip());
  }

  private Path copy() throws IOException {
    Path target = folder.resolve("copy");
    try (Stream<Path> files = Files.walk(Fixture.folder())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copied = target.resolve(Fixture.folder().relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copied);
        } else {
          Files.copy(file, copied);
        }
      }
    }
    return target;
  }
}
