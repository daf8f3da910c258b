package org.optika.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.consent.EventBuilder.micros;
import static org.optika.core.consent.TestRules.EMAIL;
import static org.optika.core.consent.TestRules.MEASUREMENT;
import static org.optika.core.consent.TestRules.OPEN;
import static org.optika.core.consent.TestRules.PACK;
import static org.optika.core.consent.TestRules.STATISTICS;
import static org.optika.core.gate.VendorState.NO_VALID_TRANSFER;
import static org.optika.core.gate.VendorState.VENDOR_NOT_FOR_PURPOSE;
import static org.optika.core.gate.VendorState.VENDOR_NOT_REGISTERED;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.Purpose;

/** Registers of vendors and transfers, and what the gate makes of them. */
class VendorRegisterTest {
  private static final long ALWAYS = Long.MIN_VALUE;
  private static final AdequacyDecision JAPAN =
      new AdequacyDecision("JP", micros("2019-01-23"), OPEN, false, "2019/419");
  private static final AdequacyDecision FRAMEWORK =
      new AdequacyDecision("US", micros("2023-07-10"), OPEN, true, "2023/1795");

  private static Vendor vendor(
      String id, String country, String from, long to, String... purposes) {
    return new Vendor(
        id,
        id,
        VendorRole.PROCESSOR,
        country,
        Set.of(purposes),
        Set.of("clicks"),
        micros(from),
        to);
  }

  private static Transfer transfer(
      String vendor, TransferMechanism mechanism, String from, long to, long assessed) {
    return new Transfer(vendor, mechanism, micros(from), to, "contract 7", assessed);
  }

  private static VendorRegister register(Vendor vendor, Transfer... transfers) {
    return new VendorRegister(List.of(vendor), List.of(JAPAN, FRAMEWORK), List.of(transfers));
  }

  private static String at(VendorRegister register, String day) {
    return register.stateAt("v", MEASUREMENT, micros(day)).label();
  }

