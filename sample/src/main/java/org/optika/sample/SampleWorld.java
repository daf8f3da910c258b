package org.optika.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * A generated outdoor shop, Fjordpad, with its raw consent logs and activity and the truth about
 * them.
 *
 * <p>The same arguments give the same bytes in every file, on every machine. People are drawn one
 * by one from streams of their own and written in shards, so that a world of any size needs little
 * memory. Formats, meanings and the rules that hold in this world are described in {@code
 * data-samples/README.md}.
 */
public final class SampleWorld {
  private static final long TOUCHPOINTS_PER_SHARD = 2_000_000;
  private static final long PEOPLE_FOR_EXACT_EFFECTS = 100_000;
  private static final int MOST_DRAWS = 64;
  private static final int THREADS = 2;

  private final long people;
  private final Window window;
  private final long seed;
  private final Exposure exposure;
  private final long peoplePerShard;

  /** A world in which the paid channels that can be switched on and off are shown by lot. */
  public SampleWorld(long people, int days, long seed) {
    this(people, days, seed, Exposure.MIXED);
  }

  /**
   * @param people 1 to 100,000,000
   * @param days days up to and with 2026-09-30, 1 to 3,650
   * @throws IllegalArgumentException when a number is out of range
   */
  public SampleWorld(long people, int days, long seed, Exposure exposure) {
    this(people, days, seed, exposure, peoplePerShard(days));
  }

  SampleWorld(long people, int days, long seed, Exposure exposure, long peoplePerShard) {
    require(people >= 1 && people <= 100_000_000, "people must be 1 to 100000000, got " + people);
    require(days >= 1 && days <= 3_650, "days must be 1 to 3650, got " + days);
    this.people = people;
    this.window = new Window(days);
    this.seed = seed;
    this.exposure = exposure;
    this.peoplePerShard = peoplePerShard;
  }

  /**
   * Writes {@code out/raw} and {@code out/truth}.
   *
   * @param progress gets a line of text now and then, from one thread at a time
   * @throws IllegalArgumentException when there is a raw or truth folder in {@code out} already
   */
  public void writeTo(Path out, Consumer<String> progress) throws IOException {
    for (String folder : List.of("raw", "truth")) {
      require(
          !Files.exists(out.resolve(folder)),
          "The folder for the sample has '"
              + folder
              + "' in it already: choose an empty folder or remove it");
    }
    Path raw = Files.createDirectories(out.resolve("raw"));
    List<Shard> shards = writeShards(raw, progress);
    List<RowCounts> counts = new ArrayList<>();
    List<BadRow> badRows = new ArrayList<>(BadRows.writeApart(raw, counts));
    Orders orders = new Orders();
    BannerTest bannerTest = new BannerTest();
    Spending spending = new Spending(window);
    List<String> answers = new ArrayList<>();
    List<String> answersAsKnown = new ArrayList<>();
    for (Shard shard : shards) {
      orders.add(shard.orders);
      bannerTest.add(shard.bannerTest);
      spending.add(shard.spending);
      answers.addAll(shard.answers);
      answersAsKnown.addAll(shard.answersAsKnown);
      counts.addAll(shard.counts);
      badRows.addAll(shard.badRows);
    }
    counts.add(writeCosts(raw, spending));
    TruthFiles truth = new TruthFiles(out.resolve("truth"));
    truth.permission("permission.csv", answers);
    truth.permission("permission_as_known.csv", answersAsKnown);
    truth.counts(counts);
    truth.badRows(badRows);
    truth.channelEffects(orders, draws(), exposure);
    truth.bannerTest(bannerTest);
    progress.accept("sample: truth written");
  }

  private static RowCounts writeCosts(Path raw, Spending spending) throws IOException {
    try (TextFile file = new TextFile(raw, RawSource.CHANNEL_COST, "part-00000")) {
      for (String row : spending.rows()) {
        file.good(row);
      }
      return file.counts;
    }
  }

  /** Shards are independent of each other, so that two threads give the same files as one. */
  private List<Shard> writeShards(Path raw, Consumer<String> progress) throws IOException {
    int shards = (int) ((people + peoplePerShard - 1) / peoplePerShard);
    Shard.World world = new Shard.World(people, window, seed, exposure, peoplePerShard, draws());
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Shard>> running = new ArrayList<>();
      for (int number = 0; number < shards; number++) {
        Shard shard = new Shard(world, number);
        running.add(threads.submit(() -> shard.write(raw)));
      }
      List<Shard> done = new ArrayList<>();
      long touchpoints = 0;
      for (Future<Shard> next : running) {
        done.add(next.get());
        touchpoints += done.get(done.size() - 1).touchpoints;
        progress.accept(
            "sample: shard " + done.size() + " of " + shards + ", " + touchpoints + " touchpoints");
      }
      return done;
    } catch (ExecutionException failure) {
      throw new IOException("The sample could not be written", failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("Writing the sample was interrupted", interrupted);
    } finally {
      threads.shutdownNow();
    }
  }

  private static long peoplePerShard(int days) {
    return Math.max(1, (long) (TOUCHPOINTS_PER_SHARD / (Touches.EXPECTED_PER_DAY * days)));
  }

  /** Small worlds draw orders several times, so that the true shares of channels are not noise. */
  private int draws() {
    return (int) Math.max(1, Math.min(MOST_DRAWS, PEOPLE_FOR_EXACT_EFFECTS / people));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * Usage: {@code SampleWorld --people N --days D --seed S --out DIR [--exposure
   * natural|mixed|randomised]}.
   */
  public static void main(String[] arguments) throws IOException {
    try {
      SampleArguments parsed = SampleArguments.parse(arguments);
      new SampleWorld(parsed.people(), parsed.days(), parsed.seed(), parsed.exposure())
          .writeTo(parsed.out(), System.out::println);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
    }
  }
}
