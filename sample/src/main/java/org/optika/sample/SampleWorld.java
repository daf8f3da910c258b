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
 * <p>The same settings give the same bytes in every file, on every machine. People are drawn one by
 * one from streams of their own and written in shards, so that a world of any size needs little
 * memory. Formats, meanings and the rules that hold in this world are described in {@code
 * data-samples/README.md}.
 */
public final class SampleWorld {
  private static final int THREADS = 2;

  private final World world;

  /**
   * A world with {@link Exposure#MIXED} exposure and an experiment that has effects.
   *
   * @param people 1 to 100,000,000
   * @param days days up to and with 2026-09-30, 1 to 3,650
   * @throws IllegalArgumentException when a number is out of range
   */
  public SampleWorld(long people, int days, long seed) {
    this(
        new World(
            people,
            new Window(days),
            seed,
            Exposure.MIXED,
            1,
            ExperimentEffect.NATURAL,
            World.peoplePerShard(days, 1)));
  }

  private SampleWorld(World world) {
    this.world = world;
  }

  /** The same people under another kind of exposure. */
  public SampleWorld withExposure(Exposure exposure) {
    return new SampleWorld(world.withExposure(exposure));
  }

  /** The same people, drawn into the same arms, whatever the arms do to them. */
  public SampleWorld withExperiment(ExperimentEffect effect) {
    return new SampleWorld(world.withEffect(effect));
  }

  /**
   * The same people with more or fewer exposures, for tests of speed: consent does not grow with
   * it.
   *
   * @param activity multiplies the exposures of everybody, 0.1 to 50
   */
  public SampleWorld withActivity(double activity) {
    return new SampleWorld(world.withActivity(activity));
  }

  SampleWorld withPeoplePerShard(long people) {
    return new SampleWorld(world.withPeoplePerShard(people));
  }

  /**
   * Writes {@code out/raw} and {@code out/truth}.
   *
   * @param progress gets a line of text now and then, always from the calling thread
   * @throws IllegalArgumentException when there is a raw or truth folder in {@code out} already
   */
  public void writeTo(Path out, Consumer<String> progress) throws IOException {
    for (String folder : List.of("raw", "truth")) {
      if (Files.exists(out.resolve(folder))) {
        throw new IllegalArgumentException(
            "The folder for the sample has '"
                + folder
                + "' in it already: choose an empty folder or remove it");
      }
    }
    Path raw = Files.createDirectories(out.resolve("raw"));
    List<Shard> shards = writeShards(raw, progress);
    List<RowCounts> counts = new ArrayList<>();
    List<BadRow> badRows = new ArrayList<>(BadRows.writeApart(raw, counts));
    Orders orders = new Orders();
    BannerTest bannerTest = new BannerTest();
    ActionEffects actionEffects = new ActionEffects(world);
    Spending spending = new Spending(world.window());
    List<String> answers = new ArrayList<>();
    List<String> answersAsKnown = new ArrayList<>();
    for (Shard shard : shards) {
      orders.add(shard.orders);
      bannerTest.add(shard.bannerTest);
      actionEffects.add(shard.actionEffects);
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
    truth.channelEffects(orders, world.draws(), world.exposure());
    truth.bannerTest(bannerTest);
    truth.actionEffects(actionEffects);
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
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Shard>> running = new ArrayList<>();
      for (int number = 0; number < world.shards(); number++) {
        Shard shard = new Shard(world, number);
        running.add(threads.submit(() -> shard.write(raw)));
      }
      List<Shard> done = new ArrayList<>();
      long touchpoints = 0;
      for (Future<Shard> next : running) {
        Shard shard = next.get();
        done.add(shard);
        touchpoints += shard.touchpoints;
        progress.accept(
            "sample: shard %d of %d, %d touchpoints"
                .formatted(done.size(), world.shards(), touchpoints));
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

  /**
   * Usage: see {@link SampleArguments#USAGE}. Arguments that are wrong end with code 2 and one
   * message.
   */
  public static void main(String[] arguments) throws IOException {
    try {
      SampleArguments parsed = SampleArguments.parse(arguments);
      new SampleWorld(parsed.people(), parsed.days(), parsed.seed())
          .withExposure(parsed.exposure())
          .withActivity(parsed.activity())
          .withExperiment(parsed.experiment())
          .writeTo(parsed.out(), System.out::println);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
    }
  }
}
