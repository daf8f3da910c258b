package org.optika.evidence.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.Fixture;
import org.optika.evidence.bundle.Bundle;
import org.optika.evidence.bundle.BundleBuilder;
import org.optika.evidence.bundle.SigningKey;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.verify.Verdict;
import org.optika.evidence.verify.Verification;

/** A bundle for the public has releases, their figures and no register. */
class PublicBundleTest {
  private static final String FIGURES =
      """
      {"table": "dp_figures", "rows": [
      ["%s", "channel", "email", "-", "all", "-", "all", "reach", 412.0, 396.3, 427.7, 8.0, false],
      ["%s", "channel", "search", "-", "all", "-", "all", "reach", 3.0, -12.7, 18.7, 8.0, true]]}
      """
          .formatted("c".repeat(64), "c".repeat(64));

  @TempDir Path folder;

  @Test
  void it_holds_and_shows_no_figure_but_those_of_releases() throws IOException {
    ECKey key = SigningKey.create(folder.resolve("key.pem"));
    Bundle bundle = BundleBuilder.signed(input("authority", "public"), key);
    Path file = Files.write(folder.resolve("bundle.zip"), bundle.zip());

    assertThat(Verification.of(file, Verification.Known.NOTHING)).allMatch(Verdict::holds);
    assertThat(bundle.files().keySet())
        .contains("data/dp_figures.csv", "schemas/data/dp_figures.schema.json", "report.jsonld")
        .noneMatch(path -> path.startsWith("registers/") || path.startsWith("schemas/registers/"))
        .noneMatch(path -> path.contains("people_by_permission"));
    assertThat(new String(bundle.files().get("report.jsonld"), StandardCharsets.UTF_8))
        .contains("\"audience\": \"public\"")
        .doesNotContain("own:Observation");
  }

  @Test
  void a_header_that_cannot_be_read_is_refused_in_one_line() {
    assertThatThrownBy(() -> input("2026-10-01T00:00:00Z", "yesterday"))
        .isInstanceOf(EvidenceException.class)
        .hasMessage("input.json: clocks: as_of: Text 'yesterday' could not be parsed at index 0");
    assertThatThrownBy(() -> input("authority", "everyone"))
        .hasMessage("input.json: audience: Unknown audience 'everyone'; known: authority, public");
  }

  /** The header of the fixture with the first value that reads so replaced, and public tables. */
  private ReportInput input(String value, String other) throws IOException {
    String header = Files.readString(Fixture.folder().resolve("input.json"));
    Files.writeString(
        folder.resolve("input.json"),
        header.replaceFirst("\": \"%s\"".formatted(value), "\": \"%s\"".formatted(other)));
    Path tables = Files.createDirectories(folder.resolve("tables"));
    Files.writeString(
        tables.resolve("dp_releases.json"),
        Files.readString(Fixture.folder().resolve("tables/dp_releases.json")));
    Files.writeString(tables.resolve("dp_figures.json"), FIGURES);
    return ReportInput.read(folder);
  }
}
