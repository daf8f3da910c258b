package org.optika.core.ingest;

import java.util.Optional;
import java.util.function.Consumer;

/** Rows of a source of kind {@code touchpoint}. */
final class TouchpointReader implements RowReader<TouchpointRecord> {
  private final SourceSpec spec;
  private final Cells cells;
  private final RowClocks clocks;
  private final StableIds ids = new StableIds();
  private final ChannelCells channels;

  TouchpointReader(SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
    this.spec = spec;
    this.cells = new Cells(spec, pseudonymiser);
    this.clocks = new RowClocks(spec, cells, rules);
    this.channels = new ChannelCells(spec, cells, ids, rules.channels());
  }

  @Override
  public Optional<Fault> read(RawRow row, Consumer<TouchpointRecord> out) {
    cells.start(row);
    Pseudonym subject = cells.subject();
    long occurred = clocks.event(Field.OCCURRED_AT);
    Origin origin = clocks.origin(Field.OCCURRED_AT, occurred);
    String campaign = cells.textOrEmpty(Field.CAMPAIGN);
    int channel = channels.channel(campaign);
    Optional<String> vendor = cells.optionalText(Field.VENDOR_ID);
    Optional<String> deviceClass = cells.optionalText(Field.DEVICE_CLASS);
    Optional<String> region = cells.optionalText(Field.REGION);
    boolean bot = channels.isBot();
    String id = RowIds.eventId(spec, cells, ids, subject);
    if (cells.broken()) {
      return cells.fault();
    }
    out.accept(
        new TouchpointRecord(
            subject,
            ids.number("touchpoint", spec.name(), id),
            occurred,
            channel,
            campaign,
            channels.campaignId(campaign),
            vendor,
            deviceClass,
            region,
            bot,
            origin));
    return Optional.empty();
  }
}
