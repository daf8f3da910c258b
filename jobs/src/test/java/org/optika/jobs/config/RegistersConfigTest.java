package org.optika.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.evidence.register.DpiaEntry;
import org.optika.core.evidence.register.DpiaStatus;
import org.optika.core.evidence.report.RetentionLimit;
import org.optika.core.evidence.report.StoredData;
import org.optika.core.gate.Vendor;
import org.optika.core.gate.VendorRegister;
import org.optika.core.gate.VendorState;

/** The shipped registers are usable, and each mistake in a copy is told with file and line. */
class RegistersConfigTest {
  private static final Path SHIPPED = Path.of("..", "conf");
  private static final List<String> FILES =
      List.of("vendors.yaml", "transfers.yaml", "processing.yaml", "dpia.yaml", "lia.yaml");

  @TempDir private Path folder;
  private final List<String> purposes = RulePackConfig.purposeIds(SHIPPED);
  private final Faults faults = new Faults();

  @BeforeEach
  void copy_the_shipped_files() throws IOException {
    for (String file : FILES) {
      Files.copy(SHIPPED.resolve(file), folder.resolve(file));
    }
  }

  private Optional<VendorRegister> vendors() {
    return VendorsConfig.load(folder, purposes, faults);
  }

  private RegistersConfig registers() {
    return RegistersConfig.load(folder, purposes, faults);
  }

