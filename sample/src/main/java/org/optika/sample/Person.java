package org.optika.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who a person is. What the person does is drawn from children of {@code random}, one per part of
 * life.
 *
 * @param shop country of the shop that the person uses, whose law applies; may differ from where
 *     the region lies
 * @param region ISO 3166-2 code of where the person lives
 * @param interest standard normal; raises the rate of orders, of visits and of consent alike (so
 *     that people who consent buy more than those who do not, without consent being the cause)
 * @param activity multiplies all exposures; mean 1
 * @param accountId null without an account
 * @param email null when the shop does not know it
 * @param usesApp whether the person uses the app (only with an account)
 * @param devices one to three, the first is the main one
 * @param sinceMicros when the account was opened
 * @param untilMicros when the person stops visiting and ordering for good, mostly without a word;
 *     {@link Times#END} for those who go on. When a customer gives notice is told by {@link
 *     Relation}
 * @param paysInPounds whether orders are in GBP
 */
record Person(
    long index,
    RandomStream random,
    String shop,
    String region,
    double interest,
    double activity,
    boolean isBot,
    String accountId,
    String email,
    boolean usesApp,
    List<Device> devices,
    int birthYear,
    long sinceMicros,
    long untilMicros,
    boolean paysInPounds) {

  private static final List<String> COUNTRIES = List.of("NL", "DE", "BE", "FR");
  private static final Map<String, List<String>> REGIONS =
      Map.of(
          "NL", List.of("NL-NH", "NL-ZH", "NL-UT", "NL-NB", "NL-GR"),
          "DE", List.of("DE-NW", "DE-BY", "DE-BE", "DE-HH"),
          "BE", List.of("BE-VLG", "BE-WAL", "BE-BRU"),
          "FR", List.of("FR-IDF", "FR-ARA", "FR-PAC", "FR-BRE"));
  private static final Map<String, String> LANGUAGES =
      Map.of("NL", "nl", "DE", "de", "BE", "nl", "FR", "fr", "EU", "en");
  private static final List<String> FIRST_NAMES =
      List.of(
          "anna", "bram", "chloe", "daan", "emma", "felix", "greta", "hugo", "ines", "jonas",
          "lotte", "milan");
  private static final List<String> LAST_NAMES =
      List.of(
          "bakker", "becker", "claes", "dubois", "fischer", "jansen", "laurent", "peeters",
          "visser", "wolf");

  private static final double BOT_SHARE = 0.004;
  private static final double MINOR_SHARE = 0.03;

  /** Parts of a life; each draws from its own stream. */
  enum Part {
    IDENTITY,
    EXPOSURE,
    INTEREST,
    ORDERS,
    VISITS,
    WEB_CONSENT,
    APP_CONSENT,
    EMAIL_CONSENT,
    CALL_CENTRE,
    LEGACY_IMPORT,
    DELIVERY,
    QUESTIONS,
    SERVICE,
    MAILINGS,
    RELATION,
    EXPERIMENT,
    MOVE,
    RELATION_DELIVERY,
    CHANNELS
  }

  static Person draw(long worldSeed, long index, Window window) {
    RandomStream life = new RandomStream(RandomStream.scatter(worldSeed) + index).child(index);
    RandomStream random = life.child(Part.IDENTITY.ordinal());
    String country = COUNTRIES.get(random.weighted(0.40, 0.28, 0.17, 0.15));
    String region = random.pick(REGIONS.get(country));
    double shopLot = random.uniform();
    String shop = shopLot < 0.03 ? random.pick(COUNTRIES) : shopLot < 0.04 ? "EU" : country;
    double interest = random.normal();
    double activity = StrictMath.exp(0.5 * random.normal() - 0.125);
    boolean bot = random.chance(BOT_SHARE);
    boolean account = !bot && random.chance(0.45);
    boolean known = !bot && (account || random.chance(0.10));
    boolean app = account && random.chance(0.40);
    String name = random.pick(FIRST_NAMES) + "." + random.pick(LAST_NAMES);
    int birthYear = random.chance(MINOR_SHARE) ? 2009 + random.below(5) : 1945 + random.below(62);
    long since =
        random.chance(0.8)
            ? random.between(window.start() - 4 * 365 * Times.DAY, window.start())
            : random.between(window.start(), window.end());
    boolean leaves = account && random.chance(0.12);
    long until = leaves ? random.between(Math.max(since, window.start()), window.end()) : Times.END;
    return new Person(
        index,
        life,
        shop,
        region,
        interest,
        activity,
        bot,
        account ? "K" + (10_000_000 + index) : null,
        known ? name + index + "@mail.example" : null,
        app,
        drawDevices(worldSeed, index, window, bot, random),
        birthYear,
        since,
        until,
        random.chance(0.07));
  }

  private static List<Device> drawDevices(
      long worldSeed, long index, Window window, boolean bot, RandomStream random) {
    List<Device> devices = new ArrayList<>(3);
    if (bot) {
      return List.of(Device.ofBot(deviceId(worldSeed, index, 0), window.start()));
    }
    int count = 1 + random.weighted(0.7, 0.24, 0.06);
    for (int i = 0; i < count; i++) {
      long from = i == 0 ? window.start() : random.between(window.start(), window.end());
      devices.add(Device.draw(random, deviceId(worldSeed, index, i), from));
    }
    return List.copyOf(devices);
  }

  /** Sixteen hexadecimal digits, never the same for two devices of one world. */
  private static String deviceId(long worldSeed, long index, int device) {
    long id = RandomStream.scatter(RandomStream.scatter(worldSeed) + 4 * index + device);
    StringBuilder text = new StringBuilder(16);
    for (int shift = 60; shift >= 0; shift -= 4) {
      text.append(Character.forDigit((int) (id >>> shift) & 15, 16));
    }
    return text.toString();
  }

  RandomStream randomFor(Part part) {
    return random.child(part.ordinal());
  }

  /** A short id that is unique in the world for each (kind, person, number). */
  String rowId(String kind, int number) {
    return kind + Long.toString(index, 36) + "-" + number;
  }

  boolean hasAccount() {
    return accountId != null;
  }

  boolean hasEmail() {
    return email != null;
  }

  int ageIn2026() {
    return 2026 - birthYear;
  }

  /** A region of the same country where the person may have lived before. */
  String otherRegion(RandomStream random) {
    return random.pick(
        REGIONS.get(region.substring(0, 2)).stream()
            .filter(other -> !other.equals(region))
            .toList());
  }

  String language() {
    return LANGUAGES.get(shop);
  }

  /** Under 16 in the calendar year of {@code at}: whether the person says so is another matter. */
  boolean isMinorAt(long at) {
    return Integer.parseInt(Times.date(at).substring(0, 4)) - birthYear < 16;
  }

  /** How willing the person is to say yes, in log-odds; rises with interest, differs by country. */
  double willingness() {
    double country =
        switch (shop) {
          case "DE" -> -0.3;
          case "FR" -> -0.2;
          case "BE" -> 0.1;
          default -> 0.0;
        };
    return 0.55 + 0.7 * interest + country;
  }
}
