package org.optika.jobs.audit;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.optika.core.evidence.audit.DrawnSample;
import org.optika.core.evidence.audit.Observation;
import org.optika.core.evidence.audit.ObservationKind;
import org.optika.core.evidence.audit.SampledDevice;
import org.optika.core.ingest.Fault;
import org.optika.core.ingest.Shape;

/**
 * Captures as rows of a CSV file: {@code sample_id, seen_at, kind, host, name}. For what HAR files
 * cannot hold, such as storage and apps.
 */
public final class CsvCaptures implements Captures {
  private static final List<String> COLUMNS =
      List.of("sample_id", "seen_at", "kind", "host", "name");
  private static final String KINDS =
      Arrays.stream(ObservationKind.values())
          .map(ObservationKind::id)
          .collect(Collectors.joining(", ", "one of [", "]"));

  private final String file;
  private final Map<String, List<Observation>> observations = new HashMap<>();
  private final Map<String, List<CaptureFault>> faults = new HashMap<>();
  private final List<CaptureFault> strays = new ArrayList<>();

  /**
   * @throws org.optika.jobs.UserErrorException when the file cannot be read, or has not these
   *     columns
   */
  public CsvCaptures(Path path, DrawnSample sample) {
    file = path.getFileName().toString();
    sample.devices().forEach(device -> observations.put(device.sampleId(), new ArrayList<>()));
    CsvFile.read(
        path,
        COLUMNS,
        new CsvFile.Rows() {
          @Override
          public void accept(long row, String[] cells) {
            read(row, cells);
          }

          @Override
          public void broken(long row, Fault fault) {
            strays.add(new CaptureFault(file, row, fault.column(), fault.expected(), fault.got()));
          }
        });
  }

  private void read(long row, String[] cells) {
    String id = cells[0];
    if (!observations.containsKey(id)) {
      strays.add(
          new CaptureFault(file, row, "sample_id", "a sample_id of the sample", Shape.of(id)));
      return;
    }
    Optional<Instant> at = instant(cells[1]);
    Optional<ObservationKind> kind =
        Arrays.stream(ObservationKind.values())
            .filter(known -> known.id().equals(cells[2]))
            .findFirst();
    if (at.isEmpty()) {
      fault(id, row, 1, "an instant with its offset, e.g. 2026-09-01T10:00:00Z", cells);
    } else if (kind.isEmpty()) {
      fault(id, row, 2, KINDS, cells);
    } else if (!cells[3].matches("[^\\s/:@?#]+")) {
      fault(id, row, 3, "a host, e.g. www.shop.example", cells);
    } else if (cells[4].isEmpty() != (kind.get() == ObservationKind.REQUEST)) {
      String expected =
          kind.get() == ObservationKind.REQUEST
              ? "nothing for a request"
              : "the name of what was seen";
      fault(id, row, 4, expected, cells);
    } else {
      long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at.get());
      observations.get(id).add(new Observation(micros, kind.get(), cells[3], cells[4]));
    }
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }

  private void fault(String id, long row, int column, String expected, String[] cells) {
    faults
        .computeIfAbsent(id, unused -> new ArrayList<>())
        .add(new CaptureFault(file, row, COLUMNS.get(column), expected, Shape.of(cells[column])));
  }

  @Override
  public String source() {
    return "csv";
  }

  @Override
  public Optional<Capture> of(SampledDevice device) {
    Capture capture =
        new Capture(
            observations.get(device.sampleId()),
            faults.getOrDefault(device.sampleId(), List.of()),
            0);
    return capture.observations().isEmpty() && capture.faults().isEmpty()
        ? Optional.empty()
        : Optional.of(capture);
  }

  @Override
  public List<CaptureFault> strays() {
    return List.copyOf(strays);
  }
}