  private List<String> told() {
    return faults.all().stream().map(fault -> fault.replace(folder + "/", "")).toList();
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

  @Test
  void the_shipped_vendors_are_open_at_the_time_of_the_sample() {
    VendorRegister register = vendors().orElseThrow();
    long at = VendorsConfig.Span.micros(Instant.parse("2026-10-01T00:00:00Z"));

    assertThat(faults.all()).isEmpty();
    assertThat(register.vendors()).hasSize(9);
    for (Vendor vendor : register.vendors()) {
      assertThat(register.stateAt(vendor.id(), "measurement", at))
          .as(vendor.id())
          .isEqualTo(VendorState.OPEN);
    }
  }

  @Test
  void without_both_files_vendors_decide_nothing_and_one_alone_is_a_mistake() throws IOException {
    Files.delete(folder.resolve("transfers.yaml"));
    assertThat(vendors()).isEmpty();
    assertThat(told()).containsExactly("transfers.yaml: cannot be read: no such file");

    Files.delete(folder.resolve("vendors.yaml"));
    assertThat(VendorsConfig.load(folder, purposes, new Faults())).isEmpty();
    assertThat(VendorsConfig.files(folder)).isEmpty();
  }

  @Test
  void every_fault_of_vendors_is_told_at_once() throws IOException {
    change("vendors.yaml", "    role: processor", "    role: helper");
    change("vendors.yaml", "country: SE", "country: SX2");
    change(
        "vendors.yaml",
        "purposes: [measurement, attribution, profiling, email_marketing]",
        "purposes: [measuring]");
    change("vendors.yaml", "    data: [device identifiers, clicks on messages]\n", "");
    change("vendors.yaml", "  - id: searchads-two", "  - id: adnord");

    assertThat(vendors()).isEmpty();
    assertThat(told())
        .containsExactly(
            "vendors.yaml:8: 'role': expected one of [processor, joint_controller, controller], got 'helper'",
            "vendors.yaml:30: 'country': expected a code of ISO 3166 such as NL, got 'SX2'",
            "vendors.yaml:59: 'purposes': unknown purpose 'measuring'; known: " + purposes,
            "vendors.yaml:62: 'data': name the categories of personal data that the vendor gets");
  }

  @Test
  void two_entries_of_a_vendor_for_one_time_are_told() throws IOException {
    change("vendors.yaml", "  - id: searchads-two", "  - id: searchads");

    vendors();

    assertThat(told())
        .containsExactly(
            "vendors.yaml:13: 'id': vendor 'searchads' has another entry for the same time");
  }

  @Test
  void every_fault_of_transfers_is_told_at_once() throws IOException {
    change(
        "transfers.yaml",
        "{country: CH, valid_from: 2000-07-26,",
        "{country: CH, valid_from: 2000-07-26, valid_to: 2000-07-26,");
    change("transfers.yaml", "certified_only: true", "certified_only: yes");
    change("transfers.yaml", "vendor: socialads", "vendor: socialad");
    change("transfers.yaml", "    impact_assessment: 2023-08-14\n", "");

    vendors();

    assertThat(told()).hasSize(4);
    assertThat(told().get(0))
        .isEqualTo("transfers.yaml:5: 'valid_to': must be later than valid_from");
    assertThat(told().get(1))
        .isEqualTo("transfers.yaml:9: 'certified_only': expected true or false, got 'yes'");
    assertThat(told().get(2))
        .startsWith(
            "transfers.yaml:19: 'vendor': unknown vendor 'socialad'; vendors.yaml has: [searchads, ");
    assertThat(told().get(3))
        .isEqualTo(
            "transfers.yaml:24: 'mechanism': scc needs an assessment of the transfer: add 'impact_assessment' with its day");
  }

  @Test
  void a_certificate_needs_a_decision_of_its_country() throws IOException {
    change("transfers.yaml", "mechanism: scc", "mechanism: adequacy");

    vendors();

    assertThat(told())
        .containsExactly(
            "transfers.yaml:26: 'impact_assessment': belongs to scc and bcr, and only there",
            "transfers.yaml:24: 'mechanism': there is no adequacy decision for IN, the country of vendor 'clipcast'");
  }

  @Test
  void the_shipped_registers_lack_nothing() {
    RegistersConfig registers = registers();

    assertThat(faults.all()).isEmpty();
    assertThat(registers.assessments()).hasSize(2);
    assertThat(registers.processing().orElseThrow().activities()).hasSize(3);
    assertThat(registers.processing().orElseThrow().limits())
        .hasSize(15)
        .contains(
            new RetentionLimit("measurement", "measurement", StoredData.TOUCHPOINTS, 25),
            new RetentionLimit("profiling", "scores", StoredData.ORDERS, 25),
            new RetentionLimit("accountability", "accountability", StoredData.CONSENT_EVENTS, 60));
    long at = VendorsConfig.Span.micros(Instant.parse("2026-10-01T00:00:00Z"));
    assertThat(registers.dpia().orElseThrow())
        .extracting((DpiaEntry entry) -> entry.statusAt(at))
        .containsOnly(DpiaStatus.ASSESSED);
  }

  @Test
  void every_fault_of_the_other_registers_is_told_at_once() throws IOException {
    change("processing.yaml", "name: Fjordpad B.V., ", "");
    change("processing.yaml", "purposes: [accountability]", "purposes: [accounting]");
    change("processing.yaml", "    retention: 25 months from the contact or the order\n", "");
    change("dpia.yaml", "model: churn", "modell: churn");
    change("dpia.yaml", "criteria: [evaluation_or_scoring, large_scale]", "criteria: [large]");
    change("dpia.yaml", "    significant_effect: true\n", "");

    registers();

    assertThat(told())
        .containsExactly(
            "processing.yaml:2: key 'name' is missing (text)",
            "processing.yaml:5: key 'retention' is missing (text)",
            "processing.yaml:22: 'purposes': unknown purpose 'accounting'; known: " + purposes,
            "dpia.yaml:6: 'id': name what the entry is about: one of campaign, action and model",
            "dpia.yaml:8: 'criteria': unknown criterion 'large'; known: [evaluation_or_scoring, automated_decision, systematic_monitoring, sensitive_data, large_scale, matched_data_sets, vulnerable_people, innovative_use, prevents_right_or_service]",
            "dpia.yaml:7: unknown key 'modell'; known keys: [action, assessments, campaign, criteria, decision, id, model, significant_effect]",
            "dpia.yaml:20: 'significant_effect': is missing: true or false");
  }

  @Test
  void limits_of_retention_are_months_of_rows_that_reports_tell_the_age_of() throws IOException {
    change("processing.yaml", "{consent_event: 60}", "{consent_event: 0, customer: 25}");
    change(
        "processing.yaml",
        "purposes: [profiling, email_marketing",
        "purposes: [attribution, profiling, email_marketing");

    registers();

    assertThat(told())
        .containsExactly(
            "processing.yaml:20: 'retention_months': another activity has a limit of touchpoint for purpose 'attribution'",
            "processing.yaml:20: 'retention_months': another activity has a limit of conversion for purpose 'attribution'",
            "processing.yaml:28: 'consent_event': must be in [1, 1200], got 0",
            "processing.yaml:28: 'customer': reports tell the age of rows of [consent_event, touchpoint, conversion] only");
  }

  @Test
  void registers_that_are_not_there_are_not_empty_ones() throws IOException {
    Files.delete(folder.resolve("dpia.yaml"));
    Files.delete(folder.resolve("processing.yaml"));

    RegistersConfig registers = registers();

    assertThat(faults.all()).isEmpty();
    assertThat(registers.dpia()).isEmpty();
    assertThat(registers.processing()).isEmpty();
  }
}
