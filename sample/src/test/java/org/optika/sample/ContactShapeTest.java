package org.optika.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether contacts and ends of relations are such that churn and uplift can be studied. */
class ContactShapeTest {
  private static final long ASKED_AT = Times.micros("2026-05-15T00:00:00Z");

  /** Cells of a state of an account, in the order of the header. */
  private static final int SHOP = 1;

  private static final int REGION = 2;
  private static final int BIRTH_YEAR = 3;
  private static final int SINCE = 4;
  private static final int UNTIL = 5;
  private static final int RECORDED = 6;
  private static final int RECEIVED = 7;
  private static final int PREFERRED = 8;
  private static final int DECLINED = 9;

  private record Row(String account, String direction, String topic, String experiment, long at) {}

  @TempDir static Path folder;
  private static final Map<String, List<String[]>> STATES = new TreeMap<>();
  private static final List<Row> CONTACTS = new ArrayList<>();

  @BeforeAll
  static void write_a_world() throws IOException {
    SampleWorld world = new SampleWorld(6_000, 240, 11);
    world.writeTo(folder.resolve("natural"), line -> {});
    world.withExperiment(ExperimentEffect.NONE).writeTo(folder.resolve("none"), line -> {});
    for (String[] cells : rows("natural/raw/customers/part-00000.csv")) {
      if (cells.length > 1 && cells[0].matches("K1\\d{7}")) {
        STATES.computeIfAbsent(cells[0], account -> new ArrayList<>()).add(cells);
      }
    }
    for (String[] cells : rows("natural/raw/contacts/part-00000.csv")) {
      if (cells[0].startsWith("x")) {
        CONTACTS.add(new Row(cells[1], cells[2], cells[4], cells[5], Times.micros(cells[7])));
      }
    }
  }

