package org.optika.sample;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Writes {@code truth/}: what a reader of the raw files should find, as CSV with a header. */
final class TruthFiles {
  private final Path truth;

  TruthFiles(Path truth) throws IOException {
    this.truth = Files.createDirectories(truth);
  }

  void permission(String file, List<String> answers) throws IOException {
    write(file, Questions.HEADER, answers);
  }

  void counts(List<RowCounts> counts) throws IOException {
    write(
        "counts.csv",
        "file,rows,good,duplicates,bad",
        counts.stream()
            .sorted(Comparator.comparing((RowCounts c) -> c.file))
            .map(c -> c.file + "," + c.rows() + "," + c.good + "," + c.duplicates + "," + c.bad)
            .toList());
  }

  void badRows(List<BadRow> badRows) throws IOException {
    write(
        "bad_rows.csv",
        "file,row,column,kind",
        badRows.stream()
            .sorted(Comparator.comparing(BadRow::file).thenComparing(BadRow::row))
            .map(b -> b.file() + "," + b.row() + "," + b.column() + "," + b.kind().id())
            .toList());
  }

  /** Shares are of the orders that some channel caused, summed over channels. */
  void channelEffects(Orders orders, int draws, Exposure exposure) throws IOException {
    long incremental = 0;
    for (Channel channel : Channel.values()) {
      incremental += orders.incremental(channel);
    }
    List<String> rows = new ArrayList<>();
    for (Channel channel : Channel.values()) {
      rows.add(
          String.join(
              ",",
              channel.id(),
              channel.isRandomised(exposure) ? "by-lot" : "by-interest",
              Double.toString(channel.effectPerDay()),
              Double.toString(channel.halfLifeDays()),
              number((double) orders.total() / draws, 3),
              number((double) orders.incremental(channel) / draws, 3),
              number((double) orders.incremental(channel) / Math.max(1, incremental), 6)));
    }
    write(
        "channel_effect.csv",
        "channel,exposure,effect_per_day,half_life_days,orders,incremental_orders,incremental_share",
        rows);
  }

  void bannerTest(BannerTest test) throws IOException {
    List<String> rows = new ArrayList<>();
    for (Category category : Category.values()) {
      double a = test.optInRate("A", category);
      double b = test.optInRate("B", category);
      rows.add(
          String.join(
              ",",
              category.field(),
              Long.toString(test.showings()),
              number(a, 6),
              number(b, 6),
              number(b - a, 6)));
    }
    write("banner_test.csv", "category,showings,opt_in_rate_a,opt_in_rate_b,effect_of_b", rows);
  }

  /** Of each segment, how many of its customers give notice when all of them get the arm. */
  void actionEffects(ActionEffects effects) throws IOException {
    List<String> rows = new ArrayList<>();
    for (Winback.Segment segment : Winback.Segment.values()) {
      for (Winback.Arm arm : Winback.Arm.values()) {
        double probability = effects.endProbability(segment, arm);
        double untouched = effects.endProbability(segment, Winback.Arm.NONE);
        rows.add(
            String.join(
                ",",
                Winback.NAME,
                segment.id(),
                arm.id(),
                Long.toString(effects.customers(segment)),
                number(probability, 6),
                number(probability - untouched, 6)));
      }
    }
    write("action_effect.csv", "experiment,segment,arm,customers,end_probability,effect", rows);
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private void write(String file, String header, List<String> rows) throws IOException {
    try (BufferedWriter out =
        Files.newBufferedWriter(truth.resolve(file), StandardCharsets.UTF_8)) {
      out.append(header).append('\n');
      for (String row : rows) {
        out.append(row).append('\n');
      }
    }
  }
}
