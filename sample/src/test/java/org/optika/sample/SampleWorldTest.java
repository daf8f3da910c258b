package org.optika.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleWorldTest {
  private static final int PEOPLE = 1050;
  private static final int DAYS = 240;
  private static final long SEED = 20260930;
  private static final Path COMMITTED = Path.of("..", "data-samples");

  @TempDir static Path folder;
  private static Path world;
  private static final List<String> PROGRESS = new ArrayList<>();

  @BeforeAll
  static void write_the_committed_world_again() throws IOException {
    world = folder.resolve("world");
    new SampleWorld(PEOPLE, DAYS, SEED).writeTo(world, PROGRESS::add);
  }

  @Test
  void the_committed_sample_is_what_its_command_writes() throws IOException {
    String readme = Files.readString(COMMITTED.resolve("README.md"));

    assertThat(readme)
        .contains(
            "optika sample --people "
                + PEOPLE
                + " --days "
                + DAYS
                + " --seed "
                + SEED
                + " --out data-samples");
    assertThat(hashes(world.resolve("raw"))).isEqualTo(hashes(COMMITTED.resolve("raw")));
    assertThat(hashes(world.resolve("truth"))).isEqualTo(hashes(COMMITTED.resolve("truth")));
  }

  @Test
  void the_committed_sample_is_under_five_mebibytes() throws IOException {
    try (Stream<Path> files = Files.walk(COMMITTED)) {
      assertThat(files.filter(Files::isRegularFile).mapToLong(SampleWorldTest::size).sum())
          .isLessThan(5 << 20);
    }
  }

  @Test
  void the_readme_tells_every_column_and_every_fact_of_the_rules() throws IOException {
    String readme = Files.readString(COMMITTED.resolve("README.md"));

    for (RawSource source : RawSource.values()) {
      assertThat(readme).contains("### " + source.folder() + "/*." + source.extension());
      if (source.header() != null) {
        assertThat(readme.replaceAll("[`\\s]", "")).contains(source.header());
      }
    }
    for (Rules.NoticeVersion notice : Rules.SAMPLE.notices()) {
      assertThat(readme)
          .contains(
              "| "
                  + notice.notice()
                  + " | "
                  + notice.version()
                  + " | "
                  + Times.isoSeconds(notice.publishedMicros()));
    }
    for (Rules.Assessment assessment : Rules.SAMPLE.assessments()) {
      assertThat(readme).contains(assessment.id(), Times.isoSeconds(assessment.fromMicros()));
    }
    for (Rules.SoftOptInRule rule : Rules.SAMPLE.softOptInRules()) {
      assertThat(readme).contains(rule.id(), Times.isoSeconds(rule.fromMicros()));
    }
    for (Channel channel : Channel.values()) {
      for (Channel.Placement placement : channel.placements()) {
        assertThat(readme).contains(placement.source() + " / " + placement.medium());
      }
    }
    for (BadRow.Kind kind : BadRow.Kind.values()) {
      assertThat(readme).contains(kind.id());
    }
  }

  @Test
  void the_same_seed_gives_the_same_bytes_and_another_one_does_not() throws IOException {
    new SampleWorld(60, 90, 5).writeTo(folder.resolve("once"), line -> {});
    new SampleWorld(60, 90, 5).writeTo(folder.resolve("twice"), line -> {});
    new SampleWorld(60, 90, 6).writeTo(folder.resolve("other"), line -> {});

    assertThat(hashes(folder.resolve("twice"))).isEqualTo(hashes(folder.resolve("once")));
    assertThat(hashes(folder.resolve("other")).get("raw/consent_web/part-00000.jsonl"))
        .isNotEqualTo(hashes(folder.resolve("once")).get("raw/consent_web/part-00000.jsonl"));
  }

  @Test
  void shards_hold_a_bounded_number_of_people_and_together_the_same_rows() throws IOException {
    Path whole = folder.resolve("whole");
    Path sharded = folder.resolve("sharded");
    new SampleWorld(60, 90, 5).writeTo(whole, line -> {});
    new SampleWorld(60, 90, 5).withPeoplePerShard(7).writeTo(sharded, line -> {});

    for (RawSource source : RawSource.values()) {
      if (source != RawSource.TOUCHPOINTS && source != RawSource.CHANNEL_COST) {
        String extension = "." + source.extension();
        Path ofWhole = whole.resolve("raw").resolve(source.folder());
        Path ofSharded = sharded.resolve("raw").resolve(source.folder());
        List<String> rows = new ArrayList<>();
        for (int shard = 0; shard < 9; shard++) {
          List<String> lines = lines(ofSharded.resolve("part-0000" + shard + extension));
          rows.addAll(
              source.header() == null || shard == 0 ? lines : lines.subList(1, lines.size()));
        }
        assertThat(rows).isEqualTo(lines(ofWhole.resolve("part-00000" + extension)));
      }
    }
    assertThat(hashes(sharded.resolve("raw/channel_cost")))
        .isEqualTo(hashes(whole.resolve("raw/channel_cost")));
    for (String truth :
        List.of(
            "permission.csv",
            "permission_as_known.csv",
            "channel_effect.csv",
            "banner_test.csv",
            "action_effect.csv")) {
      assertThat(sharded.resolve("truth").resolve(truth))
          .hasSameTextualContentAs(whole.resolve("truth").resolve(truth));
    }
  }

  @Test
  void the_counts_are_those_of_the_files() throws IOException {
    List<Map<String, String>> counts = table("truth/counts.csv");
    Map<String, Long> badByFile =
        table("truth/bad_rows.csv").stream()
            .collect(Collectors.groupingBy(r -> r.get("file"), Collectors.counting()));

    assertThat(counts.stream().map(r -> r.get("file")))
        .containsExactlyInAnyOrderElementsOf(hashes(world.resolve("raw")).keySet());
    for (Map<String, String> row : counts) {
      String file = row.get("file");
      long good = Long.parseLong(row.get("good"));
      long duplicates = Long.parseLong(row.get("duplicates"));
      long bad = Long.parseLong(row.get("bad"));
      assertThat(rowsIn(file)).as(file).isEqualTo(good + duplicates + bad);
      assertThat(Long.parseLong(row.get("rows"))).as(file).isEqualTo(good + duplicates + bad);
      assertThat(badByFile.getOrDefault(file, 0L)).as(file).isEqualTo(bad);
    }
  }

  @Test
  void ids_are_unique_among_good_rows_and_duplicates_repeat_them() throws IOException {
    for (Map<String, String> row : table("truth/counts.csv")) {
      String file = row.get("file");
      if (file.contains("redelivered") && file.endsWith(".csv")) {
        Set<String> firstTime =
            new HashSet<>(
                firstColumn(world.resolve("raw").resolve(file.replace("redelivered", "part"))));
        assertThat(firstTime).containsAll(firstColumn(world.resolve("raw").resolve(file)));
      }
    }
    List<String> orders = firstColumn(world.resolve("raw/conversions/part-00000.csv"));
    assertThat(orders).doesNotHaveDuplicates();
  }

  @Test
  void every_bad_row_stands_where_the_list_says() throws IOException {
    for (Map<String, String> bad : table("truth/bad_rows.csv")) {
      String file = bad.get("file");
      if (!file.endsWith(".parquet")) {
        byte[][] rows = rawRows(world.resolve("raw").resolve(file), file.endsWith(".csv"));
        byte[] row = rows[Integer.parseInt(bad.get("row")) - 1];
        String text = new String(row, StandardCharsets.ISO_8859_1);
        assertThat(isSpoilt(bad.get("kind"), text, row, header(file)))
            .as("%s row %s: %s", file, bad.get("row"), bad.get("kind"))
            .isTrue();
      }
    }
  }

  @Test
  void the_raw_files_read_as_the_readme_says_give_the_truth_about_permission() throws IOException {
    Set<String> badRows =
        table("truth/bad_rows.csv").stream()
            .map(r -> r.get("file") + "," + r.get("row"))
            .collect(Collectors.toSet());
    Map<Subject, List<Statement>> histories =
        new RawConsent(world.resolve("raw"), badRows)
            .read().stream().collect(Collectors.groupingBy(s -> s.subject));
    List<Map<String, String>> questions = new ArrayList<>(table("truth/permission.csv"));
    questions.addAll(table("truth/permission_as_known.csv"));

    assertThat(questions).hasSize(Questions.AT_THE_END + Questions.AS_KNOWN);
    for (Map<String, String> question : questions) {
      Subject subject = new Subject(question.get("subject_type"), question.get("subject"));
      Purpose purpose =
          Stream.of(Purpose.values())
              .filter(p -> p.id().equals(question.get("purpose")))
              .findFirst()
              .orElseThrow();
      int state =
          new Permission(Rules.SAMPLE, purpose, histories.getOrDefault(subject, List.of()))
              .stateAt(Times.micros(question.get("at")), Times.micros(question.get("known_at")));
      assertThat(state).as(question.toString()).isEqualTo(Integer.parseInt(question.get("state")));
    }
  }

  @Test
  void the_truth_has_every_state_that_consent_can_have() throws IOException {
    Map<Integer, Long> states =
        table("truth/permission.csv").stream()
            .collect(
                Collectors.groupingBy(r -> Integer.valueOf(r.get("state")), Collectors.counting()));

    assertThat(states).containsOnlyKeys(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    for (Map<String, String> row : table("truth/permission.csv")) {
      int state = Integer.parseInt(row.get("state"));
      assertThat(row.get("permitted")).isEqualTo(Boolean.toString(state >= 1 && state <= 4));
    }
  }

  @Test
  void nothing_but_planted_rows_is_later_than_the_end_of_the_world() throws IOException {
    for (String line : lines(world.resolve("raw/conversions/part-00000.csv"))) {
      String[] cells = line.split(",", -1);
      if (!cells[0].startsWith("bad") && !cells[0].equals("order_id")) {
        assertThat(Times.micros(cells[8])).isLessThan(Times.END);
        assertThat(Times.micros(cells[9])).isBetween(Times.micros(cells[8]), Times.END - 1);
      }
    }
  }

  @Test
  void refunds_name_an_earlier_order_and_are_not_larger() throws IOException {
    Map<String, String[]> orders = new TreeMap<>();
    List<String[]> refunds = new ArrayList<>();
    for (String line : lines(world.resolve("raw/conversions/part-00000.csv"))) {
      String[] cells = line.split(",", -1);
      if (cells[0].startsWith("O")) {
        if (cells[1].equals("order")) {
          orders.put(cells[0], cells);
        } else {
          refunds.add(cells);
        }
      }
    }

    assertThat(refunds).hasSizeGreaterThan(10);
    for (String[] refund : refunds) {
      String[] order = orders.get(refund[2]);
      assertThat(Double.parseDouble(refund[6]))
          .isPositive()
          .isLessThanOrEqualTo(Double.parseDouble(order[6]));
      assertThat(refund[7]).isEqualTo(order[7]);
      assertThat(Times.micros(refund[8])).isGreaterThan(Times.micros(order[8]));
    }
  }

  @Test
  void all_channels_shops_and_both_currencies_appear() throws IOException {
    Set<String> media = distinct("raw/channel_cost/part-00000.csv", 2);
    Set<String> currencies = distinct("raw/conversions/part-00000.csv", 7);
    Set<String> shops = distinct("raw/customers/part-00000.csv", 1);

    assertThat(media)
        .contains("cpc", "paid_social", "display", "retargeting", "video", "affiliate", "email");
    assertThat(currencies).contains("EUR", "GBP");
    assertThat(shops).contains("NL", "DE", "BE", "FR", "EU");
  }

  @Test
  void channel_shares_sum_to_one_and_channels_without_effect_have_none() throws IOException {
    Map<String, Double> shares =
        table("truth/channel_effect.csv").stream()
            .collect(
                Collectors.toMap(
                    r -> r.get("channel"), r -> Double.valueOf(r.get("incremental_share"))));

    assertThat(shares).hasSize(Channel.values().length).hasSizeGreaterThanOrEqualTo(8);
    assertThat(shares.values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(1, within(1e-5));
    assertThat(shares.get("direct")).isZero();
    assertThat(shares.get("organic-search")).isZero();
    assertThat(shares.get("video")).isGreaterThan(shares.get("display"));
  }

  @Test
  void more_showings_of_banner_b_end_in_a_yes_as_the_truth_says() throws IOException {
    Map<String, String> truth = table("truth/banner_test.csv").get(0);
    List<String> rows = lines(world.resolve("raw/consent_web/part-00000.jsonl"));
    Function<String, Double> observed =
        variant -> {
          List<String> ofVariant =
              rows.stream()
                  .filter(
                      r -> r.contains("\"variant\":\"" + variant + "\"") && !r.contains("Crawlbot"))
                  .toList();
          double showings =
              ofVariant.stream().filter(r -> r.contains("\"event\":\"shown\"")).count();
          return ofVariant.stream().filter(r -> r.contains("\"statistics\":true")).count()
              / showings;
        };

    assertThat(truth.get("category")).isEqualTo("statistics");
    assertThat(Double.parseDouble(truth.get("effect_of_b"))).isBetween(0.03, 0.08);
    assertThat(observed.apply("A"))
        .isCloseTo(Double.parseDouble(truth.get("opt_in_rate_a")), within(0.05));
    assertThat(observed.apply("B"))
        .isCloseTo(Double.parseDouble(truth.get("opt_in_rate_b")), within(0.05));
  }

  @Test
  void progress_is_told() {
    assertThat(PROGRESS).hasSize(2);
    assertThat(PROGRESS.get(0)).startsWith("sample: shard 1 of 1, ").endsWith(" touchpoints");
  }

  @Test
  void the_smallest_world_can_be_written() throws IOException {
    new SampleWorld(1, 1, 1).writeTo(folder.resolve("smallest"), line -> {});

    assertThat(lines(folder.resolve("smallest/truth/permission.csv")))
        .hasSize(1 + Questions.AT_THE_END);
  }

  @Test
  void a_folder_with_a_world_in_it_is_left_alone() {
    assertThatThrownBy(() -> new SampleWorld(1, 1, 1).writeTo(world, line -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The folder for the sample has 'raw' in it already: choose an empty folder or remove it");
  }

  @Test
  void numbers_out_of_range_are_refused() {
    assertThatThrownBy(() -> new SampleWorld(0, 30, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("people must be 1 to 100000000, got 0");
    assertThatThrownBy(() -> new SampleWorld(10, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("days must be 1 to 3650, got 0");
    assertThatThrownBy(() -> new SampleWorld(10, 30, 1).withActivity(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("activity must be 0.1 to 50, got 0.0");
  }

  private static boolean isSpoilt(String kind, String text, byte[] bytes, String header) {
    return switch (kind) {
      case "huge-field" -> text.length() > 10_000;
      case "not-utf8" -> !isUtf8(bytes);
      case "wrong-field-count" -> text.split("[,;]", -1).length < header.split("[,;]").length;
      case "truncated-json" -> text.startsWith("{") && !text.endsWith("}");
      case "not-an-object" -> text.startsWith("[");
      case "future-date" -> text.matches(".*(2027|1809424800000).*");
      case "impossible-date" -> text.matches(".*(02-30|02-29|13-01|31-02|09-31|06-31).*");
      case "unknown-currency" -> text.contains("SHELLS");
      case "negative-amount" -> text.contains(",-");
      case "not-a-number" -> text.contains("NaN");
      case "infinite-amount" -> text.contains("Infinity");
      case "empty-identifier" -> text.matches("(,.*)|.*([,;][,;]|:\"\",).*");
      default -> text.contains("bad") || text.contains("K0000000");
    };
  }

  private static String header(String file) {
    return Stream.of(RawSource.values())
        .filter(source -> file.startsWith(source.folder() + "/"))
        .map(source -> source.header() == null ? "" : source.header())
        .findFirst()
        .orElseThrow();
  }

  private static List<Map<String, String>> table(String file) throws IOException {
    List<String> lines = lines(world.resolve(file));
    String[] header = lines.get(0).split(",");
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      Map<String, String> row = new TreeMap<>();
      for (int i = 0; i < header.length; i++) {
        row.put(header[i], values[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static Set<String> distinct(String file, int column) throws IOException {
    return lines(world.resolve(file)).stream()
        .map(line -> line.split(",", -1))
        .filter(cells -> cells.length > column)
        .map(cells -> cells[column])
        .collect(Collectors.toSet());
  }

  private static List<String> firstColumn(Path file) throws IOException {
    return lines(file).stream().skip(1).map(line -> line.split("[,;]", -1)[0]).toList();
  }

  private static long rowsIn(String file) throws IOException {
    Path path = world.resolve("raw").resolve(file);
    if (file.endsWith(".parquet")) {
      try (ParquetFileReader reader =
          ParquetFileReader.open(
              new LocalInputFile(path),
              org.apache.parquet.ParquetReadOptions.builder(new PlainParquetConfiguration())
                  .build())) {
        return reader.getRecordCount();
      }
    }
    return rawRows(path, file.endsWith(".csv")).length;
  }

  /** The lines of a file as bytes, without its header. */
  private static byte[][] rawRows(Path file, boolean header) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<byte[]> rows = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        rows.add(Arrays.copyOfRange(bytes, from, i));
        from = i + 1;
      }
    }
    return rows.subList(header ? 1 : 0, rows.size()).toArray(byte[][]::new);
  }

  private static boolean isUtf8(byte[] bytes) {
    return Arrays.equals(
        new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
  }

  private static List<String> lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** SHA-256 of each file below {@code root}, by its relative path. */
  private static Map<String, String> hashes(Path root) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        hashes.put(
            name,
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
      }
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
    return hashes;
  }
}
