package org.optika.core.ingest;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Rows of a source of kind {@code contact}. Only an experiment may have a propensity or leave a
 * person alone, and it has both its name and the propensity in each row: without the probability
 * with which an arm was drawn nothing can be learnt from the draw.
 */
final class ContactReader implements RowReader<ContactRecord> {
  private final SourceSpec spec;
  private final Cells cells;
  private final RowClocks clocks;
  private final StableIds ids = new StableIds();

  ContactReader(SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
    this.spec = spec;
    this.cells = new Cells(spec, pseudonymiser);
    this.clocks = new RowClocks(spec, cells, rules);
  }

  @Override
  public Optional<Fault> read(RawRow row, Consumer<ContactRecord> out) {
    cells.start(row);
    Pseudonym subject = cells.subject();
    long occurred = clocks.event(Field.OCCURRED_AT);
    Origin origin = clocks.origin(Field.OCCURRED_AT, occurred);
    Direction direction = direction();
    String channel = cells.id(Field.CONTACT_CHANNEL);
    String topic = cells.id(Field.TOPIC);
    Optional<String> experiment = cells.optionalText(Field.EXPERIMENT);
    OptionalDouble propensity = cells.optionalProbability(Field.PROPENSITY);
    checkExperiment(direction, topic, experiment, propensity);
    Optional<String> region = cells.optionalText(Field.REGION);
    String id = cells.text(Field.SOURCE_EVENT_ID);
    if (cells.broken()) {
      return cells.fault();
    }
    out.accept(
        new ContactRecord(
            subject,
            ids.number("contact", spec.name(), id),
            occurred,
            direction,
            channel,
            topic,
            experiment,
            propensity,
            region,
            origin));
    return Optional.empty();
  }

  private Direction direction() {
    String direction = cells.text(Field.DIRECTION);
    for (Direction known : Direction.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(direction)) {
        return known;
      }
    }
    cells.refuse(Field.DIRECTION, "outbound or inbound");
    return Direction.INBOUND;
  }

  private void checkExperiment(
      Direction direction, String topic, Optional<String> experiment, OptionalDouble propensity) {
    if (experiment.isPresent() && direction == Direction.INBOUND) {
      cells.refuse(Field.EXPERIMENT, "nothing in an inbound contact");
    }
    if (experiment.isPresent() && propensity.isEmpty()) {
      cells.refuse(Field.PROPENSITY, "the probability with which the experiment drew the topic");
    }
    if (experiment.isEmpty() && propensity.isPresent()) {
      cells.refuse(Field.PROPENSITY, "nothing outside of an experiment");
    }
    if (experiment.isEmpty() && topic.equals(ContactRecord.NOBODY_CONTACTED)) {
      cells.refuse(Field.TOPIC, "a topic, or an experiment that contacted nobody");
    }
  }
}
