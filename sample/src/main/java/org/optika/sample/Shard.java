package org.optika.sample;

import static org.optika.sample.RawSource.CONVERSIONS;
import static org.optika.sample.RawSource.CUSTOMERS;
import static org.optika.sample.RawSource.TOUCHPOINTS;
import static org.optika.sample.RawSource.TOUCHPOINTS_EMAIL;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the lives of a range of people, one after the other, and adds up what the truth needs.
 * Nothing of a person is kept once the rows are written but the answers to the few questions that
 * are put.
 */
final class Shard {
  private static final double GBP_PER_ORDER_LOT = 0.86;

  private final World world;
  private final int number;
  private final Window window;

  final Orders orders = new Orders();
  final BannerTest bannerTest = new BannerTest();
  final Spending spending;
  final List<String> answers = new ArrayList<>();
  final List<String> answersAsKnown = new ArrayList<>();
  List<RowCounts> counts = List.of();
  List<BadRow> badRows = List.of();
  long touchpoints;

  /** What all shards of a world have in common. */
  record World(
      long people, Window window, long seed, Exposure exposure, long peoplePerShard, int draws) {}

  Shard(World world, int number) {
    this.world = world;
    this.number = number;
    this.window = world.window();
    this.spending = new Spending(window);
  }

  /**
   * @return this shard, when its files are complete
   */
  Shard write(Path raw) throws IOException {
    long from = number * world.peoplePerShard();
    long until = Math.min(world.people(), from + world.peoplePerShard());
    try (RawFiles files = new RawFiles(raw, number)) {
      for (long index = from; index < until; index++) {
        live(Person.draw(world.seed(), index, window), files);
        if (index == 0) {
          badRows = BadRows.plantInside(files);
        }
      }
      touchpoints = files.touchpoints().counts.good;
      counts = files.counts();
    }
    return this;
  }

  private void live(Person person, RawFiles files) throws IOException {
    Delivery delivery = new Delivery(files, person);
    Subscription subscription = new Subscription();
    new LegacyImport(person, delivery, subscription).tell(window);
    new EmailConsent(person, delivery, subscription).tell(window);
    InterestWaves waves = InterestWaves.draw(person.randomFor(Person.Part.INTEREST), window);
    List<Touch> touches = Touches.draw(person, waves, subscription, world.exposure(), window);
    List<Long> orderTimes = orders.draw(person, touches, waves, window, world.draws());
    List<Purchase> purchases = Purchase.draw(person, touches, orderTimes, world.exposure());
    List<Touch> seen = withClosingVisits(touches, purchases);
    writeTouches(person, seen, delivery);
    writePurchases(person, purchases, delivery);
    tellConsent(person, seen, delivery);
    if (person.hasAccount()) {
      writeCustomer(person, files);
    }
    ask(person, delivery.statements());
  }

  private static List<Touch> withClosingVisits(List<Touch> touches, List<Purchase> purchases) {
    List<Touch> all = new ArrayList<>(touches);
    for (Purchase purchase : purchases) {
      if (purchase.closingVisit() != null) {
        all.add(purchase.closingVisit());
      }
    }
    all.sort(Comparator.comparingLong(Touch::atMicros).thenComparing(Touch::channel));
    return all;
  }

  private void writeTouches(Person person, List<Touch> touches, Delivery delivery)
      throws IOException {
    int number = 0;
    for (Touch touch : touches) {
      Device device = person.devices().get(touch.device());
      Channel.Placement placement = touch.placement();
      spending.add(touch);
      delivery.touchpoint(
          new Touchpoint(
              person.rowId("w", number++),
              touch.onAccount() ? null : device.id(),
              touch.onAccount() ? person.accountId() : null,
              touch.atMicros(),
              delivery.receivedAt(TOUCHPOINTS, touch.atMicros()),
              placement.interaction(),
              placement.source(),
              placement.medium(),
              placement.campaign(),
              placement.vendor(),
              touch.onAccount() ? "mobile" : device.deviceClass(),
              person.shop(),
              person.region(),
              touch.onAccount() ? "ShopApp/5.1" : device.userAgent()));
      if (touch.channel() == Channel.EMAIL) {
        writeClick(person, touch, number, delivery);
      }
    }
  }

  /**
   * The newsletter system sees a click half a minute before the shop does; filters of some mail
   * servers click, too.
   */
  private void writeClick(Person person, Touch touch, int number, Delivery delivery)
      throws IOException {
    boolean filtered = person.index() % 12 == 0;
    if (filtered) {
      writeClick(
          person,
          touch,
          person.rowId("p", number),
          touch.atMicros() - 3 * Times.HOUR,
          Device.PREFETCH_USER_AGENT,
          delivery);
    }
    writeClick(
        person,
        touch,
        person.rowId("k", number),
        touch.atMicros() - 30 * Times.SECOND,
        person.devices().get(touch.device()).userAgent(),
        delivery);
  }

