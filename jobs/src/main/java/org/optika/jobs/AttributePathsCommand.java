package org.optika.jobs;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.optika.core.attribution.AttributionModels;
import org.optika.core.attribution.ModelParameters;
import org.optika.core.attribution.PathAttribution;
import org.optika.core.attribution.PathCreditRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Attribution for people who have only aggregated paths; plain Java, starts no Spark. */
@Command(
    name = "attribute-paths",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Credit channels from a CSV of aggregated paths (columns path, conversions, value, nulls).")
final class AttributePathsCommand implements Runnable {
  @Option(
      names = "--paths",
      paramLabel = "FILE",
      required = true,
      description = "CSV with a header line.")
  private Path paths;

  @Option(
      names = "--models",
      paramLabel = "ID",
      split = ",",
      description =
          "Models, comma separated (default: all): first-touch, last-touch, last-non-direct, linear, position-based, time-decay, markov-1 to markov-4, shapley.")
  private List<String> models = AttributionModels.ids();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "CSV to write: model, metric, channel, value (default: standard output).")
  private Path out;

  @Option(
      names = "--separator",
      defaultValue = ">",
      description = "Between two channels of a path (default: '${DEFAULT-VALUE}').")
  private String separator;

  @Option(
      names = "--path-column",
      defaultValue = "path",
      description = "Column of the path (default: ${DEFAULT-VALUE}).")
  private String pathColumn;

  @Option(
      names = "--conversions-column",
      defaultValue = "conversions",
      description = "Column of the journeys that converted (default: ${DEFAULT-VALUE}).")
  private String conversionsColumn;

  @Option(
      names = "--value-column",
      defaultValue = "value",
      description = "Column of the summed value; absent = 0 (default: ${DEFAULT-VALUE}).")
  private String valueColumn;

  @Option(
      names = "--nulls-column",
      defaultValue = "nulls",
      description =
          "Column of the journeys that did not convert; absent = 0 (default: ${DEFAULT-VALUE}).")
  private String nullsColumn;

  @Option(
      names = "--direct",
      split = ",",
      defaultValue = "direct",
      description = "Channels that last-non-direct passes over (default: ${DEFAULT-VALUE}).")
  private List<String> direct;

  @Option(
      names = "--position-first",
      defaultValue = "0.4",
      description = "Share of the first touch in position-based (default: ${DEFAULT-VALUE}).")
  private double positionFirst;

  @Option(
      names = "--position-last",
      defaultValue = "0.4",
      description = "Share of the last touch in position-based (default: ${DEFAULT-VALUE}).")
  private double positionLast;

  @Option(
      names = "--half-life",
      paramLabel = "STEPS",
      defaultValue = "1",
      description =
          "Half-life of time-decay in steps from the end of the path (default: ${DEFAULT-VALUE}).")
  private double halfLifeSteps;

  @Override
  public void run() {
    PathAttribution attribution = attribution();
    read(attribution);
    write(attribution.results());
  }

  private PathAttribution attribution() {
    try {
      return new PathAttribution(
          models,
          separator,
          new HashSet<>(direct),
          new ModelParameters(
              java.util.Set.of(), positionFirst, positionLast, Duration.ofDays(7), halfLifeSteps));
    } catch (IllegalArgumentException wrong) {
      throw new UserErrorException("%s", wrong.getMessage());
    }
  }

  private void read(PathAttribution attribution) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setMaxCharsPerColumn(1 << 20);
    settings.setNullValue("");
    settings.setEmptyValue("");
    CsvParser parser = new CsvParser(settings);
    try (Reader reader = Files.newBufferedReader(paths, StandardCharsets.UTF_8)) {
      parser.beginParsing(reader);
      String[] header = parser.parseNext();
      if (header == null) {
        throw new UserErrorException(
            "%s: is empty; expected a header with '%s' and '%s'",
            paths, pathColumn, conversionsColumn);
      }
      int path = column(header, pathColumn).orElseThrow(() -> missing(header, pathColumn));
      int conversions =
          column(header, conversionsColumn).orElseThrow(() -> missing(header, conversionsColumn));
      Optional<Integer> value = column(header, valueColumn);
      Optional<Integer> nulls = column(header, nullsColumn);
      long row = 0;
      for (String[] cells = parser.parseNext(); cells != null; cells = parser.parseNext()) {
        row++;
        if (cells.length != header.length) {
          throw new UserErrorException(
              "%s, row %d: expected %d fields, got %d", paths, row, header.length, cells.length);
        }
        try {
          attribution.add(
              cells[path],
              number(cells, conversions, conversionsColumn),
              value.isPresent() ? number(cells, value.get(), valueColumn) : 0,
              nulls.isPresent() ? number(cells, nulls.get(), nullsColumn) : 0);
        } catch (IllegalArgumentException wrong) {
          throw new UserErrorException("%s, row %d: %s", paths, row, wrong.getMessage());
        }
      }
    } catch (IOException | TextParsingException unreadable) {
      throw new UserErrorException(
          "%s: %s", paths, Files.exists(paths) ? "cannot be read as UTF-8 CSV" : "no such file");
    } finally {
      parser.stopParsing();
    }
  }

  private static Optional<Integer> column(String[] header, String name) {
    int index = Arrays.asList(header).indexOf(name);
    return index < 0 ? Optional.empty() : Optional.of(index);
  }

  private UserErrorException missing(String[] header, String name) {
    return new UserErrorException(
        "%s: no column '%s'; columns: %s", paths, name, Arrays.toString(header));
  }

  private static double number(String[] cells, int index, String column) {
    try {
      return Double.parseDouble(cells[index].strip());
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "column '%s': expected a number, got '%s'".formatted(column, cells[index]));
    }
  }

  private void write(List<PathCreditRow> rows) {
    StringBuilder text = new StringBuilder("model,metric,channel,value\n");
    for (PathCreditRow row : rows) {
      text.append(row.model())
          .append(',')
          .append(row.metric().id())
          .append(',')
          .append(quoted(row.channel()))
          .append(',')
          .append(row.value())
          .append('\n');
    }
    if (out == null) {
      System.out.print(text);
      return;
    }
    try (BufferedWriter writer = Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
      writer.append(text);
    } catch (IOException unwritable) {
      throw new UserErrorException("%s: cannot be written: %s", out, unwritable.getMessage());
    }
  }

  private static String quoted(String name) {
    boolean plain = name.indexOf(',') < 0 && name.indexOf('"') < 0 && name.indexOf('\n') < 0;
    return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
