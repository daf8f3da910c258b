package org.optika.core.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.Consumer;

/** Rows of a source of kind {@code channel_cost}. */
final class CostReader implements RowReader<CostRecord> {
  private static final long DAY = 86_400_000_000L;

  private final SourceSpec spec;
  private final Cells cells;
  private final RowClocks clocks;
  private final Money money;
  private final ChannelCells channels;
  private final StableIds ids = new StableIds();

  CostReader(SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
    this.spec = spec;
    this.cells = new Cells(spec, pseudonymiser);
    this.clocks = new RowClocks(spec, cells, rules);
    this.money = new Money(cells, rules.currencies());
    this.channels = new ChannelCells(spec, cells, ids, rules.channels());
  }

  @Override
  public Optional<Fault> read(RawRow row, Consumer<CostRecord> out) {
    cells.start(row);
    long day = cells.day(Field.COST_DATE);
    if (!cells.broken() && day < RowClocks.EARLIEST_EVENT) {
      cells.refuse(Field.COST_DATE, "a day since 1990");
    }
    Origin origin = clocks.origin(Field.COST_DATE, day);
    String campaign = cells.textOrEmpty(Field.CAMPAIGN);
    int channel = channels.channel(campaign);
    String id = cells.textOrEmpty(Field.SOURCE_EVENT_ID);
    BigDecimal original = money.original(false);
    String currency = money.currency();
    BigDecimal cost = money.reporting(original, currency, day);
    if (cells.broken()) {
      return cells.fault();
    }
    long epochDay = Math.floorDiv(day, DAY);
    out.accept(
        new CostRecord(
            ids.number(
                "cost",
                spec.name(),
                Long.toString(epochDay),
                Integer.toString(channel),
                cells.textOrEmpty(Field.SOURCE),
                cells.textOrEmpty(Field.MEDIUM),
                campaign,
                id),
            epochDay,
            channel,
            campaign,
            channels.campaignId(campaign),
            cost,
            original.setScale(Currencies.SCALE, RoundingMode.HALF_EVEN),
            currency,
            origin));
    return Optional.empty();
  }
}
