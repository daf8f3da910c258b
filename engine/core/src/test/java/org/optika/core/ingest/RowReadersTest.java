package org.optika.core.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.optika.core.ingest.ConsentMapping.Combine;
import org.optika.core.ingest.ConsentMapping.WidePurpose;

class RowReadersTest {
  private static final Pseudonymiser PSEUDONYMISER =
      Pseudonymiser.keyed(new PseudonymKey("0123456789abcdef0123456789abcdef".getBytes(UTF_8), 1));

  private static final IngestRules RULES =
      new IngestRules(
          List.of("measurement", "attribution", "linking"),
          new ChannelRules(
              List.of(
                  new ChannelRules.Channel(1, "direct", ChannelRules.Stage.CARE),
                  new ChannelRules.Channel(2, "paid-search", ChannelRules.Stage.DO),
                  new ChannelRules.Channel(9, "other", ChannelRules.Stage.SEE)),
              List.of(
                  new ChannelRules.Rule("direct", List.of(""), List.of(""), List.of()),
                  new ChannelRules.Rule("paid-search", List.of("goo*"), List.of("cpc"), List.of())),
              "direct",
              "other",
              List.of("*bot*")),
          new Currencies(
              "EUR",
              Map.of(
                  "GBP",
                  new TreeMap<>(
                      Map.of(
                          LocalDate.parse("2026-01-01").toEpochDay(), new BigDecimal("1.2"),
                          LocalDate.parse("2026-02-01").toEpochDay(), new BigDecimal("1.1"))))),
          micros("2026-12-01T00:00:00Z"),
          IngestRules.ONE_DAY_MICROS);

  private static long micros(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000;
  }

  /** A source whose raw columns have the names of the fields, and its rows. */
  private static final class Source {
    private final SourceKind kind;
    private final Map<Field, String> columns = new EnumMap<>(Field.class);
    private final Map<Field, String> constants = new EnumMap<>(Field.class);
    private TimeFormat time = TimeFormat.ISO_UTC;
    private ConsentMapping consent = ConsentMapping.NONE;

    private Source(SourceKind kind, Field... fields) {
      this.kind = kind;
      for (Field field : fields) {
        columns.put(field, field.id());
      }
    }

    private SourceSpec spec() {
      return new SourceSpec(
          "crm",
          "shop",
          "fjordpad",
          kind,
          SourceFormat.CSV,
          "crm/*",
          CsvOptions.USUAL,
          kind.namesSubjects()
              ? List.of(new IdentifierColumn("who", IdentifierType.ACCOUNT))
              : List.of(),
          columns,
          constants,
          Map.of(),
          List.of(),
          time,
          Map.of(),
          Precision.S,
          '.',
          consent);
    }

    /** A row from {@code column, value, column, value ...}. */
    private RawRow row(String... values) {
      List<String> names = spec().rawColumns();
      RawRow row = new RawRow(names.size());
      if (kind.namesSubjects()) {
        row.putText(names.indexOf("who"), "K1");
      }
      for (int i = 0; i < values.length; i += 2) {
        row.putText(names.indexOf(values[i]), values[i + 1]);
      }
      return row;
    }
  }

  private static <T> List<T> accepted(RowReader<T> reader, RawRow row) {
    List<T> out = new ArrayList<>();
    assertThat(reader.read(row, out::add)).isEmpty();
    return out;
  }

  private static <T> Fault refused(RowReader<T> reader, RawRow row) {
    List<T> out = new ArrayList<>();
    Optional<Fault> fault = reader.read(row, out::add);
    assertThat(out).isEmpty();
    return fault.orElseThrow();
  }