  @Test
  void a_vendor_inside_of_the_area_is_open_for_its_purposes_while_it_is_registered() {
    VendorRegister register =
        register(vendor("v", "NL", "2026-01-10", micros("2026-02-10"), MEASUREMENT));

    assertThat(at(register, "2026-01-09T23:59:59.999999Z")).isEqualTo("vendor-not-registered");
    assertThat(at(register, "2026-01-10")).isEqualTo("open");
    assertThat(at(register, "2026-02-09T23:59:59.999999Z")).isEqualTo("open");
    assertThat(at(register, "2026-02-10")).isEqualTo("vendor-not-registered");
    assertThat(register.stateAt("v", EMAIL, micros("2026-01-10")))
        .isEqualTo(VENDOR_NOT_FOR_PURPOSE);
    assertThat(register.stateAt("other", MEASUREMENT, micros("2026-01-10")))
        .isEqualTo(VENDOR_NOT_REGISTERED);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"NL, none-needed", "NO, none-needed", "JP, adequacy", "US, ", "IN, ", "GB, "})
  void the_country_decides_what_a_transfer_needs(String country, String kind) {
    Vendor vendor = vendor("v", country, "2024-01-01", OPEN, MEASUREMENT);

    assertThat(register(vendor).groundAt(vendor, micros("2026-01-01")).map(TransferGround::kind))
        .isEqualTo(Optional.ofNullable(kind));
  }

  @Test
  void an_adequacy_decision_opens_from_its_day_until_its_end() {
    AdequacyDecision decision =
        new AdequacyDecision("GB", micros("2021-06-28"), micros("2025-12-27"), false, "2021/1772");
    VendorRegister register =
        new VendorRegister(
            List.of(vendor("v", "GB", "2020-01-01", OPEN, MEASUREMENT)),
            List.of(decision),
            List.of());

    assertThat(at(register, "2021-06-27")).isEqualTo("no-valid-transfer");
    assertThat(at(register, "2021-06-28")).isEqualTo("open");
    assertThat(at(register, "2025-12-26")).isEqualTo("open");
    assertThat(at(register, "2025-12-27")).isEqualTo("no-valid-transfer");
  }

  @Test
  void a_decision_on_certified_recipients_needs_the_certificate_of_this_one_at_the_time() {
    Vendor vendor = vendor("v", "US", "2023-01-01", OPEN, MEASUREMENT);
    VendorRegister register =
        register(
            vendor,
            transfer(
                "v",
                TransferMechanism.ADEQUACY,
                "2023-01-01",
                micros("2026-01-01"),
                Transfer.NOT_ASSESSED));

    assertThat(at(register, "2023-07-09")).isEqualTo("no-valid-transfer"); // no decision yet
    assertThat(at(register, "2023-07-10")).isEqualTo("open");
    assertThat(at(register, "2026-01-01")).isEqualTo("no-valid-transfer"); // certificate ended
    assertThat(register.groundAt(vendor, micros("2025-01-01")))
        .contains(new TransferGround("adequacy", "contract 7", micros("2026-01-01")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"SCC, open", "BCR, open", "DEROGATION, no-valid-transfer"})
  void clauses_and_rules_open_a_transfer_and_a_derogation_never_does(
      TransferMechanism mechanism, String expected) {
    VendorRegister register =
        register(
            vendor("v", "IN", "2024-01-01", OPEN, MEASUREMENT),
            transfer("v", mechanism, "2024-02-01", micros("2025-02-01"), micros("2024-01-15")));

    assertThat(at(register, "2024-01-31")).isEqualTo("no-valid-transfer");
    assertThat(at(register, "2024-02-01")).isEqualTo(expected);
    assertThat(at(register, "2025-02-01")).isEqualTo("no-valid-transfer");
  }

  @Test
  void clauses_open_nothing_before_the_transfer_was_assessed() {
    VendorRegister register =
        register(
            vendor("v", "IN", "2024-01-01", OPEN, MEASUREMENT),
            transfer("v", TransferMechanism.SCC, "2024-02-01", OPEN, micros("2024-03-01")));
    VendorRegister never =
        register(
            vendor("v", "IN", "2024-01-01", OPEN, MEASUREMENT),
            transfer("v", TransferMechanism.SCC, "2024-02-01", OPEN, Transfer.NOT_ASSESSED));

    assertThat(at(register, "2024-02-29")).isEqualTo("no-valid-transfer");
    assertThat(at(register, "2024-03-01")).isEqualTo("open");
    assertThat(at(never, "2026-01-01")).isEqualTo("no-valid-transfer");
  }

  @Test
  void of_several_grounds_the_one_that_holds_longest_is_told() {
    Vendor vendor = vendor("v", "IN", "2024-01-01", OPEN, MEASUREMENT);
    VendorRegister register =
        register(
            vendor,
            transfer("v", TransferMechanism.SCC, "2024-02-01", micros("2026-01-01"), ALWAYS),
            transfer("v", TransferMechanism.BCR, "2024-02-01", micros("2027-01-01"), ALWAYS));

    assertThat(register.groundAt(vendor, micros("2025-01-01")).orElseThrow().kind())
        .isEqualTo("bcr");
  }

  @Test
  void a_vendor_that_moves_is_asked_for_where_it_was() {
    VendorRegister register =
        new VendorRegister(
            List.of(
                vendor("v", "DE", "2024-01-01", micros("2025-01-01"), MEASUREMENT),
                vendor("v", "IN", "2025-01-01", OPEN, MEASUREMENT)),
            List.of(),
            List.of());

    assertThat(at(register, "2024-12-31")).isEqualTo("open");
    assertThat(at(register, "2025-01-01")).isEqualTo("no-valid-transfer");
  }

  @Test
  void two_entries_of_a_vendor_for_one_time_are_refused() {
    assertThatThrownBy(
            () ->
                new VendorRegister(
                    List.of(
                        vendor("v", "IN", "2025-01-01", OPEN, MEASUREMENT),
                        vendor("v", "DE", "2024-01-01", micros("2025-01-02"), MEASUREMENT)),
                    List.of(),
                    List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("vendor 'v' has two entries for one time");
  }

  /** Clauses from February 2024 until February 2025. */
  private static VendorRegister clausesForAYear() {
    return register(
        vendor("v", "IN", "2024-01-01", OPEN, MEASUREMENT, STATISTICS),
        transfer("v", TransferMechanism.SCC, "2024-02-01", micros("2025-02-01"), ALWAYS));
  }

  private static VendorClosings closings(
      String first, String end, String asOf, String... purposes) {
    return clausesForAYear()
        .closings(
            PACK,
            List.of(purposes),
            Map.of("v", new VendorActivity(micros(first), micros(end))),
            micros(asOf));
  }

  private static String closedAt(VendorClosings closings, String purpose, String day) {
    long closed = closings.ofVendor().get("v").closedAt(micros(day));
    return VendorState.of(PermissionSteps.codeAt(closed, PACK.indexOf(purpose))).label();
  }

  @Test
  void nothing_is_closed_where_all_activity_and_the_run_lie_in_open_times() {
    assertThat(closings("2024-02-01", "2025-02-01", "2025-01-31", MEASUREMENT).isEmpty()).isTrue();
    assertThat(closings("2024-02-01", "2026-01-01", "2025-01-31", MEASUREMENT).isEmpty())
        .as("what ends after the run")
        .isTrue();
    assertThat(closings("2024-06-01", "2026-01-01", "2024-01-15", MEASUREMENT).isEmpty())
        .as("no activity up to the run")
        .isTrue();
    assertThat(clausesForAYear().closings(PACK, List.of(MEASUREMENT), Map.of(), 0).isEmpty())
        .isTrue();
  }

  @Test
  void activity_before_the_mechanism_is_closed_and_later_activity_is_not() {
    VendorClosings closings = closings("2024-01-15", "2024-06-01", "2024-06-01", MEASUREMENT);

    assertThat(closedAt(closings, MEASUREMENT, "2023-12-31")).isEqualTo("vendor-not-registered");
    assertThat(closedAt(closings, MEASUREMENT, "2024-01-31")).isEqualTo("no-valid-transfer");
    assertThat(closedAt(closings, MEASUREMENT, "2024-02-01")).isEqualTo("open");
  }

  @Test
  void a_run_after_the_end_of_the_mechanism_closes_all_that_came_before() {
    VendorClosings closings = closings("2024-03-01", "2024-06-01", "2025-02-01", MEASUREMENT);

    assertThat(closedAt(closings, MEASUREMENT, "2024-04-01")).isEqualTo("no-valid-transfer");
    assertThat(closedAt(closings, EMAIL, "2024-04-01")).isEqualTo("open"); // nobody asks for it
  }

  @Test
  void a_purpose_that_is_asked_at_event_time_only_is_not_closed_by_the_time_of_the_run() {
    assertThat(closings("2024-03-01", "2024-06-01", "2025-02-01", STATISTICS).isEmpty()).isTrue();
    assertThat(
            closedAt(
                closings("2024-01-01", "2024-06-01", "2025-02-01", STATISTICS),
                STATISTICS,
                "2024-01-31"))
        .isEqualTo("no-valid-transfer");
  }

  @Test
  void a_vendor_that_nobody_has_registered_is_closed_at_all_times() {
    VendorClosings closings =
        clausesForAYear()
            .closings(
                PACK,
                List.of(MEASUREMENT, EMAIL),
                Map.of("stranger", new VendorActivity(0, 1)),
                micros("2024-06-01"));

    assertThat(closings.ofVendor().get("stranger").closedAt(0))
        .isEqualTo(
            PermissionSteps.withCode(
                PermissionSteps.withCode(
                    0, PACK.indexOf(MEASUREMENT), VENDOR_NOT_REGISTERED.code()),
                PACK.indexOf(EMAIL),
                VENDOR_NOT_REGISTERED.code()));
  }

  @Test
  void the_first_purpose_that_fails_counts_and_within_it_what_the_person_permits() {
    int measurement = PACK.indexOf(MEASUREMENT);
    int email = PACK.indexOf(EMAIL);
    int withdrawn = ConsentState.WITHDRAWN.code();
    long closedForEmail = PermissionSteps.withCode(0, email, NO_VALID_TRANSFER.code());
    long closedForMeasurement = PermissionSteps.withCode(0, measurement, NO_VALID_TRANSFER.code());
    int withdrawnForMeasurement = GateDecision.code(GateClock.AS_OF, measurement, withdrawn);
    int withdrawnForEmail = GateDecision.code(GateClock.AS_OF, email, withdrawn);
    int afterAsOf = GateDecision.code(GateClock.AFTER_AS_OF, email, 0);

    assertThat(GateDecision.withVendor(GateDecision.ADMITTED, 0)).isEqualTo(GateDecision.ADMITTED);
    assertThat(text(GateDecision.withVendor(GateDecision.ADMITTED, closedForEmail)))
        .isEqualTo("email_marketing vendor no-valid-transfer");
    assertThat(GateDecision.withVendor(withdrawnForMeasurement, closedForEmail))
        .isEqualTo(withdrawnForMeasurement);
    assertThat(GateDecision.withVendor(withdrawnForMeasurement, closedForMeasurement))
        .isEqualTo(withdrawnForMeasurement);
    assertThat(text(GateDecision.withVendor(withdrawnForEmail, closedForMeasurement)))
        .isEqualTo("measurement vendor no-valid-transfer");
    assertThat(GateDecision.withVendor(afterAsOf, closedForMeasurement)).isEqualTo(afterAsOf);
  }

  private static String text(int decision) {
    Refusal refusal = Refusal.of(decision, PACK).orElseThrow();
    return "%s %s %s".formatted(refusal.purpose(), refusal.clock().id(), refusal.reason());
  }

  static LongStream worlds() {
    return LongStream.range(0, 200);
  }

  /** As docs/consent.md says it: purpose by purpose, permission first, then the vendor. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("worlds")
  void a_decision_is_what_asking_purpose_by_purpose_comes_to(long seed) {
    Random random = new Random(seed);
    VendorRegister register = randomRegister(random);
    List<String> purposes = PACK.purposes().stream().map(Purpose::id).toList();
    List<String> asked = purposes.stream().filter(purpose -> random.nextBoolean()).toList();
    if (asked.isEmpty()) {
      asked = purposes;
    }
    GateRule rule = GateRule.of(PACK, asked);
    long asOf = random.nextInt(100);
    Map<String, VendorActivity> seen = new HashMap<>();
    seen.put("v", new VendorActivity(-10, 110));
    seen.put("w", new VendorActivity(random.nextInt(50), 50 + random.nextInt(50)));
    seen.put("stranger", new VendorActivity(-10, 110));
    VendorClosings closings = register.closings(PACK, asked, seen, asOf);
    for (int row = 0; row < 50; row++) {
      String vendor = List.copyOf(seen.keySet()).get(random.nextInt(3));
      VendorActivity span = seen.get(vendor);
      long at = span.firstMicros() + random.nextLong(span.endMicros() - span.firstMicros());
      long[] from = {random.nextInt(100)};
      long[] state = {random.nextLong()};
      VendorClosings.Steps steps = closings.ofVendor().get(vendor);

      int decision =
          GateDecision.withVendor(
              GateDecision.decide(from, state, rule.defaultState(), at, asOf, rule),
              steps == null ? 0 : steps.closedAt(at));

      assertThat(decision).isEqualTo(naive(register, asked, vendor, from, state, at, asOf));
    }
  }

  private static int naive(
      VendorRegister register,
      List<String> asked,
      String vendor,
      long[] from,
      long[] state,
      long at,
      long asOf) {
    for (String purpose : asked) {
      GateRule alone = GateRule.of(PACK, List.of(purpose));
      int decision = GateDecision.decide(from, state, alone.defaultState(), at, asOf, alone);
      if (decision != GateDecision.ADMITTED) {
        return decision;
      }
      List<VendorState> states = new ArrayList<>();
      states.add(register.stateAt(vendor, purpose, at));
      if (!PACK.purpose(purpose).eventTimeOnly()) {
        states.add(register.stateAt(vendor, purpose, asOf));
      }
      for (VendorState held : states) {
        if (held != VendorState.OPEN) {
          return GateDecision.code(GateClock.VENDOR, PACK.indexOf(purpose), held.code());
        }
      }
    }
    return GateDecision.ADMITTED;
  }

  private static VendorRegister randomRegister(Random random) {
    List<Vendor> vendors = new ArrayList<>();
    List<Transfer> transfers = new ArrayList<>();
    for (String id : List.of("v", "w")) {
      long moves = 10 + random.nextInt(90);
      vendors.add(randomVendor(random, id, random.nextInt(30) - 20, moves + 1));
      vendors.add(randomVendor(random, id, moves + 1, random.nextBoolean() ? OPEN : moves + 40));
      for (TransferMechanism mechanism : TransferMechanism.values()) {
        long starts = random.nextInt(100) - 20;
        transfers.add(
            new Transfer(
                id,
                mechanism,
                starts,
                starts + 1 + random.nextInt(80),
                "",
                random.nextBoolean() ? random.nextInt(100) : Transfer.NOT_ASSESSED));
      }
    }
    List<AdequacyDecision> adequacy =
        List.of(
            new AdequacyDecision("US", random.nextInt(50), 60 + random.nextInt(40), true, ""),
            new AdequacyDecision("JP", random.nextInt(50), 60 + random.nextInt(40), false, ""));
    return new VendorRegister(vendors, adequacy, transfers);
  }

  private static Vendor randomVendor(Random random, String id, long from, long to) {
    Set<String> purposes = new java.util.HashSet<>();
    PACK.purposes()
        .forEach(
            purpose -> {
              if (random.nextInt(4) > 0) {
                purposes.add(purpose.id());
              }
            });
    String country = List.of("NL", "US", "JP", "IN").get(random.nextInt(4));
    return new Vendor(
        id, id, VendorRole.PROCESSOR, country, purposes, Set.of(), from, Math.max(to, from + 1));
  }
}
