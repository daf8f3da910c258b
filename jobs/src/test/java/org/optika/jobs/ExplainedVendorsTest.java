package org.optika.jobs;

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
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.LegalBasis;
import org.optika.core.gate.Explanation;

/** What {@code optika explain} says of vendors, with the shipped registers and a change of them. */
class ExplainedVendorsTest {
  private static final String AS_OF = "2026-10-01T00:00:00Z";

  @TempDir private Path folder;

  @BeforeEach
  void copy_the_shipped_configuration() {
    SmallWorld.copy(Path.of("..", "conf"), folder.resolve("conf"));
  }

  @Test
  void a_closed_vendor_is_named_with_the_purpose_and_both_times() throws IOException {
    // The transfer to clipcast (in India) ends between the contact and the run.
    change(
        "transfers.yaml",
        "    impact_assessment: 2023-08-14\n    valid_from: 2023-09-01",
        "    impact_assessment: 2023-08-14\n    valid_from: 2023-09-01\n    valid_to: 2026-08-01");

    String text =
        explain(
            permitting("measurement", "attribution"),
            "2026-07-01T00:00:00Z",
            "clipcast",
            "postbird");

    assertThat(text)
        .endsWith(
            """

            Vendors (fifth condition of the gate, for contacts only): closed for a purpose: 1 of 2
              vendor    purpose      at the activity's time  at the time of the run
              --------  -----------  ----------------------  ----------------------
              clipcast  measurement  open                    no-valid-transfer
              clipcast  attribution  open                    no-valid-transfer

            Verdict: permitted
              a contact through clipcast: refused, purpose measurement, no-valid-transfer (vendor)
            """);
  }

  @Test
  void a_vendor_that_nobody_has_registered_is_closed() {
    assertThat(
            explain(permitting("measurement", "attribution"), "2026-07-01T00:00:00Z", "stranger"))
        .contains("  stranger  attribution  vendor-not-registered   vendor-not-registered\n")
        .endsWith(
            """

            Verdict: permitted
              a contact through stranger: refused, purpose measurement, vendor-not-registered (vendor)
            """);
  }

  /** As the gate counts: the first purpose that fails, and of one purpose the person first. */
  @Test
  void a_person_who_refuses_the_same_purpose_comes_first() {
    String text = explain(permitting("attribution"), "2026-07-01T00:00:00Z", "stranger");

    assertThat(text)
        .contains("closed for a purpose: 1 of 1")
        .endsWith("\nVerdict: refused, purpose measurement, unknown (event_time)\n");
  }

  @Test
  void a_closed_vendor_comes_first_for_a_purpose_before_the_one_that_the_person_refuses() {
    assertThat(explain(permitting("measurement"), "2026-07-01T00:00:00Z", "stranger"))
        .endsWith(
            """

            Verdict: refused, purpose attribution, unknown (event_time)
              a contact through stranger: refused, purpose measurement, vendor-not-registered (vendor)
            """);
  }

  @Test
  void open_vendors_are_told_in_one_line() {
    assertThat(
            explain(
                permitting("measurement", "attribution"),
                "2026-07-01T00:00:00Z",
                "postbird",
                "clipcast"))
        .endsWith(
            """

            Vendors (fifth condition of the gate, for contacts only): open for these purposes: clipcast, postbird

            Verdict: permitted
            """);
    assertThat(explain(List.of(), "2026-07-01T00:00:00Z"))
        .contains("for contacts only): no contact names one.\n");
  }

  private String explain(List<ConsentInterval> intervals, String at, String... vendors) {
    RunOptions options = RunOptions.of();
    options.config = folder.resolve("conf/optika.yaml");
    Configuration configuration = Configuration.load(options);
    long asOf = RunContext.micros(Instant.parse(AS_OF));
    Explanation explanation =
        Explanation.of(
            intervals,
            List.of("measurement", "attribution"),
            RunContext.micros(Instant.parse(at)),
            asOf,
            asOf,
            configuration.rules());
    return ExplainCommand.text(
        explanation,
        true,
        Optional.of(
            new ExplainedVendors(
                List.of(vendors),
                configuration.vendors().orElseThrow(),
                configuration.rules(),
                explanation,
                intervals)));
  }

  private static List<ConsentInterval> permitting(String... purposes) {
    return List.of(purposes).stream()
        .map(
            purpose ->
                new ConsentInterval(
                    purpose,
                    RunContext.micros(Instant.parse("2026-06-01T00:00:00Z")),
                    Long.MAX_VALUE,
                    RunContext.micros(Instant.parse("2026-06-01T00:00:00Z")),
                    Long.MAX_VALUE,
                    ConsentState.CONSENT,
                    "consent",
                    Optional.of("yes"),
                    "BE",
                    LegalBasis.CONSENT,
                    false))
        .toList();
  }

  private void change(String file, String found, String replacement) throws IOException {
    Path path = folder.resolve("conf").resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(found);
    Files.writeString(path, text.replace(found, replacement));
  }
}
