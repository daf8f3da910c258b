package org.optika.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.optika.jobs.Optika;

/**
 * Attribution from a file of distinct aggregated paths: reading it, five heuristics, an exact
 * Markov chain of order 1. At scale 1: 10 million paths.
 */
final class PathsSuite implements Suite {
  private static final long PATHS = 10_000_000;
  private static final int CHANNELS = 11;
  private static final long SEED = 20260930;
  private static final String MODELS =
      "first-touch,last-touch,linear,position-based,time-decay,markov-1";

  private final long paths;
  private final Path file;
  private final Path out;

  PathsSuite(Path dir, double scale) throws IOException {
    paths = Math.max(1_000, Math.round(PATHS * scale));
    file = dir.resolve("paths-%d.csv".formatted(paths));
    out = dir.resolve("paths-credit.csv");
    if (!Files.exists(file)) {
      Files.createDirectories(dir);
      Path unfinished = dir.resolve(file.getFileName() + ".unfinished");
      write(unfinished);
      Files.move(unfinished, file);
    }
  }

  /** Digits of the line's number lead each path, which makes all of them distinct. */
  private void write(Path target) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    try (BufferedWriter writer = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
      writer.write("path,conversions,value,nulls\n");
      for (long line = 0; line < paths; line++) {
        StringBuilder path = new StringBuilder();
        for (long rest = line + 1; rest > 0; rest /= CHANNELS) {
          path.append('c').append(rest % CHANNELS).append('>');
        }
        path.append('c').append(random.nextInt(CHANNELS));
        int conversions = random.nextInt(4);
        writer.write(
            "%s,%d,%d,%d%n".formatted(path, conversions, conversions * 60, 1 + random.nextInt(40)));
      }
    }
  }

  @Override
  public String name() {
    return "paths";
  }

  @Override
  public String data() {
    return "%,d distinct paths, %s".formatted(paths, MODELS.replace(",", " "));
  }

  @Override
  public List<Variant> variants() {
    return List.of(new Variant("optika", Variant.Role.ENGINE, this::attribute));
  }

  private Variant.Answer attribute() throws IOException {
    int code =
        Optika.run(
            "attribute-paths",
            "--paths",
            file.toString(),
            "--models",
            MODELS,
            "--out",
            out.toString());
    if (code != 0) {
      throw new IllegalStateException("attribute-paths ended with " + code);
    }
    return () -> Integer.toHexString(Files.readString(out).hashCode());
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(out);
  }
}
