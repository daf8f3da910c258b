package org.optika.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.consent.RulePack;

/** The shipped rule pack is usable, and each mistake in a copy of it is told with file and line. */
class RulePackConfigTest {
  private static final Path SHIPPED = Path.of("..", "conf");

  @TempDir private Path folder;
  private final Faults faults = new Faults();

  @BeforeEach
  void copy_the_shipped_pack() throws IOException {
    Files.createDirectories(folder.resolve("jurisdictions"));
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        Path target = folder.resolve(SHIPPED.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  @Test
  void the_shipped_pack_is_usable() {
    Optional<RulePack> pack = RulePackConfig.load(folder, faults);

    assertThat(faults.all()).isEmpty();
    assertThat(pack.orElseThrow().purposes()).hasSize(8);
    assertThat(pack.orElseThrow().jurisdictions()).hasSize(5);
  }

  @Test
  void every_fault_is_told_at_once_with_file_and_line() throws IOException {
    change("purposes.yaml", "basis: legal_obligation", "basis: legal_obligationn");
    change("purposes.yaml", "direct_marketing: true", "direct_marketing: yes");
    change("jurisdictions/fr.yaml", "months: 6", "months: -6");
    change(
        "notices.yaml",
        "change: material, changed_purposes: [linking]",
        "change: materail, changed_purposes: [linkin]");

    Optional<RulePack> pack = RulePackConfig.load(folder, faults);

    assertThat(pack).isEmpty();
    assertThat(faults.all().stream().map(this::withoutFolder))
        .containsExactly(
            "purposes.yaml:5: 'basis': expected one of [consent, legitimate_interest, legal_obligation, contract], got 'legal_obligationn'",
            "purposes.yaml:6: 'article': belongs to a legal obligation or contract, and only there",
            "purposes.yaml:20: 'direct_marketing': expected true or false, got 'yes'",
            "jurisdictions/fr.yaml:3: 'months': must be in [1, 120], got -6",
            "notices.yaml:7: 'change': expected material or editorial, got 'materail'",
            "notices.yaml:7: 'changed_purposes': unknown purpose 'linkin'; known: [accountability, ads_personalisation, attribution, email_marketing, linking, measurement, phone_marketing, profiling]");
  }

  @Test
  void a_missing_file_is_told() throws IOException {
    Files.delete(folder.resolve("lia.yaml"));

    RulePackConfig.load(folder, faults);

    assertThat(faults.all().stream().map(this::withoutFolder))
        .containsExactly("lia.yaml: cannot be read: no such file");
  }

  @Test
  void a_relaxed_clock_needs_a_reason() throws IOException {
    change("purposes.yaml", "  - id: linking", "  - id: linking\n    clock: event-time");

    RulePackConfig.load(folder, faults);

    assertThat(faults.all().stream().map(this::withoutFolder))
        .containsExactly(
            "purposes.yaml:30: 'clock_reason': a clock relaxed to event-time needs a reason, and only then");
  }

  private String withoutFolder(String fault) {
    return fault.replace(folder + "/", "");
  }

  /** Replaces the first occurrence. */
  private void change(String file, String found, String replacement) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    int at = text.indexOf(found);
    assertThat(at).as(found).isNotNegative();
    Files.writeString(
        path, text.substring(0, at) + replacement + text.substring(at + found.length()));
  }
}
