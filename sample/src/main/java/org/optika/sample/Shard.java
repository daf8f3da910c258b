package org.optika.sample;

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
  /** Share of impressions that bring a visit to the shop. */
  private static final double VISIT_AFTER_IMPRESSION = 0.35;

  private final World world;
  private final int number;

  final Orders orders = new Orders();
  final BannerTest bannerTest = new BannerTest();
  final ActionEffects actionEffects;
  final Spending spending;
  final List<String> answers = new ArrayList<>();
  final List<String> answersAsKnown = new ArrayList<>();
  List<RowCounts> counts = List.of();
  List<BadRow> badRows = List.of();
  long touchpoints;

  Shard(World world, int number) {
    this.world = world;
    this.number = number;
    this.actionEffects = new ActionEffects(world);
    this.spending = new Spending(world.window());
  }

  /**
   * @return this shard, when its files are complete
   */
  Shard write(Path raw) throws IOException {
    long from = number * world.peoplePerShard();
    long until = Math.min(world.people(), from + world.peoplePerShard());
    try (RawFiles files = new RawFiles(raw, number)) {
      for (long index = from; index < until; index++) {
        live(Person.draw(world.seed(), index, world.window()), files);
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
    Window window = world.window();
    Delivery delivery = new Delivery(files, person.randomFor(Person.Part.DELIVERY));
    Subscription subscription = new Subscription();
    new LegacyImport(person, delivery, subscription).tell(window);
    new EmailConsent(person, delivery, subscription).tell(window);
    InterestWaves waves = InterestWaves.draw(person.randomFor(Person.Part.INTEREST), window);
    List<Touch> touches = new Touches(world, person, waves, subscription).draw();
    List<Long> orderTimes = orders.draw(person, touches, waves, window, world.draws());
    List<Purchase> purchases = Purchase.draw(person, touches, orderTimes, world.exposure());
    List<Touch> seen = withClosingVisits(touches, purchases);
    seen.forEach(spending::add);
    ActivityRows activity = new ActivityRows(person, delivery);
    activity.writeTouches(seen);
    activity.writePurchases(purchases);
    for (int device = 0; device < person.devices().size(); device++) {
      new WebConsent(person, device, delivery, bannerTest).tell(visits(person, device, seen));
    }
    new AppConsent(person, delivery).tell(window);
    new CallCentreConsent(person, delivery).tell(window);
    if (person.hasAccount()) {
      relate(person, orderTimes, seen, subscription, files);
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

  /**
   * Clicks bring a visit, an impression sometimes does; each device has come by itself at some
   * time, too.
   */
  private List<Long> visits(Person person, int device, List<Touch> touches) {
    RandomStream random = person.randomFor(Person.Part.VISITS).child(device);
    List<Long> visits = new ArrayList<>();
    long first =
        person.devices().get(device).fromMicros() + Times.MINUTE + random.delay(4, Times.DAY);
    if (first < Math.min(world.window().end(), person.untilMicros())) {
      visits.add(first);
    }
    for (Touch touch : touches) {
      boolean visit =
          touch.placement().interaction().equals("click") || random.chance(VISIT_AFTER_IMPRESSION);
      if (visit && !touch.onAccount() && touch.device() == device) {
        visits.add(touch.atMicros());
      }
    }
    visits.sort(Comparator.naturalOrder());
    return visits;
  }

  /** Rows of a delivery of their own, so that nothing else depends on how many they are. */
  private void relate(
      Person person,
      List<Long> orderTimes,
      List<Touch> seen,
      Subscription subscription,
      RawFiles files)
      throws IOException {
    Window window = world.window();
    List<Contact> service = ServiceContacts.draw(person, orderTimes, window);
    RelationRisk risk = new RelationRisk(person, service, orderTimes, seen, subscription);
    Winback.Segment segment = Winback.Segment.of(person, service);
    Relation relation = Relation.draw(person, risk, segment, window, actionEffects);
    List<Contact> contacts = new ArrayList<>(service);
    contacts.addAll(Mailings.draw(person, subscription, window));
    RelationRows rows =
        new RelationRows(
            person, new Delivery(files, person.randomFor(Person.Part.RELATION_DELIVERY)));
    rows.writeStates(relation, window);
    rows.writeContacts(relation, contacts);
  }

  private void ask(Person person, List<Statement> statements) {
    Questions questions = new Questions(person, statements, world.window());
    int atTheEnd = Questions.share(person.index(), world.people(), Questions.AT_THE_END);
    for (int i = 0; i < atTheEnd; i++) {
      answers.add(questions.atTheEnd());
    }
    int asKnown = Questions.share(person.index(), world.people(), Questions.AS_KNOWN);
    for (int i = 0; i < asKnown; i++) {
      answersAsKnown.add(questions.asKnown());
    }
  }
}
