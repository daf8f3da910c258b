package org.optika.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Exact Markov chains of order 1 to 4 from a file of aggregated paths, reading included: a given
 * file, or a made-up one of 10,000 paths over 12 channels, whatever the scale.
 */
final class MarkovSuite implements Suite {
  private static final int PATHS = 10_000;
  private static final int CHANNELS = 12;
  private static final long SEED = 20261125;

  /** Chance that a path goes on after a touch; six touches on average. */
  private static final double GOES_ON = 5.0 / 6;

  private static final int MOST_TOUCHES = 90;

  private final PathsFile paths;
  private final String origin;
  private final Path out;

  /**
   * @param given a file as {@link PathsFile} describes it
   */
  MarkovSuite(Path dir, Optional<Path> given) throws IOException {
    paths =
        given.isPresent()
            ? PathsFile.read(given.get())
            : PathsFile.made(dir.resolve("paths-markov.csv"), MarkovSuite::write);
    origin = given.isPresent() ? "given" : "made up, %d channels".formatted(CHANNELS);
    out = dir.resolve("markov-credit.csv");
  }

  /** A few channels have most touches; every second touch repeats the channel before it. */
  private static void write(Appendable file) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int line = 0; line < PATHS; line++) {
      int channel = channel(random);
      StringBuilder path = new StringBuilder("c").append(channel);
      for (int touch = 1; touch < MOST_TOUCHES && random.nextDouble() < GOES_ON; touch++) {
        channel = random.nextBoolean() ? channel : channel(random);
        path.append('>').append('c').append(channel);
      }
      int conversions = random.nextInt(5);
      file.append(
          "%s,%d,%d,%d\n".formatted(path, conversions, conversions * 4, random.nextInt(15)));
    }
  }

  private static int channel(SplittableRandom random) {
    return (int) (CHANNELS * Math.pow(random.nextDouble(), 3));
  }

  @Override
  public String name() {
    return "markov";
  }

  @Override
  public String data() {
    return "%,d paths (%s)".formatted(paths.paths(), origin);
  }

  @Override
  public List<Variant> variants() {
    return List.of(
        orders("markov-1", "markov-1"),
        orders("markov-2", "markov-2"),
        orders("markov-3", "markov-3"),
        orders("markov-4", "markov-4"),
        orders("markov-1-to-3", "markov-1,markov-2,markov-3"));
  }

  private Variant orders(String name, String models) {
    return new Variant(name, Variant.Role.ENGINE, () -> paths.attribute(models, out));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(out);
  }
}
