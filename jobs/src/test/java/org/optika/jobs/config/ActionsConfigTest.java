package org.optika.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.scores.action.Action;
import org.optika.core.scores.action.ActionKind;
import org.optika.core.scores.action.ActionValue;
import org.optika.core.scores.action.Catalogue;
import org.optika.core.scores.action.ChannelRule;
import org.optika.core.scores.action.ContactPressure;
import org.optika.core.scores.action.ContactRules;
import org.optika.core.scores.action.Effect;
import org.optika.core.scores.action.OverallCap;
import org.optika.core.scores.action.QuietDates;
import org.optika.core.scores.action.QuietWeekdays;

class ActionsConfigTest {
  private static final Path SHIPPED = Path.of("..", "conf");
  private static final List<String> PURPOSES = List.of("email_marketing", "profiling");

  private static final String GOOD =
      """
      zone: Europe/Amsterdam
      channels: [email, phone]
      actions:
        - {id: letter, kind: offer, channel: email, purposes: [email_marketing, profiling], cost: 0.0125, value: {fixed: 12.50}, cool_down_days: 30, effect: ordinary}
        - {id: new-terms, kind: service, channel: phone, purposes: [profiling], cost: 6, value: {customer_share: 0.5}, cool_down_days: 0, countries: [NL, XK], effect: significant, pressure: exempt}
      contact_rules:
        channels:
          - {channel: email, most: 2, days: 30, gap_days: 7}
          - {channel: phone, most: 0, days: 60, countries: [DE]}
        overall:
          - {most: 4, days: 31}
          - {most: 3, days: 30, countries: [FR]}
        quiet_dates:
          - {from: 2026-12-24, to: 2026-12-26}
          - {from: 2026-04-27, to: 2026-04-27, countries: [NL]}
        quiet_weekdays:
          - {days: [sunday]}
          - {days: [saturday, monday], countries: [BE]}
      """;

  @TempDir private Path folder;

  private Optional<Catalogue> load(String text, Faults faults) throws IOException {
    Files.writeString(folder.resolve("actions.yaml"), text);
    return ActionsConfig.load(folder, PURPOSES, faults);
  }

  private List<String> faults(String text) throws IOException {
    Faults faults = new Faults();
    assertThat(load(text, faults)).isEmpty();
    return faults.all().stream()
        .map(fault -> fault.replace(folder.resolve("actions.yaml").toString(), "F"))
        .toList();
  }

  /** The faults of the good file with one thing changed. */
  private List<String> faults(String found, String replacement) throws IOException {
    assertThat(GOOD).contains(found);
    return faults(GOOD.replace(found, replacement));
  }

