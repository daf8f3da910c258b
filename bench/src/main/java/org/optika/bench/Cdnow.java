package org.optika.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.optika.core.scores.Feature;
import org.optika.core.scores.FeatureMoment;
import org.optika.core.scores.Features;
import org.optika.core.scores.PersonHistory;
import org.optika.core.scores.RawColumn;
import org.optika.spark.scores.PeopleRows;

/**
 * The purchases of the customers of a music shop in 1997 and 1998 (P. Fader, B. Hardie): real
 * times, so that a model of one day can be tried on a later one. Everybody is at risk from their
 * first order on, and has churned when no order comes in the next {@link #DAYS} days.
 */
final class Cdnow {
  static final LocalDate TRAINED_AT = LocalDate.parse("1997-06-30");
  static final LocalDate TRIED_AT = LocalDate.parse("1997-12-31");

  /** Within so many days without an order somebody has churned. */
  static final int DAYS = 180;

  /** Name of the feature that looks ahead. */
  static final String AHEAD = "orders-ahead";

  private static final double MONEY_SCALE = 10_000;

  private record Order(long atMicros, long value) {}

  private final Map<Long, List<Order>> ordersOf = new TreeMap<>();
  private final List<Feature> features =
      Features.ALL.stream()
          .filter(feature -> feature.source() == Feature.Source.CONVERSION)
          .toList();

  /**
   * @param file one purchase a line: customer, date (yyyyMMdd), number, dollars; a header line
   */
  Cdnow(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.strip().split("\\s+");
      LocalDate day = LocalDate.parse(cells[1], DateTimeFormatter.BASIC_ISO_DATE);
      ordersOf
          .computeIfAbsent(Long.parseLong(cells[0]), customer -> new ArrayList<>())
          .add(new Order(micros(day), Math.round(Double.parseDouble(cells[3]) * MONEY_SCALE)));
    }
    ordersOf.values().forEach(orders -> orders.sort(Comparator.comparingLong(Order::atMicros)));
  }

  private static long micros(LocalDate day) {
    return TimeUnit.SECONDS.toMicros(day.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
  }

  /** Features as at the end of a day, and whether no order came in the time after it. */
  PeopleRows people(SparkSession spark, LocalDate day) {
    return people(spark, day, List.of());
  }

  /**
   * The same with a feature that looks ahead.
   *
   * @param seed of the noise that the feature carries
   */
  PeopleRows withFutureFeature(SparkSession spark, LocalDate day, long seed) {
    java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
    List<Double> ahead = new ArrayList<>();
    long end = micros(day.plusDays(1)) - 1;
    for (List<Order> orders : ordersOf.values()) {
      long later = orders.stream().filter(order -> isAfter(order, end)).count();
      ahead.add(later + random.nextDouble());
    }
    return people(spark, day, ahead);
  }

  private static boolean isAfter(Order order, long end) {
    return order.atMicros > end && order.atMicros <= end + TimeUnit.DAYS.toMicros(DAYS);
  }

  private PeopleRows people(SparkSession spark, LocalDate day, List<Double> ahead) {
    long end = micros(day.plusDays(1)) - 1;
    FeatureMoment moment = new FeatureMoment(end, Map.of());
    PersonHistory history = new PersonHistory();
    List<Row> rows = new ArrayList<>();
    int customer = 0;
    for (Map.Entry<Long, List<Order>> entry : ordersOf.entrySet()) {
      history.begin(entry.getKey());
      boolean churned = true;
      for (Order order : entry.getValue()) {
        if (order.atMicros <= end) {
          history.addOrder(order.atMicros, history.orders(), order.value);
        }
        churned &= !isAfter(order, end);
      }
      if (history.orders() > 0) {
        List<Double> numbers = new ArrayList<>();
        for (Feature feature : features) {
          double number = ((Feature.NumberOf) feature.value()).of(moment, history);
          numbers.add(Double.isNaN(number) ? null : number);
        }
        if (!ahead.isEmpty()) {
          numbers.add(ahead.get(customer));
        }
        rows.add(
            RowFactory.create(
                entry.getKey(), 0, churned ? 1.0 : 0.0, 1.0, numbers.toArray(), new String[0]));
      }
      customer++;
    }
    List<RawColumn> columns = new ArrayList<>(features.stream().map(Feature::column).toList());
    if (!ahead.isEmpty()) {
      columns.add(new RawColumn(AHEAD, RawColumn.Kind.NUMBER));
    }
    return new PeopleRows(
        columns, spark.createDataFrame(rows, PeopleRows.SCHEMA).repartition(2).persist());
  }
}