  private static List<String[]> rows(String file) throws IOException {
    return new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.ISO_8859_1)
        .lines()
        .skip(1)
        .map(line -> line.split(",", -1))
        .toList();
  }

  /** Day after the notice; {@link Times#END} for those who stay. */
  private static long until(String account) {
    return STATES.get(account).stream()
        .filter(state -> !state[UNTIL].isEmpty())
        .mapToLong(state -> Times.micros(state[UNTIL] + "T00:00:00Z"))
        .findFirst()
        .orElse(Times.END);
  }

  private static long since(String account) {
    return Times.micros(STATES.get(account).get(0)[SINCE] + "T00:00:00Z");
  }

  @Test
  void states_follow_each_other_and_are_received_after_they_were_recorded() {
    int moved = 0;
    for (List<String[]> states : STATES.values()) {
      long before = Long.MIN_VALUE;
      for (String[] state : states) {
        long recorded = Times.micros(state[RECORDED]);
        assertThat(recorded).isGreaterThan(before);
        assertThat(Times.micros(state[RECEIVED])).isBetween(recorded, Times.END - 1);
        assertThat(state[SINCE]).isEqualTo(states.get(0)[SINCE]);
        if (!state[UNTIL].isEmpty()) {
          assertThat(state[UNTIL]).isEqualTo(Times.date(recorded + Times.DAY));
          assertThat(state).isSameAs(states.get(states.size() - 1));
        }
        before = recorded;
      }
      moved += states.stream().map(state -> state[REGION]).distinct().count() > 1 ? 1 : 0;
    }
    assertThat((double) moved / STATES.size()).isBetween(0.05, 0.2);
  }

  @Test
  void a_tenth_declines_the_telephone_and_a_twentieth_prefers_email_whatever_else_changes() {
    int phone = 0;
    int email = 0;
    for (List<String[]> states : STATES.values()) {
      assertThat(states)
          .extracting(state -> state[PREFERRED])
          .containsOnly(states.get(0)[PREFERRED]);
      assertThat(states).extracting(state -> state[DECLINED]).containsOnly(states.get(0)[DECLINED]);
      assertThat(states.get(0)[PREFERRED]).isIn("", "email");
      assertThat(states.get(0)[DECLINED]).isIn("", "phone");
      email += states.get(0)[PREFERRED].isEmpty() ? 0 : 1;
      phone += states.get(0)[DECLINED].isEmpty() ? 0 : 1;
    }
    // About 2,600 customers: three standard deviations are 0.013 and 0.018.
    assertThat((double) email / STATES.size()).isCloseTo(0.05, within(0.015));
    assertThat((double) phone / STATES.size()).isCloseTo(0.10, within(0.02));
  }

  @Test
  void about_an_eighth_of_the_customers_leaves_in_half_a_year() {
    long from = Times.END - 180 * Times.DAY;
    List<String> customers =
        STATES.keySet().stream().filter(account -> until(account) > from).toList();

    long gone = customers.stream().filter(account -> until(account) < Times.END).count();

    assertThat((double) gone / customers.size()).isBetween(0.10, 0.15);
  }

  @Test
  void contacts_happen_inside_of_the_relation() {
    for (Row contact : CONTACTS) {
      if (STATES.containsKey(contact.account())) { // the first state may be under way still
        assertThat(contact.at()).isBetween(since(contact.account()), until(contact.account()));
      }
    }
    Map<String, Long> topics =
        CONTACTS.stream().collect(Collectors.groupingBy(Row::topic, Collectors.counting()));
    assertThat(topics)
        .containsOnlyKeys(
            "newsletter",
            "app-offer",
            "question",
            "complaint",
            "cancel",
            "none",
            "email-offer",
            "phone-service");
  }

  @Test
  void who_asks_about_leaving_mostly_leaves_soon() {
    List<Row> asked = CONTACTS.stream().filter(row -> row.topic().equals("cancel")).toList();

    long left =
        asked.stream()
            .filter(row -> STATES.containsKey(row.account()))
            .filter(row -> until(row.account()) < row.at() + 30 * Times.DAY)
            .count();

    assertThat((double) left / asked.size()).isBetween(0.4, 0.95);
  }

  @Test
  void every_customer_of_the_first_of_july_is_in_one_arm_and_each_arm_is_a_third() {
    List<Row> drawn =
        CONTACTS.stream().filter(row -> row.experiment().equals("winback-2026-07")).toList();
    Map<String, Long> arms =
        drawn.stream().collect(Collectors.groupingBy(Row::topic, Collectors.counting()));
    long customers =
        STATES.keySet().stream()
            .filter(account -> since(account) < Winback.AT && until(account) > Winback.AT)
            .count();

    assertThat(drawn).extracting(Row::account).doesNotHaveDuplicates();
    assertThat(drawn)
        .allSatisfy(
            row -> {
              assertThat(row.at()).isEqualTo(Winback.AT);
              assertThat(row.direction()).isEqualTo("outbound");
            });
    // Rows that are under way at the end of the world are in no file; notices of the day are out.
    assertThat((double) drawn.size()).isCloseTo(customers, within(0.02 * customers));
    assertThat(arms).containsOnlyKeys("none", "email-offer", "phone-service");
    assertThat(arms.values())
        .allSatisfy(
            number -> assertThat((double) number / drawn.size()).isCloseTo(1.0 / 3, within(0.04)));
  }

  @Test
  void what_is_known_of_customers_foretells_who_leaves() {
    List<double[]> scored = new ArrayList<>();
    for (String account : STATES.keySet()) {
      if (since(account) < ASKED_AT && until(account) > ASKED_AT) {
        boolean leaves = until(account) <= ASKED_AT + 60 * Times.DAY;
        scored.add(new double[] {score(account), leaves ? 1 : 0});
      }
    }

    assertThat(scored.stream().filter(row -> row[1] == 1).count()).isGreaterThan(50);
    assertThat(areaUnderCurve(scored)).isBetween(0.70, 0.85);
  }

  /** The formula of the model with what stands in two files: nothing of orders and of the app. */
  private static double score(String account) {
    String[] state = STATES.get(account).get(0);
    List<Row> before =
        CONTACTS.stream()
            .filter(row -> row.account().equals(account) && row.at() < ASKED_AT)
            .toList();
    double score = -0.035 * (2026 - Integer.parseInt(state[BIRTH_YEAR]) - 45);
    score += 2.5 * Math.exp(-(double) (ASKED_AT - since(account)) / Times.DAY / 365.25);
    score += state[SHOP].equals("FR") ? 0.4 : state[SHOP].equals("DE") ? -0.3 : 0;
    double daysSinceComplaint =
        before.stream()
            .filter(row -> row.topic().equals("complaint"))
            .mapToDouble(row -> (double) (ASKED_AT - row.at()) / Times.DAY)
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    score += 2.5 * Math.pow(2, -daysSinceComplaint / 45);
    boolean letters =
        before.stream()
            .anyMatch(
                row -> row.topic().equals("newsletter") && ASKED_AT - row.at() < 31 * Times.DAY);
    return score - (letters ? 0.8 : 0);
  }

  /** Share of pairs in which the one who leaves has the higher score. */
  private static double areaUnderCurve(List<double[]> scored) {
    List<double[]> leaving = scored.stream().filter(row -> row[1] == 1).toList();
    List<double[]> staying = scored.stream().filter(row -> row[1] == 0).toList();
    double above = 0;
    for (double[] left : leaving) {
      for (double[] stayed : staying) {
        above += left[0] > stayed[0] ? 1 : left[0] == stayed[0] ? 0.5 : 0;
      }
    }
    return above / leaving.size() / staying.size();
  }

  @Test
  void the_experiment_changes_nothing_but_ends_of_relations() throws IOException {
    List<String> changed = new ArrayList<>();
    for (Path file : files("natural")) {
      Path other = folder.resolve("none").resolve(file);
      if (Files.mismatch(folder.resolve("natural").resolve(file), other) >= 0) {
        changed.add(file.toString());
      }
    }

    assertThat(files("none")).isEqualTo(files("natural"));
    assertThat(changed)
        .allMatch(
            file -> file.matches("raw/(customers|contacts)/.*|truth/(counts|action_effect).csv"))
        .contains("raw/customers/part-00000.csv", "truth/action_effect.csv");
  }

  private static List<Path> files(String world) throws IOException {
    Path root = folder.resolve(world);
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(root::relativize)
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }

  @Test
  void the_truth_tells_whom_which_arm_keeps_and_whom_it_drives_away() throws IOException {
    Map<String, Double> natural = effects("natural");
    Map<String, Double> none = effects("none");

    assertThat(natural).hasSize(12);
    assertThat(natural.get("complaint/phone-service")).isLessThan(-0.02);
    assertThat(natural.get("young/email-offer")).isLessThan(-0.01);
    assertThat(natural.get("older/phone-service")).isGreaterThan(0.01);
    natural.forEach(
        (pair, effect) -> {
          if (!List.of("complaint/phone-service", "young/email-offer", "older/phone-service")
              .contains(pair)) {
            assertThat(effect).as(pair).isZero();
          }
        });
    assertThat(none.values()).containsOnly(0.0);
  }

  private static Map<String, Double> effects(String world) throws IOException {
    Map<String, Double> effects = new HashMap<>();
    for (String[] cells : rows(world + "/truth/action_effect.csv")) {
      assertThat(Arrays.asList(cells)).hasSize(6);
      effects.put(cells[1] + "/" + cells[2], Double.valueOf(cells[5]));
    }
    return effects;
  }
}
