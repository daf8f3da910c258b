package org.optika.core.scores.action;

import static org.optika.core.scores.action.ActionBuilder.action;
import static org.optika.core.scores.action.People.AS_OF;
import static org.optika.core.scores.action.People.CHANNELS;
import static org.optika.core.scores.action.People.DAY;
import static org.optika.core.scores.action.People.PURPOSES;
import static org.optika.core.scores.action.People.ZONE;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.optika.core.scores.action.People.Contact;

/**
 * Catalogues and people in which rules meet often: contacts at one instant, at the very ends of
 * windows and after {@code as_of}; few amounts, so that gains, costs and efficiencies tie.
 */
final class RandomCases {
  private static final List<String> COUNTRIES = List.of("NL", "DE", "FR");

  private final SplittableRandom random;

  RandomCases(long seed) {
    random = new SplittableRandom(seed);
  }

  Catalogue catalogue() {
    List<ChannelRule> channels = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      channels.add(
          new ChannelRule(
              CHANNELS.get(random.nextInt(3)),
              countries(),
              random.nextInt(4),
              1 + random.nextInt(5),
              random.nextInt(4)));
    }
    List<OverallCap> overall = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      overall.add(new OverallCap(countries(), random.nextInt(6), 1 + random.nextInt(5)));
    }
    List<QuietPeriod> quiet = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      quiet.add(new QuietWeekdays(countries(), Set.of(DayOfWeek.of(1 + random.nextInt(7)))));
      LocalDate first = LocalDate.parse("2026-03-01").plusDays(random.nextInt(6));
      quiet.add(new QuietDates(countries(), first, first.plusDays(random.nextInt(3))));
    }
    return new Catalogue(
        PURPOSES, CHANNELS, actions(), new ContactRules(channels, overall, quiet, ZONE));
  }

  private List<Action> actions() {
    List<Action> actions = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      ActionBuilder action =
          action("action-" + i)
              .channel(CHANNELS.get(random.nextInt(3)))
              .cost(new BigDecimal(random.nextInt(6)).movePointLeft(1).toString())
              .coolDown(random.nextInt(4))
              .countries(countries().toArray(String[]::new));
      if (random.nextBoolean()) {
        action.purposes(PURPOSES.get(2 + random.nextInt(2)), Action.PROFILING);
      }
      if (random.nextBoolean()) {
        action.customerValue();
      }
      if (random.nextInt(4) == 0) {
        action.exempt();
      }
      if (random.nextInt(4) == 0) {
        action.significant();
      }
      actions.add(action.build());
    }
    return actions;
  }

  private Set<String> countries() {
    return random.nextInt(3) > 0 ? Set.of() : Set.of(COUNTRIES.get(random.nextInt(3)));
  }

  Person person(long subject, Catalogue catalogue) {
    long states = 0;
    for (int purpose = 0; purpose < PURPOSES.size(); purpose++) {
      long state = random.nextInt(8) == 0 ? random.nextInt(16) : 1 + random.nextInt(4);
      states |= state << 4 * purpose;
    }
    String country = List.of("NL", "DE", "FR", "BE", "").get(random.nextInt(5));
    return new Person(subject, states, country, channelBits(), channelBits(), contacts(catalogue));
  }

  private long channelBits() {
    return random.nextInt(4) > 0 ? 0 : random.nextInt(8);
  }

  private Contacts contacts(Catalogue catalogue) {
    Contact[] contacts = new Contact[random.nextInt(7)];
    Arrays.setAll(
        contacts,
        i ->
            new Contact(
                AS_OF - random.nextInt(-1, 6) * DAY + random.nextInt(-1, 2),
                random.nextInt(-1, 3),
                random.nextInt(-1, catalogue.actions().size())));
    return People.contacts(contacts);
  }

  /** Uplifts in tenths, values in units. */
  Prospect prospect(Catalogue catalogue) {
    double[] uplift = new double[catalogue.actions().size()];
    Arrays.setAll(uplift, i -> random.nextInt(-2, 8) / 10.0);
    return new Prospect(uplift, random.nextInt(4), random.nextInt(11) / 10.0);
  }

  long budget(long upTo) {
    return random.nextLong(upTo + 1);
  }

  int index(int size) {
    return random.nextInt(size);
  }
}
