package org.optika.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Attribution from a file of distinct aggregated paths: reading it, five heuristics, an exact
 * Markov chain of order 1; beside it the same on a file of a tenth of the paths, so that growth can
 * be read off. At scale 1: 10 million paths.
 */
final class PathsSuite implements Suite {
  private static final long PATHS = 10_000_000;
  private static final int CHANNELS = 11;
  private static final long SEED = 20260930;
  private static final String MODELS =
      "first-touch,last-touch,linear,position-based,time-decay,markov-1";

  private final PathsFile tenth;
  private final PathsFile whole;
  private final Path out;

  PathsSuite(Path dir, double scale) throws IOException {
    long paths = Math.max(1_000, Math.round(PATHS * scale));
    tenth = file(dir, paths / 10);
    whole = file(dir, paths);
    out = dir.resolve("paths-credit.csv");
  }

  private static PathsFile file(Path dir, long paths) throws IOException {
    return PathsFile.made(dir.resolve("paths-%d.csv".formatted(paths)), to -> write(paths, to));
  }

  /** Digits of the line's number lead each path, which makes all of them distinct. */
  private static void write(long paths, Appendable file) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    for (long line = 0; line < paths; line++) {
      StringBuilder path = new StringBuilder();
      for (long rest = line + 1; rest > 0; rest /= CHANNELS) {
        path.append('c').append(rest % CHANNELS).append('>');
      }
      path.append('c').append(random.nextInt(CHANNELS));
      int conversions = random.nextInt(4);
      file.append(
          "%s,%d,%d,%d\n".formatted(path, conversions, conversions * 60, 1 + random.nextInt(40)));
    }
  }

  @Override
  public String name() {
    return "paths";
  }

  @Override
  public String data() {
    return "%,d distinct paths (optika-tenth: %,d), %s"
        .formatted(whole.paths(), tenth.paths(), MODELS.replace(",", " "));
  }

  @Override
  public List<Variant> variants() {
    return List.of(
        new Variant("optika-tenth", Variant.Role.BASE, () -> tenth.attribute(MODELS, out)),
        new Variant("optika", Variant.Role.ENGINE, () -> whole.attribute(MODELS, out)));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(out);
  }
}
