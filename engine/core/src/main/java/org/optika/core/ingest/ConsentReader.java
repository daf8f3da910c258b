package org.optika.core.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.optika.core.ingest.ConsentMapping.Combine;
import org.optika.core.ingest.ConsentMapping.WidePurpose;

/**
 * Rows of a source of kind {@code consent}. One row is one event for each purpose that it speaks
 * of. Where a wall clock leaves two readings of the time, the protective one is taken: what permits
 * counts from the later, everything else from the earlier.
 */
final class ConsentReader implements RowReader<ConsentRecord> {
  /** What one purpose column says. */
  private enum Choice {
    ON,
    OFF,
    NONE
  }

  private record Decision(String purpose, Action action) {}

  private final SourceSpec spec;
  private final ConsentMapping mapping;
  private final List<String> purposes;
  private final Cells cells;
  private final RowClocks clocks;
  private final ChannelCells channels;
  private final StableIds ids = new StableIds();
  private final List<Decision> decisions = new ArrayList<>();

  ConsentReader(SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
    this.spec = spec;
    this.mapping = spec.consent();
    this.purposes = rules.purposes();
    this.cells = new Cells(spec, pseudonymiser);
    this.clocks = new RowClocks(spec, cells, rules);
    this.channels = new ChannelCells(spec, cells, ids, rules.channels());
  }

  @Override
  public Optional<Fault> read(RawRow row, Consumer<ConsentRecord> out) {
    cells.start(row);
    Pseudonym subject = cells.subject();
    StatusMeaning status = status();
    long earliest = clocks.event(Field.EVENT_TIME);
    long latest = cells.latest();
    Origin origin = clocks.origin(Field.EVENT_TIME, latest);
    boolean allOff = status != null && decide(row, status);
    ConsentType type = consentType(status);
    String jurisdiction = jurisdiction();
    String id = RowIds.eventId(spec, cells, ids, subject);
    OptionalLong sequence = cells.optionalWhole(Field.SOURCE_SEQ);
    OptionalLong expires = cells.optionalTime(Field.EXPIRES_AT);
    Optional<String> region = cells.optionalText(Field.REGION);
    Optional<String> collectionChannel = cells.optionalText(Field.COLLECTION_CHANNEL);
    Optional<String> deviceClass = cells.optionalText(Field.DEVICE_CLASS);
    Optional<String> language = cells.optionalText(Field.LANGUAGE);
    Optional<String> notice = cells.optionalText(Field.NOTICE_ID);
    OptionalInt version = cells.optionalInteger(Field.NOTICE_VERSION, 1, Integer.MAX_VALUE);
    Optional<String> variant = cells.optionalText(Field.VARIANT_ID);
    Optional<Boolean> minor = cells.optionalFlag(Field.IS_MINOR);
    Optional<String> softOptIn = cells.optionalText(Field.SOFT_OPT_IN_RULE_ID);
    Optional<String> correctionOf = cells.optionalText(Field.CORRECTION_OF);
    boolean bot = channels.isBot();
    if (cells.broken()) {
      return cells.fault();
    }
    for (Decision decision : decisions) {
      long event = permits(decision.action()) ? latest : earliest;
      out.accept(
          new ConsentRecord(
              subject,
              ids.text(
                  spec.name(),
                  id,
                  Long.toString(subject.subjectId()),
                  decision.purpose(),
                  decision.action().name(),
                  Long.toString(event)),
              decision.purpose(),
              decision.action(),
              status.method(),
              type,
              event,
              expires,
              jurisdiction,
              region,
              collectionChannel,
              deviceClass,
              language,
              notice,
              version,
              variant,
              minor,
              softOptIn,
              correctionOf,
              allOff,
              bot,
              id,
              sequence,
              origin));
    }
    return Optional.empty();
  }

  private static boolean permits(Action action) {
    return switch (action) {
      case GIVEN, RENEWED, IMPORTED -> true;
      case SHOWN, REFUSED, WITHDRAWN, OBJECTED, DEFERRED, EXPIRED, REVOKED, INVALIDATED -> false;
    };
  }

  private StatusMeaning status() {
    StatusMeaning meaning = mapping.statuses().get(cells.text(Field.STATUS));
    if (meaning == null) {
      cells.refuse(Field.STATUS, "one of " + mapping.statuses().keySet());
    }
    return meaning;
  }

  private ConsentType consentType(StatusMeaning status) {
    String said = cells.textOrEmpty(Field.CONSENT_TYPE);
    if (said.isEmpty() && status != null && status.consentType().isPresent()) {
      return status.consentType().get();
    }
    for (ConsentType type : ConsentType.values()) {
      if (type.name().equalsIgnoreCase(said)) {
        return type;
      }
    }
    cells.refuse(Field.CONSENT_TYPE, "explicit, expressed or implied");
    return ConsentType.IMPLIED;
  }

