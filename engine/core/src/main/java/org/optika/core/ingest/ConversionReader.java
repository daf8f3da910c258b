package org.optika.core.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Rows of a source of kind {@code conversion}. */
final class ConversionReader implements RowReader<ConversionRecord> {
  private static final String ORDER = "order";
  private static final String REFUND = "refund";

  private final SourceSpec spec;
  private final Cells cells;
  private final RowClocks clocks;
  private final Money money;
  private final StableIds ids = new StableIds();

  ConversionReader(SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
    this.spec = spec;
    this.cells = new Cells(spec, pseudonymiser);
    this.clocks = new RowClocks(spec, cells, rules);
    this.money = new Money(cells, rules.currencies());
  }

  @Override
  public Optional<Fault> read(RawRow row, Consumer<ConversionRecord> out) {
    cells.start(row);
    Pseudonym subject = cells.subject();
    long occurred = clocks.event(Field.OCCURRED_AT);
    Origin origin = clocks.origin(Field.OCCURRED_AT, occurred);
    String kind = cells.text(Field.KIND);
    boolean refund = kind.equals(REFUND);
    if (!refund && !kind.equals(ORDER)) {
      cells.refuse(Field.KIND, "order or refund");
    }
    String id = cells.text(Field.SOURCE_EVENT_ID);
    OptionalLong refundOf = OptionalLong.empty();
    if (refund) {
      String order = cells.text(Field.REFUND_OF);
      refundOf = OptionalLong.of(ids.number("conversion", spec.group(), ORDER, order));
    }
    Optional<String> deviceClass = cells.optionalText(Field.DEVICE_CLASS);
    Optional<String> region = cells.optionalText(Field.REGION);
    BigDecimal original = money.original(refund);
    String currency = money.currency();
    BigDecimal value = money.reporting(original, currency, occurred);
    if (cells.broken()) {
      return cells.fault();
    }
    out.accept(
        new ConversionRecord(
            subject,
            ids.number("conversion", spec.group(), kind, id),
            kind,
            refundOf,
            occurred,
            value,
            original.setScale(Currencies.SCALE, RoundingMode.HALF_EVEN),
            currency,
            deviceClass,
            region,
            origin));
    return Optional.empty();
  }
}
