package org.optika.jobs.audit;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.optika.core.evidence.audit.DrawnSample;
import org.optika.core.evidence.audit.SampleDesign;
import org.optika.core.evidence.audit.SampleDesign.DrawnStratum;
import org.optika.core.evidence.audit.SampledDevice;
import org.optika.core.evidence.audit.TestGoal;
import org.optika.core.ingest.Fault;
import org.optika.core.ingest.Shape;
import org.optika.jobs.UserErrorException;

/**
 * A sample as a CSV file: one row a device, with the design of the sample in each of them, so that
 * rows which were taken out or put in are found. It holds pseudonyms, so only its owner may read
 * it.
 */
public final class SampleFile {
  private static final List<String> COLUMNS =
      List.of(
          "sample_id",
          "capture_code",
          "stratum",
          "subject_key",
          "weight",
          "stratum_devices",
          "stratum_drawn",
          "population",
          "drawn",
          "strata_by",
          "seed",
          "as_of",
          "known_at",
          "null_rate",
          "alternative",
          "alpha",
          "power");

  /** Name of the devices of all strata from which none was drawn. */
  static final String NOT_DRAWN = "(strata without a drawn device)";

  private static final String OWNER_ONLY = "rw-------";

  /** Columns from here on are the same in all rows. */
  private static final int POPULATION = COLUMNS.indexOf("population");

  private SampleFile() {}

  /**
   * Writes a file that is not there yet; as a whole or not at all.
   *
   * @throws UserErrorException when there is one, or when it cannot be written
   */
  public static void write(Path file, DrawnSample sample) {
    if (Files.exists(file)) {
      throw new UserErrorException(
          "%s: is there already, and a sample is not drawn over another. Name another file.", file);
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path started = Files.createTempFile(folder, ".sample", ".part", ownerOnly(folder));
      try {
        Files.writeString(started, text(sample), StandardCharsets.UTF_8);
        Files.move(started, file, ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(started);
      }
    } catch (IOException unwritable) {
      throw new UserErrorException("%s: cannot be written: %s", file, unwritable.getMessage());
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
        }
        : new FileAttribute<?>[0];
  }

  private static String text(DrawnSample sample) {
    SampleDesign design = sample.design();
    Map<String, DrawnStratum> strata =
        design.strata().stream().collect(Collectors.toMap(DrawnStratum::name, Function.identity()));
    StringBuilder text = new StringBuilder(line(COLUMNS));
    for (SampledDevice device : sample.devices()) {
      DrawnStratum stratum = strata.get(device.stratum());
      List<String> cells =
          new ArrayList<>(
              List.of(
                  device.sampleId(),
                  device.captureCode(),
                  device.stratum(),
                  device.subjectKey(),
                  Double.toString((double) stratum.devices() / stratum.drawn()),
                  Long.toString(stratum.devices()),
                  Long.toString(stratum.drawn()),
                  Long.toString(design.population()),
                  Long.toString(design.drawn()),
                  String.join("|", design.strataBy()),
                  Long.toString(design.seed()),
                  instant(design.asOfMicros()),
                  instant(design.knownAtMicros())));
      cells.addAll(
          design
              .goal()
              .map(
                  goal ->
                      List.of(
                          Double.toString(goal.nullRate()),
                          Double.toString(goal.alternative()),
                          Double.toString(goal.alpha()),
                          Double.toString(goal.power())))
              .orElse(List.of("", "", "", "")));
      text.append(line(cells));
    }
    return text.toString();
  }

  private static String instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  private static String line(List<String> cells) {
    return cells.stream().map(SampleFile::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /**
   * @throws UserErrorException when it is no sample, or no longer the one that was drawn
   */
  public static DrawnSample read(Path file) {
    List<String[]> rows = new ArrayList<>();
    CsvFile.read(
        file,
        COLUMNS,
        new CsvFile.Rows() {
          @Override
          public void accept(long row, String[] cells) {
            rows.add(cells);
          }

          @Override
          public void broken(long row, Fault fault) {
            throw new UserErrorException(
                "%s, row %d: expected %s, got %s", file, row, fault.expected(), fault.got());
          }
        });
    if (rows.isEmpty()) {
      throw new UserErrorException("%s: expected at least one device, got none", file);
    }
    try {
      return sample(rows);
    } catch (IllegalArgumentException | DateTimeParseException changed) {
      throw new UserErrorException(
          "%s: %s. Take the file as 'optika audit sample' has written it.",
          file, changed.getMessage());
    }
  }

  private static DrawnSample sample(List<String[]> rows) {
    String[] first = rows.get(0);
    Map<String, DrawnStratum> strata = new LinkedHashMap<>();
    List<SampledDevice> devices = new ArrayList<>();
    for (String[] row : rows) {
      for (int i = POPULATION; i < row.length; i++) {
        if (!row[i].equals(first[i])) {
          throw new IllegalArgumentException(
              "column '%s' differs between rows".formatted(COLUMNS.get(i)));
        }
      }
      DrawnStratum stratum =
          new DrawnStratum(
              text(row, "stratum"), whole(row, "stratum_devices"), whole(row, "stratum_drawn"));
      if (!strata.computeIfAbsent(stratum.name(), name -> stratum).equals(stratum)) {
        throw new IllegalArgumentException(
            "stratum '%s' has other numbers in another row".formatted(stratum.name()));
      }
      devices.add(
          new SampledDevice(
              text(row, "sample_id"),
              text(row, "capture_code"),
              stratum.name(),
              text(row, "subject_key")));
    }
    if (whole(first, "drawn") != rows.size()) {
      throw new IllegalArgumentException(
          "%d devices were drawn, and %d are there".formatted(whole(first, "drawn"), rows.size()));
    }
    SampleDesign design =
        new SampleDesign(
            whole(first, "seed"),
            micros(text(first, "as_of")),
            micros(text(first, "known_at")),
            Arrays.stream(text(first, "strata_by").split("\\|"))
                .filter(name -> !name.isEmpty())
                .toList(),
            goal(first),
            withRest(strata, whole(first, "population")));
    return new DrawnSample(design, devices);
  }

  /** Strata from which nothing was drawn have no row. */
  private static List<DrawnStratum> withRest(Map<String, DrawnStratum> strata, long population) {
    List<DrawnStratum> all = new ArrayList<>(strata.values());
    long rest = population - all.stream().mapToLong(DrawnStratum::devices).sum();
    if (rest < 0) {
      throw new IllegalArgumentException("the strata have more devices than the population");
    }
    if (rest > 0) {
      all.add(new DrawnStratum(NOT_DRAWN, rest, 0));
    }
    return all;
  }

  private static Optional<TestGoal> goal(String[] row) {
    return text(row, "null_rate").isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TestGoal(
                number(row, "null_rate"),
                number(row, "alternative"),
                number(row, "alpha"),
                number(row, "power")));
  }

  private static String text(String[] row, String column) {
    return row[COLUMNS.indexOf(column)];
  }

  private static long whole(String[] row, String column) {
    try {
      return Long.parseLong(text(row, column));
    } catch (NumberFormatException other) {
      throw new IllegalArgumentException(
          "column '%s' has no whole number, but %s".formatted(column, Shape.of(text(row, column))));
    }
  }

  private static double number(String[] row, String column) {
    try {
      return Double.parseDouble(text(row, column));
    } catch (NumberFormatException other) {
      throw new IllegalArgumentException(
          "column '%s' has no number, but %s".formatted(column, Shape.of(text(row, column))));
    }
  }

  private static long micros(String text) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
  }
}
