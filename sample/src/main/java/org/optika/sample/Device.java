package org.optika.sample;

import java.util.List;

/**
 * A browser on a device.
 *
 * @param id the cookie id of the shop
 * @param bannerVariant {@code A} or {@code B}: the banner that this device is shown in the A/B test
 * @param sendsGpc whether the browser sends the Global Privacy Control signal
 * @param fromMicros first use
 */
record Device(
    String id,
    String deviceClass,
    String userAgent,
    String bannerVariant,
    boolean sendsGpc,
    long fromMicros) {
  static final String BOT_USER_AGENT = "Crawlbot/2.1 (+https://crawlbot.example)";
  static final String PREFETCH_USER_AGENT = "MailGuard-Prefetch/1.0";

  private static final List<String> CLASSES = List.of("mobile", "desktop", "tablet");
  private static final List<String> USER_AGENTS =
      List.of("Safari/18 (iPhone)", "Firefox/140 (Windows)", "Safari/18 (iPad)");

  static Device draw(RandomStream random, String id, long fromMicros) {
    int kind = random.weighted(0.55, 0.37, 0.08);
    return new Device(
        id,
        CLASSES.get(kind),
        USER_AGENTS.get(kind),
        random.chance(0.5) ? "A" : "B",
        random.chance(0.06),
        fromMicros);
  }

  static Device ofBot(String id, long fromMicros) {
    return new Device(id, "desktop", BOT_USER_AGENT, "A", false, fromMicros);
  }

  boolean isMobile() {
    return deviceClass.equals("mobile");
  }

  boolean isBot() {
    return userAgent.equals(BOT_USER_AGENT);
  }
}
