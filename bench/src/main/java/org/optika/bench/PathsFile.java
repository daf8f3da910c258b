package org.optika.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.optika.jobs.Optika;

/**
 * A CSV of aggregated paths, and {@code attribute-paths} on it. Its columns are path, conversions,
 * value and nulls, or path and what ChannelAttribution calls the other three.
 */
final class PathsFile {
  private static final String HEADER = "path,conversions,value,nulls";
  private static final String OTHER_HEADER =
      "path,total_conversions,total_conversion_value,total_null";

  /** Part of the conversions that may go astray. */
  private static final double PRECISION = 1e-9;

  private final Path file;
  private final List<String> columns;
  private final long paths;
  private final double conversions;
  private final Map<String, Integer> hashOfModels = new HashMap<>();

  private PathsFile(Path file, List<String> columns, long paths, double conversions) {
    this.file = file;
    this.columns = columns;
    this.paths = paths;
    this.conversions = conversions;
  }

  /** Writes the rows of a file. */
  @FunctionalInterface
  interface Rows {
    void writeTo(Appendable file) throws IOException;
  }

  /** The file of that name, made unless an earlier run has left it there. */
  static PathsFile made(Path file, Rows rows) throws IOException {
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
      try (var writer = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8)) {
        writer.append(HEADER).append('\n');
        rows.writeTo(writer);
      }
      Files.move(unfinished, file);
    }
    return read(file);
  }

  /**
   * A file that is there; the fields behind the path hold no commas.
   *
   * @throws IllegalArgumentException when its header is another
   */
  static PathsFile read(Path file) throws IOException {
    long paths = 0;
    double conversions = 0;
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String header = String.valueOf(lines.readLine()).replace("\"", "");
      if (!header.equals(HEADER) && !header.equals(OTHER_HEADER)) {
        throw new IllegalArgumentException(
            "%s: expected the header %s or %s, got %s"
                .formatted(file, HEADER, OTHER_HEADER, header));
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        paths++;
        conversions += conversionsOf(line);
      }
      return new PathsFile(file, List.of(header.split(",")), paths, conversions);
    }
  }

  private static double conversionsOf(String line) {
    int beforeNulls = line.lastIndexOf(',');
    int beforeValue = line.lastIndexOf(',', beforeNulls - 1);
    int before = line.lastIndexOf(',', beforeValue - 1);
    return Double.parseDouble(line.substring(before + 1, beforeValue));
  }

  long paths() {
    return paths;
  }

  /**
   * Reads the file and attributes it.
   *
   * @param models ids, comma separated
   * @param out overwritten with the credit
   * @return the same text for every file and every list of models; it fails when a model's credit
   *     does not add up to the conversions, or differs by a bit from what the same models said of
   *     the file before
   */
  Variant.Answer attribute(String models, Path out) {
    List<String> arguments =
        List.of(
            "attribute-paths",
            "--paths=" + file,
            "--models=" + models,
            "--out=" + out,
            "--conversions-column=" + columns.get(1),
            "--value-column=" + columns.get(2),
            "--nulls-column=" + columns.get(3));
    int code = Optika.run(arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException("attribute-paths ended with " + code);
    }
    return () -> checked(models, Files.readAllLines(out));
  }

  private String checked(String models, List<String> credit) {
    for (String model : models.split(",")) {
      double credited = credited(credit, model);
      if (!(Math.abs(credited - conversions) <= PRECISION * conversions)) {
        throw new IllegalStateException(
            "%s credits %s conversions of %s".formatted(model, credited, conversions));
      }
    }
    int hash = credit.hashCode();
    if (hashOfModels.computeIfAbsent(models, first -> hash) != hash) {
      throw new IllegalStateException("%s: not the credit of the round before".formatted(models));
    }
    return "every conversion is credited";
  }

  private static double credited(List<String> credit, String model) {
    return credit.stream()
        .filter(line -> line.startsWith(model + ",conversions,"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
        .sum();
  }
}