  @Test
  void the_shipped_file_is_usable() {
    Faults faults = new Faults();
    List<String> purposes = RulePackConfig.purposeIds(SHIPPED);

    Catalogue shipped = ActionsConfig.load(SHIPPED, purposes, faults).orElseThrow();

    assertThat(faults.all()).isEmpty();
    assertThat(shipped.purposes()).isEqualTo(purposes);
    assertThat(shipped.actions())
        .extracting(Action::id)
        .containsExactly("email-offer", "phone-service", "app-reminder", "contract-change");
    assertThat(shipped.actions())
        .filteredOn(action -> action.effect() == Effect.SIGNIFICANT)
        .extracting(Action::id)
        .containsExactly("contract-change");
    assertThat(shipped.rules().channels())
        .contains(
            new ChannelRule("email", Set.of(), 2, 30, 7),
            new ChannelRule("phone", Set.of(), 1, 60, 0));
    assertThat(shipped.rules().quiet())
        .contains(
            new QuietDates(Set.of(), LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 26)),
            new QuietWeekdays(Set.of(), Set.of(DayOfWeek.SUNDAY)));
  }

  @Test
  void a_shipped_experiment_draws_actions_of_the_shipped_catalogue() {
    List<String> purposes = RulePackConfig.purposeIds(SHIPPED);
    Catalogue catalogue = ActionsConfig.load(SHIPPED, purposes, new Faults()).orElseThrow();

    assertThat(catalogue.actions())
        .extracting(Action::id)
        .contains("email-offer", "phone-service"); // arms of winback-2026-07 in data-samples
  }

  @Test
  void everything_that_the_file_says_is_read() throws IOException {
    Faults faults = new Faults();

    Optional<Catalogue> catalogue = load(GOOD, faults);

    assertThat(faults.all()).isEmpty();
    assertThat(catalogue)
        .contains(
            new Catalogue(
                PURPOSES,
                List.of("email", "phone"),
                List.of(
                    new Action(
                        "letter",
                        ActionKind.OFFER,
                        "email",
                        List.of("email_marketing", "profiling"),
                        new BigDecimal("0.0125"),
                        new ActionValue(new BigDecimal("12.50"), BigDecimal.ZERO),
                        30,
                        Set.of(),
                        Effect.ORDINARY,
                        ContactPressure.COUNTED),
                    new Action(
                        "new-terms",
                        ActionKind.SERVICE,
                        "phone",
                        List.of("profiling"),
                        new BigDecimal("6"),
                        new ActionValue(BigDecimal.ZERO, new BigDecimal("0.5")),
                        0,
                        Set.of("NL", "XK"),
                        Effect.SIGNIFICANT,
                        ContactPressure.EXEMPT)),
                new ContactRules(
                    List.of(
                        new ChannelRule("email", Set.of(), 2, 30, 7),
                        new ChannelRule("phone", Set.of("DE"), 0, 60, 0)),
                    List.of(new OverallCap(Set.of(), 4, 31), new OverallCap(Set.of("FR"), 3, 30)),
                    List.of(
                        new QuietDates(
                            Set.of(), LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 26)),
                        new QuietDates(
                            Set.of("NL"), LocalDate.of(2026, 4, 27), LocalDate.of(2026, 4, 27)),
                        new QuietWeekdays(Set.of(), Set.of(DayOfWeek.SUNDAY)),
                        new QuietWeekdays(
                            Set.of("BE"), Set.of(DayOfWeek.SATURDAY, DayOfWeek.MONDAY))),
                    ZoneId.of("Europe/Amsterdam"))));
  }

  @Test
  void a_value_may_be_fixed_and_a_share_of_the_customer() throws IOException {
    Catalogue catalogue =
        load(GOOD.replace("{fixed: 12.50}", "{fixed: 12.50, customer_share: 1}"), new Faults())
            .orElseThrow();

    assertThat(catalogue.actions().get(0).value())
        .isEqualTo(new ActionValue(new BigDecimal("12.50"), BigDecimal.ONE));
  }

  @Test
  void contact_rules_may_be_none_but_that_has_to_be_said() throws IOException {
    String withoutRules = GOOD.replaceAll("(?s)contact_rules:.*", "");

    assertThat(load(withoutRules + "contact_rules: {}\n", new Faults()).orElseThrow().rules())
        .isEqualTo(
            new ContactRules(List.of(), List.of(), List.of(), ZoneId.of("Europe/Amsterdam")));
    assertThat(faults(withoutRules))
        .containsExactly("F:1: key 'contact_rules' is missing (a mapping of keys to values)");
  }

  @Test
  void what_an_action_is_has_to_be_said() throws IOException {
    assertThat(faults(GOOD.replaceFirst("\\{id: letter.*", "{}")))
        .containsExactly(
            "F:4: key 'id' is missing (text)",
            "F:4: key 'kind' is missing (one of [offer, service])",
            "F:4: key 'channel' is missing (text)",
            "F:4: 'purposes': is missing; name purposes of [email_marketing, profiling]",
            "F:4: key 'cost' is missing (a decimal number)",
            "F:4: key 'value' is missing (a mapping of keys to values)",
            "F:4: key 'cool_down_days' is missing (a whole number)",
            "F:4: key 'effect' is missing (one of [ordinary, significant])");
  }

  @Test
  void no_fault_of_an_action_hides_another() throws IOException {
    String wrong =
        "{id: Letter, kind: spam, channel: fax, purposes: [email_marketing, mind_reading], cost: 0.00001,"
            + " value: {fixed: -1, customer_share: 1.5}, cool_down_days: -1, countries: [UK, nl],"
            + " effect: huge, pressure: some, colour: red}";

    assertThat(faults(GOOD.replaceFirst("\\{id: letter.*", wrong)))
        .containsExactly(
            "F:4: 'id': action id must be kebab-case, got 'Letter'",
            "F:4: 'kind': expected one of [offer, service], got 'spam'",
            "F:4: 'channel': unknown channel 'fax'; known: [email, phone]",
            "F:4: 'purposes': unknown purpose 'mind_reading'; known: [email_marketing, profiling]",
            "F:4: 'purposes': 'profiling' has to be among them, since a score is a profile; got [email_marketing, mind_reading]",
            "F:4: 'cost': action 'unnamed': cost must be in [0, 1000000] with at most 4 decimals, got 0.00001",
            "F:4: 'fixed': value must be in [0, 1000000000], got -1",
            "F:4: 'customer_share': share of the customer value must be in [0, 1], got 1.5",
            "F:4: 'cool_down_days': must be in [0, 3660], got -1",
            "F:4: 'countries': expected codes of ISO 3166 such as NL, got 'UK'",
            "F:4: 'countries': expected codes of ISO 3166 such as NL, got 'nl'",
            "F:4: 'effect': expected one of [ordinary, significant], got 'huge'",
            "F:4: 'pressure': expected one of [counted, exempt], got 'some'",
            "F:4: unknown key 'colour'; known keys: [channel, cool_down_days, cost, countries, effect, id, kind, pressure, purposes, value]");
  }

  @Test
  void an_action_is_told_apart_from_others_and_from_no_contact() throws IOException {
    assertThat(faults("id: new-terms", "id: letter"))
        .containsExactly("F:5: 'id': 'letter' is declared twice");
    assertThat(faults("id: letter", "id: none"))
        .containsExactly("F:4: 'id': 'none' is the topic of people who were not contacted");
  }

  @Test
  void a_cost_is_told_with_its_action() throws IOException {
    assertThat(faults("cost: 6,", "cost: 1000001,"))
        .containsExactly(
            "F:5: 'cost': action 'new-terms': cost must be in [0, 1000000] with at most 4 decimals, got 1000001");
    assertThat(faults("cost: 6,", "cost: \"6,50\","))
        .containsExactly("F:5: 'cost': expected a decimal number, got '6,50'");
  }

  @Test
  void a_value_has_at_least_one_part() throws IOException {
    assertThat(faults("{fixed: 12.50}", "{}"))
        .containsExactly(
            "F:4: 'fixed': say what it is worth if it works: {fixed: 12.50} or {customer_share: 0.5}");
  }

  @Test
  void countries_are_named_or_the_key_is_left_out() throws IOException {
    assertThat(faults("countries: [DE]", "countries: []"))
        .containsExactly(
            "F:9: 'countries': name at least one, or leave the key out for everywhere");
  }

  @Test
  void channels_are_ids_that_stand_once() throws IOException {
    assertThat(faults("channels: [email, phone]\n", "channels: [email, phone, email, Post]\n"))
        .containsExactly(
            "F:2: 'channels': 'email' stands twice",
            "F:2: 'channels': expected lower-case ids such as email, got 'Post'");
  }

  @Test
  void there_are_as_many_channels_and_actions_as_a_catalogue_holds() throws IOException {
    String channels =
        IntStream.range(0, 65).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));

    assertThat(faults("[email, phone]\n", "[email, phone, " + channels + "]\n"))
        .containsExactly("F:2: 'channels': expected 1 to 63, got 67");
    assertThat(faults("zone: UTC\nchannels: []\nactions: []\ncontact_rules: {}\n"))
        .containsExactly(
            "F:2: 'channels': expected 1 to 63, got 0", "F:3: 'actions': expected 1 to 64, got 0");
  }

  @Test
  void contact_rules_are_checked_each() throws IOException {
    assertThat(
            faults(
                GOOD.replaceAll("(?s)contact_rules:.*", "")
                    + """
                    contact_rules:
                      channels:
                        - {channel: fax, most: -1, days: 0, gap_days: 3661}
                        - {}
                      overall:
                        - {most: many, days: 3661, gap_days: 7}
                      quiet_dates:
                        - {from: 2026-12-26, to: 2026-12-24}
                        - {from: christmas}
                      quiet_weekdays:
                        - {days: [sunday, sonntag]}
                        - {days: []}
                      quiet_hours: []
                    """))
        .containsExactly(
            "F:8: 'channel': unknown channel 'fax'; known: [email, phone]",
            "F:8: 'most': must be in [0, 1000], got -1",
            "F:8: 'days': must be in [1, 3660], got 0",
            "F:8: 'gap_days': must be in [0, 3660], got 3661",
            "F:9: key 'channel' is missing (text)",
            "F:9: key 'most' is missing (a whole number)",
            "F:9: key 'days' is missing (a whole number)",
            "F:11: 'most': expected a whole number, got 'many'",
            "F:11: 'days': must be in [1, 3660], got 3661",
            "F:11: unknown key 'gap_days'; known keys: [countries, days, most]",
            "F:13: 'to': quiet period: 2026-12-24 is before 2026-12-26",
            "F:14: 'from': expected a day, e.g. 2026-03-01, got 'christmas'",
            "F:14: key 'to' is missing (a day)",
            "F:16: 'days': expected days of the week such as sunday, got 'sonntag'",
            "F:17: 'days': name at least one day of the week",
            "F:18: unknown key 'quiet_hours'; known keys: [channels, overall, quiet_dates, quiet_weekdays]");
  }

  @Test
  void a_zone_is_one_that_exists() throws IOException {
    assertThat(faults("zone: Europe/Amsterdam", "zone: Fjordland"))
        .containsExactly(
            "F:1: 'zone': expected a time zone such as Europe/Amsterdam, got 'Fjordland'");
    assertThat(faults("zone: Europe/Amsterdam\n", ""))
        .containsExactly("F:1: key 'zone' is missing (text)");
  }

  @Test
  void purposes_that_make_no_catalogue_are_told_and_not_thrown() throws IOException {
    Files.writeString(folder.resolve("actions.yaml"), GOOD);
    Faults faults = new Faults();

    Optional<Catalogue> catalogue =
        ActionsConfig.load(folder, List.of("email_marketing", "profiling", "profiling"), faults);

    assertThat(catalogue).isEmpty();
    assertThat(faults.all())
        .containsExactly(folder.resolve("actions.yaml") + ": purpose 'profiling' stands twice");
  }

  @Test
  void without_the_file_nothing_is_proposed() {
    Faults faults = new Faults();

    assertThat(ActionsConfig.load(folder, PURPOSES, faults)).isEmpty();

    assertThat(faults.all()).isEmpty();
  }
}