  private static Source banner(Combine combine) {
    Source source = new Source(SourceKind.CONSENT, Field.STATUS, Field.EVENT_TIME);
    source.constants.put(Field.JURISDICTION, "NL");
    source.constants.put(Field.CONSENT_TYPE, "expressed");
    source.consent =
        new ConsentMapping(
            Map.of(
                "save", StatusMeaning.byChoice(Action.GIVEN, Action.REFUSED).by(Method.SAVE),
                "shown", StatusMeaning.always(Action.SHOWN),
                "gpc", StatusMeaning.always(Action.REFUSED).by(Method.GPC).only(Set.of("linking"))),
            Map.of(),
            Map.of("measurement", new WidePurpose(List.of("statistics", "analytics"), combine)),
            ConsentMapping.USUAL_ON,
            ConsentMapping.USUAL_OFF,
            true);
    return source;
  }

  private static RowReader<ConsentRecord> consent(Source source) {
    assertThat(source.spec().misfits(RULES.purposes())).isEmpty();
    return RowReaders.consent(source.spec(), PSEUDONYMISER, RULES);
  }

  @ParameterizedTest
  @CsvSource({
    "ALL, true, true, GIVEN",
    "ALL, true, false, REFUSED",
    "ALL, false, '', REFUSED",
    "ALL, true, '', ''",
    "ANY, true, false, GIVEN",
    "ANY, true, '', GIVEN",
    "ANY, false, '', REFUSED",
    "ANY, '', '', ''"
  })
  void columns_of_one_purpose_combine_as_the_source_says(
      Combine combine, String one, String other, String action) {
    Source source = banner(combine);
    RawRow row =
        source.row(
            "status",
            "save",
            "event_time",
            "2026-03-01T10:00:00Z",
            "statistics",
            one,
            "analytics",
            other);

    if (action.isEmpty()) {
      assertThat(refused(consent(source), row))
          .isEqualTo(new Fault("*", "a choice for at least one purpose", "nothing"));
    } else {
      assertThat(accepted(consent(source), row))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.action()).isEqualTo(Action.valueOf(action));
                assertThat(event.method()).contains(Method.SAVE);
                assertThat(event.allOff()).isEqualTo(action.equals("REFUSED"));
              });
    }
  }

  @Test
  void a_signal_is_about_the_purposes_that_it_is_mapped_to() {
    Source source = banner(Combine.ALL);

    assertThat(
            accepted(
                consent(source), source.row("status", "gpc", "event_time", "2026-03-01T10:00:00Z")))
        .extracting(ConsentRecord::purpose, ConsentRecord::action)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("linking", Action.REFUSED));
  }

  @Test
  void an_unknown_status_is_refused_by_its_shape() {
    Source source = banner(Combine.ALL);

    Fault fault =
        refused(
            consent(source),
            source.row("status", "Ann said 12", "event_time", "2026-03-01T10:00:00Z"));

    assertThat(fault.column()).isEqualTo("status");
    assertThat(fault.expected()).contains("save", "shown", "gpc");
    assertThat(fault.got()).isEqualTo("xxx xxxx 99");
  }

  private static Source letters() {
    Source source = new Source(SourceKind.CONSENT, Field.STATUS, Field.PURPOSE, Field.EVENT_TIME);
    source.time = new TimeFormat(TimeFormat.Style.ISO, "", "Europe/Amsterdam");
    source.constants.put(Field.JURISDICTION, "NL");
    source.consent =
        new ConsentMapping(
            Map.of(
                "yes", StatusMeaning.always(Action.GIVEN).as(ConsentType.EXPLICIT),
                "no", StatusMeaning.always(Action.WITHDRAWN).as(ConsentType.IMPLIED)),
            Map.of("ads", List.of("attribution", "linking")),
            Map.of(),
            ConsentMapping.USUAL_ON,
            ConsentMapping.USUAL_OFF,
            false);
    return source;
  }

  @ParameterizedTest
  @CsvSource({"yes, 2026-10-25T01:30:00Z", "no, 2026-10-25T00:30:00Z"})
  void of_two_readings_of_a_clock_the_protective_one_is_taken(String status, String expected) {
    Source source = letters();

    assertThat(
            accepted(
                consent(source),
                source.row(
                    "status", status, "purpose", "ads", "event_time", "2026-10-25T02:30:00")))
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.eventMicros()).isEqualTo(micros(expected)));
  }

  @Test
  void an_event_is_the_same_event_in_every_run_and_no_other() {
    Source source = letters();
    RowReader<ConsentRecord> reader = consent(source);
    String[] row = {"status", "yes", "purpose", "ads", "event_time", "2026-03-01T10:00:00"};

    List<ConsentRecord> events = accepted(reader, source.row(row));

    assertThat(events).extracting(ConsentRecord::eventId).doesNotHaveDuplicates();
    assertThat(accepted(consent(source), source.row(row)))
        .extracting(ConsentRecord::eventId)
        .containsExactlyElementsOf(events.stream().map(ConsentRecord::eventId).toList());
    row[5] = "2026-03-01T10:00:00.000001";
    assertThat(accepted(reader, source.row(row)))
        .extracting(ConsentRecord::eventId)
        .doesNotContainAnyElementsOf(events.stream().map(ConsentRecord::eventId).toList());
  }

  private static Source orders() {
    return new Source(
        SourceKind.CONVERSION,
        Field.SOURCE_EVENT_ID,
        Field.KIND,
        Field.REFUND_OF,
        Field.OCCURRED_AT,
        Field.AMOUNT,
        Field.CURRENCY,
        Field.REGION);
  }

  private static RawRow order(Source source, String... others) {
    RawRow row =
        source.row(
            "source_event_id",
            "o1",
            "kind",
            "order",
            "occurred_at",
            "2026-01-31T23:59:59Z",
            "amount",
            "10.00",
            "currency",
            "GBP");
    for (int i = 0; i < others.length; i += 2) {
      row.putText(source.spec().rawColumns().indexOf(others[i]), others[i + 1]);
    }
    return row;
  }

  private static RowReader<ConversionRecord> conversion(Source source) {
    return RowReaders.conversion(source.spec(), PSEUDONYMISER, RULES);
  }

  @Test
  void a_refund_finds_its_order() {
    Source source = orders();

    ConversionRecord order = accepted(conversion(source), order(source)).get(0);
    ConversionRecord refund =
        accepted(
                conversion(source),
                order(
                    source,
                    "source_event_id",
                    "o1",
                    "kind",
                    "refund",
                    "refund_of",
                    "o1",
                    "amount",
                    "-2.5"))
            .get(0);

    assertThat(refund.refundOf()).isEqualTo(OptionalLong.of(order.conversionId()));
    assertThat(refund.conversionId()).isNotEqualTo(order.conversionId());
    assertThat(refund.originalValue()).isEqualTo("2.5000");
    assertThat(refund.value()).isEqualTo("3.0000");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T23:59:59Z, 12.0000",
    "2026-02-01T00:00:00Z, 11.0000",
    "2026-11-30T00:00:00Z, 11.0000"
  })
  void an_amount_is_worth_what_it_was_on_its_day(String time, String value) {
    Source source = orders();

    assertThat(accepted(conversion(source), order(source, "occurred_at", time)).get(0).value())
        .isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "amount, '1,000.00', xxx",
    "amount, '1.000,00', xxx",
    "amount, 1e3, xxx",
    "amount, .5, xxx",
    "amount, 999999999999999.0, xxx",
    "amount, -1, xxx",
    "currency, USD, xxx",
    "occurred_at, 2025-12-31T00:00:00Z, currency",
    "occurred_at, 1970-01-21T12:00:00Z, xxx",
    "occurred_at, 2026-12-02T00:00:01Z, xxx",
    "kind, gift, xxx",
    "source_event_id, ann@example.org, xxx",
    "region, ann@example.org, xxx"
  })
  void what_is_no_order_is_refused(String column, String value, String at) {
    Source source = orders();

    Fault fault = refused(conversion(source), order(source, column, value));

    assertThat(fault.column()).isEqualTo(at.equals("xxx") ? column : at);
    assertThat(fault.got()).doesNotContain(value);
  }

  private static Source visits() {
    return new Source(
        SourceKind.TOUCHPOINT,
        Field.OCCURRED_AT,
        Field.SOURCE,
        Field.MEDIUM,
        Field.CAMPAIGN,
        Field.USER_AGENT);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 1",
    "Google, CPC, 2",
    "goo, cpc, 2",
    "google, organic, 9",
    "agoogle, cpc, 9"
  })
  void the_first_rule_that_fits_names_the_channel(String from, String medium, int channel) {
    Source source = visits();
    RawRow row =
        source.row("occurred_at", "2026-03-01T10:00:00Z", "source", from, "medium", medium);

    TouchpointRecord touchpoint =
        accepted(RowReaders.touchpoint(source.spec(), PSEUDONYMISER, RULES), row).get(0);

    assertThat(touchpoint.channel()).isEqualTo(channel);
    assertThat(touchpoint.campaignId()).isZero();
    assertThat(touchpoint.bot()).isFalse();
  }

  @Test
  void a_robot_is_known_by_its_user_agent() {
    Source source = visits();
    RawRow row =
        source.row("occurred_at", "2026-03-01T10:00:00Z", "user_agent", "Some CrawlBOT/2.0");

    assertThat(
            accepted(RowReaders.touchpoint(source.spec(), PSEUDONYMISER, RULES), row).get(0).bot())
        .isTrue();
  }

  @Test
  void rows_without_an_id_are_told_apart_by_content() {
    Source source = visits();
    RowReader<TouchpointRecord> reader = RowReaders.touchpoint(source.spec(), PSEUDONYMISER, RULES);
    RawRow other = source.row("occurred_at", "2026-03-01T10:00:00Z", "campaign", "a");
    other.putText(0, "K2");

    List<Long> ids = new ArrayList<>();
    for (RawRow row :
        List.of(
            source.row("occurred_at", "2026-03-01T10:00:00Z", "campaign", "a"),
            source.row("occurred_at", "2026-03-01T10:00:00Z", "campaign", "a"),
            source.row("occurred_at", "2026-03-01T10:00:00Z", "campaign", "b"),
            other)) {
      ids.add(accepted(reader, row).get(0).touchpointId());
    }

    assertThat(ids.get(0)).isEqualTo(ids.get(1));
    assertThat(Set.copyOf(ids)).hasSize(3);
  }

  @Test
  void costs_of_two_placements_of_a_channel_are_two_rows() {
    Source source =
        new Source(
            SourceKind.CHANNEL_COST,
            Field.COST_DATE,
            Field.SOURCE,
            Field.MEDIUM,
            Field.CAMPAIGN,
            Field.AMOUNT,
            Field.CURRENCY);
    RowReader<CostRecord> reader = RowReaders.channelCost(source.spec(), PSEUDONYMISER, RULES);
    String[] row = {
      "cost_date",
      "2026-03-01",
      "source",
      "google",
      "medium",
      "cpc",
      "campaign",
      "brand",
      "amount",
      "1",
      "currency",
      "EUR"
    };

    CostRecord one = accepted(reader, source.row(row)).get(0);
    row[3] = "goo";
    CostRecord other = accepted(reader, source.row(row)).get(0);

    assertThat(one.channel()).isEqualTo(other.channel());
    assertThat(one.costId()).isNotEqualTo(other.costId());
    assertThat(one.epochDay()).isEqualTo(LocalDate.parse("2026-03-01").toEpochDay());
  }

  private static Source contacts() {
    return new Source(
        SourceKind.CONTACT,
        Field.SOURCE_EVENT_ID,
        Field.OCCURRED_AT,
        Field.DIRECTION,
        Field.CONTACT_CHANNEL,
        Field.TOPIC,
        Field.EXPERIMENT,
        Field.PROPENSITY,
        Field.REGION);
  }

  private static RowReader<ContactRecord> contactReader(Source source) {
    assertThat(source.spec().misfits(RULES.purposes())).isEmpty();
    return RowReaders.contact(source.spec(), PSEUDONYMISER, RULES);
  }

  private static RawRow contact(Source source, String... others) {
    RawRow row =
        source.row(
            "source_event_id",
            "c1",
            "occurred_at",
            "2026-03-01T10:00:00Z",
            "direction",
            "outbound",
            "contact_channel",
            "email",
            "topic",
            "newsletter");
    for (int i = 0; i < others.length; i += 2) {
      row.putText(source.spec().rawColumns().indexOf(others[i]), others[i + 1]);
    }
    return row;
  }

  @Test
  void a_contact_outside_of_experiments_has_neither_experiment_nor_propensity() {
    Source source = contacts();

    ContactRecord sent = accepted(contactReader(source), contact(source, "region", "NL-NH")).get(0);
    ContactRecord call =
        accepted(
                contactReader(source),
                contact(
                    source, "direction", "inbound", "contact_channel", "phone", "topic", "cancel"))
            .get(0);

    assertThat(sent.direction()).isEqualTo(Direction.OUTBOUND);
    assertThat(sent.channel()).isEqualTo("email");
    assertThat(sent.topic()).isEqualTo("newsletter");
    assertThat(sent.experiment()).isEmpty();
    assertThat(sent.propensity()).isEmpty();
    assertThat(sent.region()).contains("NL-NH");
    assertThat(sent.occurredMicros()).isEqualTo(micros("2026-03-01T10:00:00Z"));
    assertThat(call.direction()).isEqualTo(Direction.INBOUND);
    assertThat(call.topic()).isEqualTo("cancel");
  }

  @Test
  void a_contact_is_told_apart_by_its_source_id_whatever_it_says() {
    Source source = contacts();
    RowReader<ContactRecord> reader = contactReader(source);
    long first = accepted(reader, contact(source)).get(0).contactId();

    assertThat(
            accepted(contactReader(source), contact(source, "topic", "offer")).get(0).contactId())
        .isEqualTo(first);
    assertThat(accepted(reader, contact(source, "source_event_id", "c2")).get(0).contactId())
        .isNotEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({
    "email-offer, 0.3333333333333333, 0.3333333333333333",
    "email-offer, 1, 1",
    "none, 0.25, 0.25"
  })
  void an_arm_of_an_experiment_has_the_probability_of_its_draw(
      String topic, String propensity, double expected) {
    Source source = contacts();

    ContactRecord drawn =
        accepted(
                contactReader(source),
                contact(source, "topic", topic, "experiment", "winback", "propensity", propensity))
            .get(0);

    assertThat(drawn.topic()).isEqualTo(topic);
    assertThat(drawn.experiment()).contains("winback");
    assertThat(drawn.propensity()).isEqualTo(OptionalDouble.of(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "winback, '', outbound, offer, propensity, the probability with which the experiment drew the topic",
    "winback, 0, outbound, offer, propensity, a probability above 0 and up to 1",
    "winback, 1.0000001, outbound, offer, propensity, a probability above 0 and up to 1",
    "winback, -0.5, outbound, offer, propensity, a probability above 0 and up to 1",
    "winback, NaN, outbound, offer, propensity, a probability above 0 and up to 1",
    "'', 0.5, outbound, offer, propensity, nothing outside of an experiment",
    "winback, 0.5, inbound, offer, experiment, nothing in an inbound contact",
    "'', '', outbound, none, topic, 'a topic, or an experiment that contacted nobody'",
    "'', '', sideways, offer, direction, outbound or inbound",
    "'', '', OUTBOUND, offer, direction, outbound or inbound"
  })
  void a_contact_that_contradicts_itself_is_refused(
      String experiment,
      String propensity,
      String direction,
      String topic,
      String column,
      String expected) {
    Source source = contacts();

    Fault fault =
        refused(
            contactReader(source),
            contact(
                source,
                "experiment",
                experiment,
                "propensity",
                propensity,
                "direction",
                direction,
                "topic",
                topic));

    assertThat(fault.column()).isEqualTo(column);
    assertThat(fault.expected()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "topic, Newsletter",
    "topic, spring sale",
    "topic, -offer",
    "contact_channel, E-Mail",
    "contact_channel, 2nd-line"
  })
  void topic_and_channel_are_lower_case_ids(String column, String value) {
    Source source = contacts();

    Fault fault = refused(contactReader(source), contact(source, column, value));

    assertThat(fault.column()).isEqualTo(column);
    assertThat(fault.expected())
        .isEqualTo("a lower-case id: a letter, then letters, digits, '-' and '_'");
  }

  @Test
  void a_contact_record_cannot_be_half_of_an_experiment() {
    ContactRecord drawn =
        accepted(
                contactReader(contacts()),
                contact(contacts(), "topic", "none", "experiment", "winback", "propensity", "0.5"))
            .get(0);

    assertThatThrownBy(() -> with(drawn, Optional.empty(), drawn.propensity()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an experiment and a propensity come together, contact %s has one of them",
            drawn.contactId());
    assertThatThrownBy(() -> with(drawn, Optional.empty(), OptionalDouble.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("contact %s with topic none belongs to no experiment", drawn.contactId());
  }

  private static ContactRecord with(
      ContactRecord contact, Optional<String> experiment, OptionalDouble propensity) {
    return new ContactRecord(
        contact.subject(),
        contact.contactId(),
        contact.occurredMicros(),
        contact.direction(),
        contact.channel(),
        contact.topic(),
        experiment,
        propensity,
        contact.region(),
        contact.origin());
  }

  @Test
  void a_customer_state_delivered_again_is_the_same_row() {
    Source source = new Source(SourceKind.CUSTOMER, Field.CUSTOMER_SINCE, Field.CUSTOMER_UNTIL);
    RowReader<CustomerRecord> reader = RowReaders.customer(source.spec(), PSEUDONYMISER, RULES);
    String since = "2020-03-01T00:00:00Z";

    long first = accepted(reader, source.row("customer_since", since)).get(0).customerRowId();

    assertThat(accepted(reader, source.row("customer_since", since)).get(0).customerRowId())
        .isEqualTo(first);
    assertThat(
            accepted(
                    reader,
                    source.row("customer_since", since, "customer_until", "2026-03-01T00:00:00Z"))
                .get(0)
                .customerRowId())
        .isNotEqualTo(first);
    assertThat(
            refused(
                    reader,
                    source.row("customer_since", since, "customer_until", "2019-03-01T00:00:00Z"))
                .column())
        .isEqualTo("customer_until");
  }

  @Test
  void a_customer_state_recorded_anew_is_another_row_and_received_anew_the_same() {
    Source source =
        new Source(
            SourceKind.CUSTOMER, Field.CUSTOMER_SINCE, Field.RECORDED_TIME, Field.INGESTED_TIME);
    RowReader<CustomerRecord> reader = RowReaders.customer(source.spec(), PSEUDONYMISER, RULES);

    CustomerRecord first = customer(reader, source, "2026-03-01", "2026-03-02");
    CustomerRecord receivedAnew = customer(reader, source, "2026-03-01", "2026-03-04");
    CustomerRecord recordedAnew = customer(reader, source, "2026-03-03", "2026-03-04");

    assertThat(receivedAnew.customerRowId()).isEqualTo(first.customerRowId());
    assertThat(recordedAnew.customerRowId()).isNotEqualTo(first.customerRowId());
    assertThat(recordedAnew.origin())
        .isEqualTo(new Origin(micros("2026-03-03T00:00:00Z"), micros("2026-03-04T00:00:00Z")));
  }

  private static CustomerRecord customer(
      RowReader<CustomerRecord> reader, Source source, String recorded, String received) {
    return accepted(
            reader,
            source.row(
                "customer_since",
                "2020-03-01T00:00:00Z",
                "recorded_time",
                recorded + "T00:00:00Z",
                "ingested_time",
                received + "T00:00:00Z"))
        .get(0);
  }

  private static Source customersWithChannels() {
    return new Source(
        SourceKind.CUSTOMER,
        Field.CUSTOMER_SINCE,
        Field.PREFERRED_CHANNELS,
        Field.DECLINED_CHANNELS);
  }

  private static RawRow channels(String preferred, String declined) {
    return customersWithChannels()
        .row(
            "customer_since",
            "2020-03-01T00:00:00Z",
            "preferred_channels",
            preferred,
            "declined_channels",
            declined);
  }

  private static RowReader<CustomerRecord> channelsReader() {
    return RowReaders.customer(customersWithChannels().spec(), PSEUDONYMISER, RULES);
  }

  @ParameterizedTest
  @CsvSource({
    "phone|email, post, email|phone, post",
    "' email |app|email', phone, app|email, phone",
    "in-app, '  ', in-app, ''",
    "'', phone, '', phone",
    "' ', '', '', ''"
  })
  void channels_of_a_customer_are_sorted_and_told_once(
      String preferred, String declined, String preferredKept, String declinedKept) {
    CustomerRecord customer = accepted(channelsReader(), channels(preferred, declined)).get(0);

    assertThat(customer.preferredChannels().orElse("")).isEqualTo(preferredKept);
    assertThat(customer.declinedChannels().orElse("")).isEqualTo(declinedKept);
  }

  @Test
  void channels_that_nobody_told_are_absent() {
    CustomerRecord blank = accepted(channelsReader(), channels(" ", "")).get(0);

    assertThat(blank.preferredChannels()).isEmpty();
    assertThat(blank.declinedChannels()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Email|app, '', preferred_channels, xxxxx|xxx",
    "email||app, '', preferred_channels, xxxxx||xxx",
    "|, '', preferred_channels, |",
    "'email,app', '', preferred_channels, 'xxxxx,xxx'",
    "email, 2nd-line, declined_channels, 9xx-xxxx",
    "Email, Phone, preferred_channels, xxxxx"
  })
  void channels_of_a_customer_are_lower_case_ids(
      String preferred, String declined, String column, String got) {
    Fault fault = refused(channelsReader(), channels(preferred, declined));

    assertThat(fault)
        .isEqualTo(
            new Fault(
                column,
                "lower-case ids with '|' between them: a letter, then letters, digits, '-' and '_'",
                got));
  }

  @Test
  void a_customer_who_prefers_and_declines_one_channel_is_refused() {
    Fault fault = refused(channelsReader(), channels("app|email", "post|email"));

    assertThat(fault)
        .isEqualTo(
            new Fault(
                "declined_channels", "channels that are not preferred as well", "xxxx|xxxxx"));
  }

  @Test
  void a_customer_state_with_other_channels_is_another_row() {
    long preferred = rowId("email|app", "");

    assertThat(rowId("app|email|app", "")).isEqualTo(preferred);
    assertThat(
            List.of(rowId("", ""), rowId("email", ""), rowId("", "email"), rowId("email", "app")))
        .doesNotHaveDuplicates()
        .doesNotContain(preferred, rowId("", "app|email"));
  }

  private static long rowId(String preferred, String declined) {
    return accepted(channelsReader(), channels(preferred, declined)).get(0).customerRowId();
  }

  @Test
  void a_customer_state_without_channels_has_the_id_that_it_had_before_there_were_any() {
    long old =
        new StableIds()
            .number(
                "customer",
                "crm",
                PSEUDONYMISER.of(IdentifierType.ACCOUNT, "K1").key(),
                Long.toString(micros("2020-03-01T00:00:00Z")),
                null,
                null,
                null,
                null);
    Source source = new Source(SourceKind.CUSTOMER, Field.CUSTOMER_SINCE);
    RowReader<CustomerRecord> reader = RowReaders.customer(source.spec(), PSEUDONYMISER, RULES);

    assertThat(rowId("", " ")).isEqualTo(old);
    assertThat(
            accepted(reader, source.row("customer_since", "2020-03-01T00:00:00Z"))
                .get(0)
                .customerRowId())
        .isEqualTo(old);
  }
}
