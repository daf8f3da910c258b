package org.optika.sample;

import static org.optika.sample.Action.DEFERRED;
import static org.optika.sample.Action.GIVEN;
import static org.optika.sample.Action.OBJECTED;
import static org.optika.sample.Action.REFUSED;
import static org.optika.sample.Action.SHOWN;
import static org.optika.sample.Action.WITHDRAWN;
import static org.optika.sample.RawSource.CONSENT_WEB;

import java.io.IOException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** The story of one device and the cookie banner, told in {@code consent_web/*.jsonl}. */
final class WebConsent {
  private static final int ASKS_WITHOUT_ANSWER = 3;
  private static final int REFUSAL_KEPT_MONTHS = 6;
  private static final Purpose[] ASKED = {
    Purpose.MEASUREMENT,
    Purpose.ATTRIBUTION,
    Purpose.PROFILING,
    Purpose.ADS_PERSONALISATION,
    Purpose.LINKING
  };
  private static final Purpose[] CLOSED_BY_GPC = {Purpose.ADS_PERSONALISATION, Purpose.LINKING};

  private final Person person;
  private final Device device;
  private final Delivery delivery;
  private final BannerTest test;
  private final RandomStream random;
  private final String idKind;
  private final PriorityQueue<Plan> plans = new PriorityQueue<>(Comparator.comparingLong(Plan::at));

  private int rows;
  private int unanswered;
  private long lastChoice = Long.MIN_VALUE;
  private int lastVersion;
  private long grantEnds = Long.MIN_VALUE;

  private enum Intention {
    WITHDRAW,
    OBJECT,
    RETURN
  }

  private record Plan(long at, Intention intention) {}

  WebConsent(Person person, int device, Delivery delivery, BannerTest test) {
    this.person = person;
    this.device = person.devices().get(device);
    this.delivery = delivery;
    this.test = test;
    this.random = person.randomFor(Person.Part.WEB_CONSENT).child(device);
    this.idKind = "b" + device + "x";
  }

  /**
   * @param visits instants at which the device visited the shop, ascending
   */
  void tell(List<Long> visits) throws IOException {
    for (long visit : visits) {
      carryOutPlans(visit);
      if (asks(visit)) {
        show(visit);
      }
    }
    carryOutPlans(Times.END);
  }

  private boolean asks(long at) {
    if (lastChoice == Long.MIN_VALUE) {
      return unanswered < ASKS_WITHOUT_ANSWER;
    }
    if (Rules.SAMPLE.asksAnew(Rules.COOKIE_BANNER, lastVersion, at)) {
      return true;
    }
    return grantEnds == Long.MIN_VALUE
        ? at >= Times.plusMonths(lastChoice, REFUSAL_KEPT_MONTHS)
        : at >= grantEnds;
  }

  private void show(long visit) throws IOException {
    long shownAt = visit - 20 * Times.SECOND - random.below((int) (5 * Times.SECOND));
    Page page = pageAt(shownAt);
    write(page, "shown", statement(shownAt, Method.API, page).says(SHOWN, ASKED));
    if (device.isBot()) {
      unanswered++;
      return;
    }
    BannerTest.Answer answer = test.answer(person, device, random);
    long answeredAt = shownAt + 2 * Times.SECOND + random.delay(8, Times.SECOND);
    if (device.sendsGpc()) {
      signalGpc(page, random.chance(0.3) ? answeredAt : shownAt);
    }
    switch (answer) {
      case ACCEPT_ALL ->
          choose(page, "accept_all", Method.ACCEPT_ALL, answeredAt, EnumSet.allOf(Category.class));
      case REJECT_ALL ->
          choose(page, "reject_all", Method.REJECT_ALL, answeredAt, EnumSet.noneOf(Category.class));
      case SAVE -> choose(page, "save", Method.SAVE, answeredAt, savedCategories());
      case DISMISS -> {
        write(page, "dismiss", statement(answeredAt, Method.DISMISS, page).says(DEFERRED, ASKED));
        unanswered++;
      }
      case NOTHING -> unanswered++;
    }
  }

  private Set<Category> savedCategories() {
    Set<Category> on = EnumSet.noneOf(Category.class);
    for (Category category : Category.values()) {
      if (BannerTest.savesOn(person, device, category, random)) {
        on.add(category);
      }
    }
    return on;
  }

  private void choose(Page page, String event, Method method, long at, Set<Category> on)
      throws IOException {
    Statement statement = statement(at, method, page);
    for (Category category : Category.values()) {
      statement.says(on.contains(category) ? GIVEN : REFUSED, category.purposes());
    }
    if (!on.isEmpty() && random.chance(0.05)) {
      statement.expires(at + 90 * Times.DAY);
    }
    write(page, event, statement, on);
    lastChoice = at;
    lastVersion = page.version();
    grantEnds = Long.MIN_VALUE;
    if (!on.isEmpty()) {
      grantEnds = endOf(statement);
      planAfterYes(at);
    }
  }

  private static long endOf(Statement yes) {
    return yes.expiresMicros != null
        ? yes.expiresMicros
        : Times.plusMonths(
            yes.eventMicros,
            Rules.SAMPLE.validityMonths(Purpose.ATTRIBUTION, yes.jurisdiction).orElseThrow());
  }

  private void planAfterYes(long at) {
    if (random.chance(0.10)) {
      plan(Intention.WITHDRAW, at + random.delay(40, Times.DAY));
    } else if (person.shop().equals("NL") && random.chance(0.015)) {
      plan(Intention.OBJECT, at + random.delay(30, Times.DAY));
    }
  }

  private void plan(Intention intention, long at) {
    plans.add(new Plan(at, intention));
  }

  private void carryOutPlans(long until) throws IOException {
    while (!plans.isEmpty() && plans.peek().at() < until) {
      Plan plan = plans.remove();
      Page page = pageAt(plan.at());
      switch (plan.intention()) {
        case WITHDRAW -> {
          write(
              page, "withdraw_all", statement(plan.at(), Method.SAVE, page).says(WITHDRAWN, ASKED));
          lastChoice = plan.at();
          grantEnds = Long.MIN_VALUE;
          if (random.chance(0.35)) {
            plan(Intention.RETURN, plan.at() + random.delay(20, Times.DAY));
          }
        }
        case OBJECT ->
            write(
                page,
                "object",
                statement(plan.at(), Method.SAVE, page).says(OBJECTED, Purpose.MEASUREMENT));
        case RETURN -> {
          write(page, "shown", statement(plan.at(), Method.API, page).says(SHOWN, ASKED));
          choose(
              page,
              "accept_all",
              Method.ACCEPT_ALL,
              plan.at() + 4 * Times.SECOND,
              EnumSet.allOf(Category.class));
        }
      }
    }
  }

  private void signalGpc(Page page, long at) throws IOException {
    write(page, "gpc", statement(at, Method.GPC, page).says(REFUSED, CLOSED_BY_GPC));
  }

  /**
   * A few visitors use the shop of another country, or see a cached page with the version before.
   */
  private Page pageAt(long at) {
    String shop =
        random.chance(0.02) ? random.pick(List.of("NL", "DE", "BE", "FR")) : person.shop();
    int version = Rules.SAMPLE.currentVersion(Rules.COOKIE_BANNER, at);
    return new Page(shop, version > 1 && random.chance(0.03) ? version - 1 : version);
  }

  private record Page(String shop, int version) {}

  private Statement statement(long at, Method method, Page page) {
    String id = person.rowId(idKind, rows++);
    boolean minor = person.isMinorAt(at);
    Boolean said =
        minor ? (random.chance(0.8) ? true : null) : (random.chance(0.25) ? false : null);
    return delivery
        .statement(CONSENT_WEB, id, Subject.device(device.id()), method, at)
        .in(page.shop())
        .under(Rules.COOKIE_BANNER, page.version())
        .minor(person.isBot() ? null : said)
        .explicit(random.chance(minor ? 0.4 : 0.05));
  }

  private void write(Page page, String event, Statement statement) throws IOException {
    write(page, event, statement, null);
  }

  /**
   * @param on the switches that are on; null for events without switches
   */
  private void write(Page page, String event, Statement statement, Set<Category> on)
      throws IOException {
    delivery.consent(
        CONSENT_WEB, statement, received -> json(page, event, statement, on, received));
  }

  private String json(
      Page page, String event, Statement statement, Set<Category> on, long receivedMicros) {
    JsonLine json =
        new JsonLine()
            .text("id", statement.id)
            .text("event", event)
            .text("device_id", device.id())
            .text("ts", Times.isoMicros(statement.eventMicros))
            .text("received_at", Times.isoMicros(receivedMicros))
            .number("version", page.version())
            .text("variant", device.bannerVariant());
    if (on != null) {
      for (Category category : Category.values()) {
        json.flag(category.field(), on.contains(category));
      }
      json.text("consent_type", statement.explicit ? "explicit" : "expressed");
    }
    if (statement.minor != null) {
      json.flag("minor", statement.minor);
    }
    if (statement.expiresMicros != null) {
      json.text("expires_at", Times.isoMicros(statement.expiresMicros));
    }
    return json.text("shop", page.shop())
        .text("region", person.region())
        .text("language", person.language())
        .text("device_class", device.deviceClass())
        .text("user_agent", device.userAgent())
        .toString();
  }
}
