package org.optika.core.ingest;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Rows of a source of kind {@code customer}. The same state delivered again is the same row, told
 * apart by its recorded time where the source has one.
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
    Origin origin = clocks.origin(Field.CUSTOMER_SINCE, since);
    if (cells.broken()) {
      return cells.fault();
    }
    String recorded = spec.has(Field.RECORDED_TIME) ? Long.toString(origin.recordedMicros()) : null;
    out.accept(
        new CustomerRecord(
            subject,
            ids.number(
                "customer",
                spec.name(),
                subject.key(),
                Long.toString(since),
                until.isPresent() ? Long.toString(until.getAsLong()) : null,
                birthYear.isPresent() ? Integer.toString(birthYear.getAsInt()) : null,
                region.orElse(null),
                recorded),
            since,
            until,
            birthYear,
            region,
            origin));
    return Optional.empty();
  }
}
