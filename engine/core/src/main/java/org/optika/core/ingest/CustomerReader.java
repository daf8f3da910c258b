package org.optika.core.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * Rows of a source of kind {@code customer}. The same state delivered again is the same row, told
 * apart by its recorded time where the source has one. A state in which one channel is both
 * preferred and declined says nothing that one could act on: it is refused.
 */
final class CustomerReader implements RowReader<CustomerRecord> {
  private static final int FIRST_BIRTH_YEAR = 1900;
  private static final int LAST_BIRTH_YEAR = 2100;

  private final SourceSpec spec;
  private final Cells cells;
  private final RowClocks clocks;
  private final StableIds ids = new StableIds();

  CustomerReader(SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
    this.spec = spec;
    this.cells = new Cells(spec, pseudonymiser);
    this.clocks = new RowClocks(spec, cells, rules);
  }

  @Override
  public Optional<Fault> read(RawRow row, Consumer<CustomerRecord> out) {
    cells.start(row);
    Pseudonym subject = cells.subject();
    long since = cells.time(Field.CUSTOMER_SINCE);
    OptionalLong until = cells.optionalTime(Field.CUSTOMER_UNTIL);
    if (until.isPresent() && until.getAsLong() < since) {
      cells.refuse(Field.CUSTOMER_UNTIL, "a time at or after the start of the relation");
    }
    OptionalInt birthYear =
        cells.optionalInteger(Field.BIRTH_YEAR, FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR);
    Optional<String> region = cells.optionalText(Field.REGION);
    SortedSet<String> preferred = cells.optionalIds(Field.PREFERRED_CHANNELS);
    SortedSet<String> declined = cells.optionalIds(Field.DECLINED_CHANNELS);
    if (!Collections.disjoint(preferred, declined)) {
      cells.refuse(Field.DECLINED_CHANNELS, "channels that are not preferred as well");
    }
    Origin origin = clocks.origin(Field.CUSTOMER_SINCE, since);
    if (cells.broken()) {
      return cells.fault();
    }
    List<String> known =
        Arrays.asList(
            Long.toString(since),
            until.isPresent() ? Long.toString(until.getAsLong()) : null,
            birthYear.isPresent() ? Integer.toString(birthYear.getAsInt()) : null,
            region.orElse(null));
    out.accept(
        new CustomerRecord(
            subject,
            rowId(subject, known, origin, joined(preferred), joined(declined)),
            since,
            until,
            birthYear,
            region,
            joined(preferred),
            joined(declined),
            origin));
    return Optional.empty();
  }

  /** Channels take part only where some are told, so that a state without any keeps its id. */
  private long rowId(
      Pseudonym subject,
      List<String> known,
      Origin origin,
      Optional<String> preferred,
      Optional<String> declined) {
    List<String> parts = new ArrayList<>(List.of("customer", spec.name(), subject.key()));
    parts.addAll(known);
    parts.add(spec.has(Field.RECORDED_TIME) ? Long.toString(origin.recordedMicros()) : null);
    if (preferred.isPresent() || declined.isPresent()) {
      parts.add(preferred.orElse(null));
      parts.add(declined.orElse(null));
    }
    return ids.number(parts.toArray(String[]::new));
  }

  private static Optional<String> joined(SortedSet<String> channels) {
    return channels.isEmpty() ? Optional.empty() : Optional.of(String.join("|", channels));
  }
}
