package org.optika.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the world is one in which consent and attribution can be studied at all. */
class WorldShapeTest {
  private record Activity(Subject subject, long at, String what) {}

  @TempDir static Path folder;
  private static Map<Subject, List<Statement>> histories;
  private static List<Activity> touches;
  private static List<Activity> orders;

  @BeforeAll
  static void write_a_world() throws IOException {
    Path world = folder.resolve("world");
    new SampleWorld(1500, 240, 3).writeTo(world, line -> {});
    Set<String> badRows;
    try (Stream<String> lines = Files.lines(world.resolve("truth/bad_rows.csv"))) {
      badRows =
          lines.map(l -> l.split(",", -1)).map(c -> c[0] + "," + c[1]).collect(Collectors.toSet());
    }
    histories =
        new RawConsent(world.resolve("raw"), badRows)
            .read().stream().collect(Collectors.groupingBy(s -> s.subject));
    touches = touches(world.resolve("raw/touchpoints/part-00000.parquet"));
    orders = orders(world.resolve("raw/conversions/part-00000.csv"));
  }

  @Test
  void more_than_half_of_the_touches_may_be_used_for_attribution_but_far_from_all() {
    assertThat(share(touches, activity -> true)).isBetween(0.5, 0.75);
    assertThat(share(touches, activity -> activity.subject().type().equals("account")))
        .isBetween(0.3, 0.8);
    for (String medium :
        List.of(
            "cpc", "paid_social", "display", "video", "affiliate", "email", "organic", "push")) {
      assertThat(share(touches, activity -> activity.what().equals(medium)))
          .as(medium)
          .isBetween(0.35, 0.8);
    }
  }

  @Test
  void orders_are_known_by_device_account_and_address_and_mostly_follow_a_touch() {
    Map<String, Long> byType =
        orders.stream()
            .collect(Collectors.groupingBy(o -> o.subject().type(), Collectors.counting()));
    Map<Subject, List<Activity>> touchesOf =
        touches.stream().collect(Collectors.groupingBy(Activity::subject));
    long afterTouch =
        orders.stream()
            .filter(
                order ->
                    touchesOf.getOrDefault(order.subject(), List.of()).stream()
                        .anyMatch(t -> t.at() < order.at() && order.at() - t.at() < 30 * Times.DAY))
            .count();

    assertThat(byType.keySet()).containsExactlyInAnyOrder("device", "account", "email");
    assertThat(share(orders, order -> true)).isBetween(0.4, 0.75);
    assertThat((double) afterTouch / orders.size()).isBetween(0.8, 0.99);
  }

  @Test
  void people_who_consent_buy_more() {
    Map<Subject, Long> ordersOf =
        orders.stream().collect(Collectors.groupingBy(Activity::subject, Collectors.counting()));
    Map<Boolean, Double> ordersPerDevice =
        touches.stream()
            .map(Activity::subject)
            .filter(subject -> subject.type().equals("device"))
            .distinct()
            .collect(
                Collectors.partitioningBy(
                    subject -> usable(new Activity(subject, Times.END, "")),
                    Collectors.averagingLong(subject -> ordersOf.getOrDefault(subject, 0L))));

    assertThat(ordersPerDevice.get(true)).isGreaterThan(1.15 * ordersPerDevice.get(false));
  }

  private static double share(List<Activity> all, Predicate<Activity> of) {
    List<Activity> chosen = all.stream().filter(of).toList();
    return (double) chosen.stream().filter(WorldShapeTest::usable).count() / chosen.size();
  }

  /** Permitted for attribution at its own time and at the end of the world. */
  private static boolean usable(Activity activity) {
    Permission permission =
        new Permission(
            Rules.SAMPLE,
            Purpose.ATTRIBUTION,
            histories.getOrDefault(activity.subject(), List.of()));
    return Permission.permits(permission.stateAt(activity.at(), Times.END))
        && Permission.permits(permission.stateAt(Times.END, Times.END));
  }

  private static List<Activity> orders(Path file) throws IOException {
    List<Activity> orders = new ArrayList<>();
    for (String line :
        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().toList()) {
      String[] cells = line.split(",", -1);
      if (cells[0].startsWith("O") && cells[1].equals("order")) {
        Subject subject =
            !cells[3].isEmpty()
                ? Subject.account(cells[3])
                : !cells[4].isEmpty() ? Subject.email(cells[4]) : Subject.device(cells[5]);
        orders.add(new Activity(subject, Times.micros(cells[8]), cells[1]));
      }
    }
    return orders;
  }

  private static List<Activity> touches(Path file) throws IOException {
    List<Activity> touches = new ArrayList<>();
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        RecordReader<Group> rows =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(pages, new GroupRecordConverter(schema));
        for (long i = 0; i < pages.getRowCount(); i++) {
          Group row = rows.read();
          if (!row.getString("event_id", 0).startsWith("bad")) {
            boolean app = row.getFieldRepetitionCount("account_id") > 0;
            Subject subject =
                app
                    ? Subject.account(row.getString("account_id", 0))
                    : Subject.device(row.getString("device_id", 0));
            touches.add(new Activity(subject, row.getLong("ts", 0), row.getString("medium", 0)));
          }
        }
      }
    }
    return touches;
  }
}