  private String jurisdiction() {
    String code = cells.text(Field.JURISDICTION);
    boolean wellFormed = code.length() >= 2 && code.length() <= 6;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      wellFormed &= (c >= 'A' && c <= 'Z') || (i == 2 ? c == '-' : i > 2 && c >= '0' && c <= '9');
    }
    if (!wellFormed) {
      cells.refuse(Field.JURISDICTION, "a jurisdiction code, e.g. FR");
    }
    return code;
  }

  /**
   * Fills {@code decisions}.
   *
   * @return whether the row is a save in which every purpose was off
   */
  private boolean decide(RawRow row, StatusMeaning status) {
    decisions.clear();
    if (!mapping.widePurposes().isEmpty()) {
      return decideWide(row, status);
    }
    Collection<String> about = status.purposes().isEmpty() ? longPurposes() : status.purposes();
    boolean on = !status.asksChoice() || longChoice();
    about.forEach(purpose -> decisions.add(new Decision(purpose, status.when(on))));
    return false;
  }

  private Collection<String> longPurposes() {
    String value = cells.text(Field.PURPOSE);
    if (mapping.purposeValues().isEmpty() && purposes.contains(value)) {
      return Set.of(value);
    }
    List<String> named = mapping.purposeValues().get(value);
    if (named == null) {
      cells.refuse(
          Field.PURPOSE,
          "one of "
              + (mapping.purposeValues().isEmpty() ? purposes : mapping.purposeValues().keySet()));
      return Set.of();
    }
    return named;
  }

  private boolean longChoice() {
    String value = cells.text(Field.CHOICE).toLowerCase(Locale.ROOT);
    if (!mapping.on().contains(value) && !mapping.off().contains(value)) {
      cells.refuse(Field.CHOICE, expectedChoice());
    }
    return mapping.on().contains(value);
  }

  private boolean decideWide(RawRow row, StatusMeaning status) {
    if (!status.asksChoice()) {
      Set<String> about =
          status.purposes().isEmpty() ? mapping.widePurposes().keySet() : status.purposes();
      about.forEach(purpose -> decisions.add(new Decision(purpose, status.when(true))));
      return false;
    }
    boolean anyOn = false;
    boolean anyOff = false;
    for (var purpose : mapping.widePurposes().entrySet()) {
      if (!status.purposes().isEmpty() && !status.purposes().contains(purpose.getKey())) {
        continue;
      }
      Choice choice = choice(row, purpose.getValue());
      if (choice != Choice.NONE) {
        anyOn |= choice == Choice.ON;
        anyOff |= choice == Choice.OFF;
        decisions.add(new Decision(purpose.getKey(), status.when(choice == Choice.ON)));
      }
    }
    if (decisions.isEmpty()) {
      cells.refuse(new Fault(Fault.WHOLE_ROW, "a choice for at least one purpose", Shape.NOTHING));
    }
    return anyOff && !anyOn && status.method().equals(Optional.of(Method.SAVE));
  }

  private Choice choice(RawRow row, WidePurpose purpose) {
    int on = 0;
    int off = 0;
    for (String column : purpose.columns()) {
      switch (choice(row, column)) {
        case ON -> on++;
        case OFF -> off++;
        case NONE -> {}
      }
    }
    if (purpose.combine() == Combine.ANY) {
      return on > 0 ? Choice.ON : off > 0 ? Choice.OFF : Choice.NONE;
    }
    return off > 0 ? Choice.OFF : on == purpose.columns().size() ? Choice.ON : Choice.NONE;
  }

  private Choice choice(RawRow row, String name) {
    int column = cells.indexOf(name);
    String word =
        switch (row.kind(column)) {
          case ABSENT -> "";
          case TEXT -> row.text(column).strip().toLowerCase(Locale.ROOT);
          case WHOLE -> Long.toString(row.number(column));
          case FLAG -> Boolean.toString(row.number(column) != 0);
          case DECIMAL, INSTANT, WALL_CLOCK, DAY, OTHER -> "?";
        };
    if (word.isEmpty()) {
      if (!mapping.choicesMayBeAbsent()) {
        cells.refuse(new Fault(name, expectedChoice(), Shape.NOTHING));
      }
      return Choice.NONE;
    }
    if (mapping.on().contains(word)) {
      return Choice.ON;
    }
    if (!mapping.off().contains(word)) {
      cells.refuse(new Fault(name, expectedChoice(), row.shape(column)));
    }
    return Choice.OFF;
  }

  private String expectedChoice() {
    return "one of "
        + new java.util.TreeSet<>(mapping.on())
        + " or "
        + new java.util.TreeSet<>(mapping.off());
  }
}
