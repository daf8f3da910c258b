package org.optika.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.ingest.ChannelRules;
import org.optika.core.ingest.Currencies;
import org.optika.core.ingest.SourceSpec;

class SourcesConfigTest {
  private static final Path CONF = Path.of("..", "conf");
  private static final List<String> PURPOSES =
      List.of(
          "accountability",
          "measurement",
          "attribution",
          "profiling",
          "email_marketing",
          "phone_marketing",
          "ads_personalisation",
          "linking");

  @TempDir private Path folder;

  @Test
  void shipped_sources_have_no_fault() {
    Faults faults = new Faults();

    List<SourceSpec> sources = SourcesConfig.load(CONF, PURPOSES, faults);

    assertThat(faults.all()).isEmpty();
    assertThat(sources)
        .extracting(SourceSpec::name)
        .containsExactly(
            "channel_cost",
            "consent_app",
            "consent_callcentre",
            "consent_email",
            "consent_import",
            "consent_web",
            "contacts",
            "conversions",
            "customers",
            "touchpoints",
            "touchpoints_email");
  }

  @Test
  void shipped_channels_and_currencies_have_no_fault() {
    Faults faults = new Faults();

    ChannelRules channels = ChannelsConfig.load(CONF, faults).orElseThrow();
    Currencies currencies = CurrenciesConfig.load(CONF, faults).orElseThrow();

    assertThat(faults.all()).isEmpty();
    assertThat(channels.channels()).hasSizeGreaterThanOrEqualTo(8);
    assertThat(channels.direct()).isEqualTo("direct");
    assertThat(currencies.knows("GBP")).isTrue();
  }

  @Test
  void every_fault_is_told_with_file_and_line() throws IOException {
    Path file = folder.resolve("sources/broken.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        controller: shop
        kind: consent
        format: csv
        path: consent/*.csv
        identifier:
          - {column: email, type: email}
        columns:
          source_event_id: email
          status: status
          event_time: at
          jurisdiction: shop
          colour: paint
          amount: price
        constants:
          consent_type: expressed
        received: run
        time: {style: pattern, pattern: "dd-MM-yyyy"}
        statuses:
          yes: {action: agreed}
          no: {on: given}
        purposes:
          mind_reading: {columns: [mind], combine: all}
        sep: ","
        """);
    Faults faults = new Faults();

    SourcesConfig.load(folder, PURPOSES, faults);

    assertThat(faults.all())
        .anySatisfy(fault -> assertThat(fault).startsWith(file + ":12: 'colour': unknown field"))
        .anySatisfy(
            fault ->
                assertThat(fault)
                    .startsWith(
                        file + ":7: 'columns': a source of kind consent has no field 'amount'"))
        .contains(
            file
                + ":7: 'columns': field 'source_event_id' would keep the identifier 'email' in clear",
            file + ":17: 'time': a pattern writes the year as 'uuuu', got 'dd-MM-yyyy'")
        .anySatisfy(
            fault ->
                assertThat(fault)
                    .startsWith(file + ":19: 'action': expected one of [shown, given,")
                    .endsWith("got 'agreed'"))
        .anySatisfy(fault -> assertThat(fault).startsWith(file + ":20: key 'off' is missing"))
        .anySatisfy(
            fault ->
                assertThat(fault)
                    .startsWith(file + ":21: 'purposes': unknown purpose 'mind_reading'; known: "))
        .anySatisfy(fault -> assertThat(fault).startsWith(file + ":23: unknown key 'sep'"))
        .hasSize(8);
  }

  @Test
  void a_source_must_say_when_its_rows_were_received() throws IOException {
    Path file = folder.resolve("sources/costs.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        controller: shop
        kind: channel_cost
        format: csv
        path: costs/*.csv
        columns: {cost_date: day, channel: channel, amount: cost, currency: currency}
        """);
    Faults faults = new Faults();

    SourcesConfig.load(folder, PURPOSES, faults);

    assertThat(faults.all())
        .containsExactly(
            file
                + ":1: 'received': rows are received either at the time in a column (columns:"
                + " ingested_time) or by the run (received: run)");
  }
}
