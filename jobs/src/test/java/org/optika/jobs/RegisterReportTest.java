package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.evidence.register.AssessmentRecord;
import org.optika.core.evidence.register.DpiaRecord;
import org.optika.core.evidence.register.DpiaStatus;
import org.optika.core.evidence.register.Registers;
import org.optika.core.evidence.register.VendorRecord;
import org.optika.jobs.cards.RecordJson;

/** What the registers say at an instant, and what {@code optika validate} warns of. */
class RegisterReportTest {
  private static final Instant AT = Instant.parse("2026-10-01T00:00:00Z");

  @TempDir private Path folder;

  @BeforeEach
  void copy_the_shipped_configuration() {
    SmallWorld.copy(Path.of("..", "conf"), folder.resolve("conf"));
  }

  private RegisterReport report(Instant at) {
    RunOptions options = RunOptions.of();
    options.config = folder.resolve("conf/optika.yaml");
    return new RegisterReport(Configuration.load(options), at);
  }

  private void change(String file, String found, String replacement) throws IOException {
    Path path = folder.resolve("conf").resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(found);
    Files.writeString(path, text.replace(found, replacement));
  }

  private static VendorRecord vendor(Registers registers, String id) {
    return registers.vendors().stream()
        .filter(vendor -> vendor.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_shipped_registers_lack_nothing() {
    assertThat(report(AT).warnings()).isEmpty();
  }

  @Test
  void an_activity_without_months_of_retention_is_told() throws IOException {
    change("processing.yaml", "    retention_months: {consent_event: 60}\n", "");

    assertThat(report(AT).warnings())
        .containsExactly(
            "processing.yaml: activity 'accountability' has no retention_months, so that no report tells whether rows are kept for too long");
  }

  @Test
  void vendors_are_told_with_what_their_transfers_rest_on() {
    Registers registers = report(AT).registers();

    assertThat(registers.vendors()).extracting(VendorRecord::id).isSorted().hasSize(9);
    assertThat(vendor(registers, "postbird").transfer().orElseThrow().kind())
        .isEqualTo("none-needed");
    assertThat(vendor(registers, "clipcast").transfer().orElseThrow().kind()).isEqualTo("scc");
    assertThat(vendor(registers, "retargo").transfer().orElseThrow().validTo())
        .contains(Instant.parse("2031-12-27T00:00:00Z"));
    assertThat(vendor(registers, "postbird").purposes())
        .containsExactly("measurement", "attribution", "profiling", "email_marketing");
    assertThat(report(Instant.parse("2020-01-01T00:00:00Z")).registers().vendors()).isEmpty();
  }

  @Test
  void registers_have_a_form_in_json() {
    JsonNode json = RecordJson.of(report(AT).registers());

    assertThat(json.at("/at").textValue()).isEqualTo("2026-10-01T00:00:00Z");
    assertThat(json.at("/vendors/1/id").textValue()).isEqualTo("clipcast");
    assertThat(json.at("/vendors/1/transfer/kind").textValue()).isEqualTo("scc");
    assertThat(json.at("/assessments/0/interest").textValue()).startsWith("know how many people");
    assertThat(json.at("/dpia/0/status").textValue()).isEqualTo("assessed");
    assertThat(json.at("/processing/activities/0/people").size()).isEqualTo(2);
  }

  @Test
  void assessments_are_those_in_force() {
    assertThat(report(AT).registers().assessments())
        .extracting(AssessmentRecord::id)
        .containsExactly("lia-nl-measurement-2026");
    assertThat(report(Instant.parse("2026-06-15T00:00:00Z")).registers().assessments()).isEmpty();
  }

  @Test
  void a_transfer_that_has_ended_is_warned_of() throws IOException {
    change(
        "transfers.yaml",
        "    impact_assessment: 2023-08-14\n    valid_from: 2023-09-01\n",
        "    impact_assessment: 2023-08-14\n    valid_from: 2023-09-01\n    valid_to: 2026-09-01\n");

    assertThat(report(AT).warnings())
        .containsExactly(
            "vendors.yaml: vendor 'clipcast' is in IN, and transfers.yaml has nothing that is valid at 2026-10-01T00:00:00Z: its touchpoints are refused");
    assertThat(vendor(report(AT).registers(), "clipcast").transfer()).isEmpty();
  }

  @Test
  void an_interest_without_an_assessment_is_warned_of() {
    assertThat(report(Instant.parse("2026-06-15T00:00:00Z")).warnings())
        .contains(
            "lia.yaml: purpose 'measurement' rests on legitimate interest in NL, and no assessment is valid at 2026-06-15T00:00:00Z: it is refused (R6)");
  }

  @Test
  void an_action_with_a_significant_effect_and_no_entry_is_flagged() throws IOException {
    change("dpia.yaml", "action: contract-change", "campaign: contract-change");

    RegisterReport report = report(AT);

    assertThat(report.warnings())
        .containsExactly(
            "dpia.yaml: action 'contract-change' has a significant effect and no entry: its impact has to be assessed before it is proposed");
    assertThat(report.registers().dpia())
        .filteredOn(record -> record.id().isEmpty())
        .singleElement()
        .extracting(DpiaRecord::subjectId, DpiaRecord::status)
        .containsExactly("contract-change", DpiaStatus.MISSING);
  }

  @Test
  void entries_that_lack_something_are_warned_of() throws IOException {
    change(
        "dpia.yaml",
        "assessed: 2026-02-16, valid_to: 2028-02-16,",
        "assessed: 2026-02-16, valid_to: 2026-09-16,");
    change("dpia.yaml", "model: winback-2026-07", "model: winback-2026-08");
    change("dpia.yaml", "significant_effect: true", "significant_effect: false");
    change("processing.yaml", "attribution, linking]", "attribution]");

    assertThat(report(AT).warnings())
        .containsExactly(
            "dpia.yaml: model 'churn' meets 2 criteria and has no assessment that is valid at 2026-10-01T00:00:00Z",
            "dpia.yaml: entry 'dpia-winback' is about model 'winback-2026-08', which scores.yaml does not have",
            "dpia.yaml: entry 'dpia-contract-change' says that action 'contract-change' has no significant effect, and actions.yaml that it has",
            "dpia.yaml: model 'winback-2026-07' scores people and has no entry: say there which criteria it meets",
            "processing.yaml: purpose 'linking' belongs to no activity");
  }

  @Test
  void configurations_without_registers_keep_working() throws IOException {
    for (String file : List.of("vendors.yaml", "transfers.yaml", "processing.yaml", "dpia.yaml")) {
      Files.delete(folder.resolve("conf").resolve(file));
    }

    RegisterReport report = report(AT);

    assertThat(report.registers().vendors()).isEmpty();
    assertThat(report.registers().processing()).isEmpty();
    assertThat(report.warnings())
        .containsExactly(
            "dpia.yaml: action 'contract-change' has a significant effect and no entry: its impact has to be assessed before it is proposed",
            "dpia.yaml: model 'churn' scores people and has no entry: say there which criteria it meets",
            "dpia.yaml: model 'winback-2026-07' scores people and has no entry: say there which criteria it meets");
  }
}