  private void writeClick(
      Person person, Touch touch, String id, long at, String userAgent, Delivery delivery)
      throws IOException {
    long clicked = TOUCHPOINTS_EMAIL.resolve(at);
    delivery.row(
        TOUCHPOINTS_EMAIL,
        delivery.receivedAt(TOUCHPOINTS_EMAIL, clicked),
        received ->
            String.join(
                ",",
                id,
                person.email(),
                touch.placement().campaign(),
                Times.plainMillis(clicked),
                Times.plainMillis(received),
                person.shop(),
                person.region(),
                userAgent));
  }

  private void writePurchases(Person person, List<Purchase> purchases, Delivery delivery)
      throws IOException {
    int number = 0;
    for (Purchase purchase : purchases) {
      String order = person.rowId("O", number++);
      String currency = person.paysInPounds() ? "GBP" : "EUR";
      long cents =
          person.paysInPounds() ? (long) (purchase.cents() * GBP_PER_ORDER_LOT) : purchase.cents();
      writeConversion(
          person,
          purchase.buyer(),
          order,
          "order",
          "",
          cents,
          currency,
          purchase.atMicros(),
          delivery);
      if (purchase.refundMicros() < Times.END) {
        long refunded = Math.max(1, (long) (cents * purchase.refundShare()));
        writeConversion(
            person,
            purchase.buyer(),
            order + "r",
            "refund",
            order,
            refunded,
            currency,
            purchase.refundMicros(),
            delivery);
      }
    }
  }

  private void writeConversion(
      Person person,
      Subject buyer,
      String id,
      String kind,
      String refundOf,
      long cents,
      String currency,
      long at,
      Delivery delivery)
      throws IOException {
    long ordered = CONVERSIONS.resolve(at);
    delivery.row(
        CONVERSIONS,
        delivery.receivedAt(CONVERSIONS, ordered),
        received ->
            String.join(
                ",",
                id,
                kind,
                refundOf,
                buyer.type().equals("account") ? buyer.value() : "",
                buyer.type().equals("email") ? buyer.value() : "",
                buyer.type().equals("device") ? buyer.value() : "",
                Money.text(cents),
                currency,
                Times.isoSeconds(ordered),
                Times.isoSeconds(received),
                person.shop(),
                person.region()));
  }

  private void tellConsent(Person person, List<Touch> touches, Delivery delivery)
      throws IOException {
    for (int device = 0; device < person.devices().size(); device++) {
      new WebConsent(person, device, delivery, bannerTest).tell(visits(person, device, touches));
    }
    new AppConsent(person, delivery).tell(window);
    new CallCentreConsent(person, delivery).tell(window);
  }

  /**
   * Clicks bring a visit, an impression rarely does; each device has come by itself at some time,
   * too.
   */
  private List<Long> visits(Person person, int device, List<Touch> touches) {
    RandomStream random = person.randomFor(Person.Part.WEB_CONSENT).child(100 + device);
    List<Long> visits = new ArrayList<>();
    long first =
        person.devices().get(device).fromMicros()
            + Times.MINUTE
            + (long) (random.exponential(4) * Times.DAY);
    if (first < Math.min(window.end(), person.untilMicros())) {
      visits.add(first);
    }
    for (Touch touch : touches) {
      boolean click = touch.placement().interaction().equals("click");
      boolean visit = click || random.chance(0.35);
      if (!touch.onAccount() && touch.device() == device && visit) {
        visits.add(touch.atMicros());
      }
    }
    visits.sort(Comparator.naturalOrder());
    return visits;
  }

  private void writeCustomer(Person person, RawFiles files) throws IOException {
    files
        .part(CUSTOMERS)
        .good(
            String.join(
                ",",
                person.accountId(),
                person.shop(),
                person.region(),
                Integer.toString(person.birthYear()),
                Times.date(person.sinceMicros()),
                person.untilMicros() < Times.END ? Times.date(person.untilMicros()) : ""));
  }

  private void ask(Person person, List<Statement> statements) {
    Questions questions = new Questions(person, statements, window);
    int share = Questions.share(person.index(), world.people(), Questions.AT_THE_END);
    for (int i = 0; i < share; i++) {
      answers.add(questions.atTheEnd());
    }
    int asKnown = Questions.share(person.index(), world.people(), Questions.AS_KNOWN);
    for (int i = 0; i < asKnown; i++) {
      answersAsKnown.add(questions.asKnown());
    }
  }
}
