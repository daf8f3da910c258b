package org.optika.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.privacy.ledger.Budget;

class EngineConfigTest {
  private static final Path SHIPPED = Path.of("..", "conf", "optika.yaml");
  private static final String ACCOUNTING = "accounting: basic";

  @TempDir private Path folder;
  private final Faults faults = new Faults();

  private EngineConfig withAccounting(String line) throws IOException {
    String shipped = Files.readString(SHIPPED);
    assertThat(shipped).contains(ACCOUNTING);
    Path file = Files.writeString(folder.resolve("optika.yaml"), shipped.replace(ACCOUNTING, line));
    return EngineConfig.load(file, faults);
  }

  @Test
  void the_shipped_file_is_usable() {
    EngineConfig.Releases releases = EngineConfig.load(SHIPPED, faults).releases().orElseThrow();

    assertThat(faults.all()).isEmpty();
    assertThat(releases.budget()).isEqualTo(Budget.of("6", "1e-5"));
    assertThat(releases.accounting().id()).isEqualTo("basic");
  }

  @Test
  void a_ledger_adds_up_prices_unless_the_file_says_otherwise() throws IOException {
    assertThat(withAccounting("").releases().orElseThrow().accounting().id()).isEqualTo("basic");
    assertThat(
            withAccounting("accounting: concentrated").releases().orElseThrow().accounting().id())
        .isEqualTo("concentrated");
    assertThat(faults.all()).isEmpty();
  }

  @Test
  void an_unknown_accounting_is_told_with_the_known_ones() throws IOException {
    withAccounting("accounting: renyi");

    assertThat(faults.all())
        .singleElement()
        .asString()
        .endsWith(
            "optika.yaml:41: 'accounting': Unknown accounting 'renyi'; known: [basic, concentrated]");
  }
}
