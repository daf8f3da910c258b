package org.optika.sample;

import java.util.List;

/**
 * The marketing channels of the company, how often people meet them, and their <b>true</b> effect
 * on buying.
 *
 * <p>An exposure raises the person's rate of orders by {@code effectPerDay * (1 - exp(-x))}, where
 * {@code x} is the number of earlier exposures to the channel, each halved every {@code
 * halfLifeDays}. Effects of channels add up.
 */
enum Channel {
  PAID_SEARCH(
      "paid-search",
      0.006,
      0.010,
      3,
      false,
      new Placement("google", "cpc", "gear-generic", "searchads", "click", 85_000_000, "EUR"),
      new Placement("google", "cpc", "brand", "searchads", "click", 21_000_000, "EUR"),
      new Placement("bing", "cpc", "gear-generic", "searchads-two", "click", 64_000_000, "EUR")),
  PAID_SOCIAL(
      "paid-social",
      0.012,
      0.006,
      5,
      true,
      new Placement(
          "facebook", "paid_social", "summer-hiking", "socialads", "impression", 1_200_000, "EUR"),
      new Placement(
          "instagram",
          "paid_social",
          "summer-hiking",
          "socialads",
          "impression",
          1_450_000,
          "EUR")),
  DISPLAY(
      "display",
      0.014,
      0.0015,
      4,
      true,
      new Placement("adnord", "display", "hütten-für-alle", "adnord", "impression", 410_000, "EUR"),
      new Placement("adnord", "display", "tents", "adnord", "impression", 390_000, "EUR")),
  RETARGETING(
      "retargeting",
      0.006,
      0.0008,
      2,
      false,
      new Placement(
          "retargo", "retargeting", "left-basket", "retargo", "impression", 980_000, "EUR")),
  VIDEO(
      "video",
      0.006,
      0.007,
      10,
      true,
      new Placement(
          "clipcast", "video", "mountain-film", "clipcast", "impression", 2_300_000, "GBP")),
  AFFILIATE(
      "affiliate",
      0.003,
      0.003,
      2,
      false,
      new Placement("linkhub", "affiliate", "voucher", "linkhub", "click", 30_000_000, "EUR"),
      new Placement("gearscout", "affiliate", "reviews", "linkhub", "click", 35_000_000, "EUR")),
  EMAIL(
      "email",
      0.022,
      0.008,
      3,
      true,
      new Placement("newsletter", "email", "weekly", "postbird", "click", 120_000, "EUR"),
      new Placement("newsletter", "email", "sale", "postbird", "click", 120_000, "EUR")),
  APP_PUSH(
      "app-push",
      0.012,
      0.005,
      2,
      true,
      new Placement("app", "push", "weekend-offer", "pushmate", "click", 50_000, "EUR")),
  ORGANIC_SEARCH(
      "organic-search",
      0.010,
      0,
      1,
      false,
      new Placement("google", "organic", null, null, "click", 0, "EUR"),
      new Placement("ecosia", "organic", null, null, "click", 0, "EUR")),
  REFERRAL(
      "referral",
      0.003,
      0.004,
      4,
      false,
      new Placement("trailblog.example", "referral", null, null, "click", 0, "EUR")),
  DIRECT(
      "direct",
      0.009,
      0,
      1,
      false,
      new Placement("(direct)", "(none)", null, null, "click", 0, "EUR"));

  /**
   * One way in which a channel reaches people, as a web log names it.
   *
   * @param campaign null where the channel has none
   * @param vendor null where nobody is paid
   * @param costCentsPerMillion what one exposure costs, in millionths of a cent of {@code currency}
   */
  record Placement(
      String source,
      String medium,
      String campaign,
      String vendor,
      String interaction,
      long costCentsPerMillion,
      String currency) {}

  /** Search advertisements for the name of the shop itself. */
  static final Placement BRAND_SEARCH = PAID_SEARCH.placements.get(1);

  private final String id;
  private final double exposuresPerDay;
  private final double effectPerDay;
  private final double halfLifeDays;
  private final boolean randomised;
  private final List<Placement> placements;

  Channel(
      String id,
      double exposuresPerDay,
      double effectPerDay,
      double halfLifeDays,
      boolean randomised,
      Placement... placements) {
    this.id = id;
    this.exposuresPerDay = exposuresPerDay;
    this.effectPerDay = effectPerDay;
    this.halfLifeDays = halfLifeDays;
    this.randomised = randomised;
    this.placements = List.of(placements);
  }

  String id() {
    return id;
  }

  /**
   * Exposures of an average person per day; of an e-mail subscriber or app user where the channel
   * needs one.
   */
  double exposuresPerDay() {
    return exposuresPerDay;
  }

  /** Additional orders per day at full saturation. */
  double effectPerDay() {
    return effectPerDay;
  }

  double halfLifeDays() {
    return halfLifeDays;
  }

  /**
   * Whether exposure is by lot in a world with this {@code exposure} and does not depend on the
   * person's interest.
   */
  boolean isRandomised(Exposure exposure) {
    return switch (exposure) {
      case NATURAL -> false;
      case MIXED -> randomised;
      case RANDOMISED -> true;
    };
  }

  List<Placement> placements() {
    return placements;
  }
}
