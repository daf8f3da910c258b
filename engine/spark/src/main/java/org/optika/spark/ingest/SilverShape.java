package org.optika.spark.ingest;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.optika.core.ingest.ConsentRecord;
import org.optika.core.ingest.ContactRecord;
import org.optika.core.ingest.ConversionRecord;
import org.optika.core.ingest.CostRecord;
import org.optika.core.ingest.CustomerRecord;
import org.optika.core.ingest.IngestRules;
import org.optika.core.ingest.Pseudonym;
import org.optika.core.ingest.Pseudonymiser;
import org.optika.core.ingest.RowReader;
import org.optika.core.ingest.RowReaders;
import org.optika.core.ingest.SourceKind;
import org.optika.core.ingest.SourceSpec;
import org.optika.core.ingest.TouchpointRecord;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/**
 * How the records of one kind of source lie in their table.
 *
 * @param <T> record of the core
 */
interface SilverShape<T> extends Serializable {

  Table table();

  RowReader<T> reader(SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules);

  /** Empty where rows are about no person. */
  Optional<Pseudonym> subject(T row);

  /** "" where there is none. */
  String campaign(T row);

  /** 0 where there is none. */
  long campaignId(T row);

  /**
   * Values of the table's columns in their order, without {@code bucket}, {@code slice} and the
   * three columns that name the file; times as microseconds, days as epoch days.
   */
  Object[] values(SourceSpec spec, T row);

  static SilverShape<?> of(SourceKind kind) {
    return switch (kind) {
      case CONSENT -> new Consent();
      case TOUCHPOINT -> new Touchpoint();
      case CONVERSION -> new Conversion();
      case CONTACT -> new Contact();
      case CUSTOMER -> new Customer();
      case CHANNEL_COST -> new Cost();
    };
  }

  private static String id(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Long orNull(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  private static Integer orNull(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }

  private static Double orNull(OptionalDouble number) {
    return number.isPresent() ? number.getAsDouble() : null;
  }

  /** Rows of {@link Tables#CONSENT_EVENT}. */
  final class Consent implements SilverShape<ConsentRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public Table table() {
      return Tables.CONSENT_EVENT;
    }

    @Override
    public RowReader<ConsentRecord> reader(
        SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
      return RowReaders.consent(spec, pseudonymiser, rules);
    }

    @Override
    public Optional<Pseudonym> subject(ConsentRecord row) {
      return Optional.of(row.subject());
    }

    @Override
    public String campaign(ConsentRecord row) {
      return "";
    }

    @Override
    public long campaignId(ConsentRecord row) {
      return 0;
    }

    @Override
    public Object[] values(SourceSpec spec, ConsentRecord row) {
      return new Object[] {
        spec.controller(),
        row.subject().subjectId(),
        row.eventId(),
        row.purpose(),
        id(row.action()),
        row.method().map(SilverShape::id).orElse(null),
        id(row.consentType()),
        row.eventMicros(),
        id(spec.precision()),
        orNull(row.expiresMicros()),
        row.jurisdiction(),
        row.region().orElse(null),
        row.collectionChannel().orElse(null),
        row.deviceClass().orElse(null),
        row.language().orElse(null),
        row.noticeId().orElse(null),
        orNull(row.noticeVersion()),
        row.variantId().orElse(null),
        row.minor().orElse(null),
        row.softOptInRuleId().orElse(null),
        row.correctionOf().orElse(null),
        row.allOff(),
        row.bot(),
        row.sourceEventId(),
        orNull(row.sourceSeq()),
        row.origin().recordedMicros(),
        row.origin().ingestedMicros()
      };
    }
  }

  /** Rows of {@link Tables#TOUCHPOINT}. */
  final class Touchpoint implements SilverShape<TouchpointRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public Table table() {
      return Tables.TOUCHPOINT;
    }

    @Override
    public RowReader<TouchpointRecord> reader(
        SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
      return RowReaders.touchpoint(spec, pseudonymiser, rules);
    }

    @Override
    public Optional<Pseudonym> subject(TouchpointRecord row) {
      return Optional.of(row.subject());
    }

    @Override
    public String campaign(TouchpointRecord row) {
      return row.campaign();
    }

    @Override
    public long campaignId(TouchpointRecord row) {
      return row.campaignId();
    }

    @Override
    public Object[] values(SourceSpec spec, TouchpointRecord row) {
      return new Object[] {
        spec.controller(),
        row.subject().subjectId(),
        row.touchpointId(),
        row.occurredMicros(),
        row.channel(),
        row.campaignId(),
        row.vendorId().orElse(null),
        row.deviceClass().orElse(null),
        row.region().orElse(null),
        row.bot(),
        row.origin().recordedMicros(),
        row.origin().ingestedMicros()
      };
    }
  }

  /** Rows of {@link Tables#CONVERSION}. */
  final class Conversion implements SilverShape<ConversionRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public Table table() {
      return Tables.CONVERSION;
    }

    @Override
    public RowReader<ConversionRecord> reader(
        SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
      return RowReaders.conversion(spec, pseudonymiser, rules);
    }

    @Override
    public Optional<Pseudonym> subject(ConversionRecord row) {
      return Optional.of(row.subject());
    }

    @Override
    public String campaign(ConversionRecord row) {
      return "";
    }

    @Override
    public long campaignId(ConversionRecord row) {
      return 0;
    }

    @Override
    public Object[] values(SourceSpec spec, ConversionRecord row) {
      return new Object[] {
        spec.controller(),
        row.subject().subjectId(),
        row.conversionId(),
        row.kind(),
        orNull(row.refundOf()),
        row.occurredMicros(),
        row.value(),
        row.originalValue(),
        row.originalCurrency(),
        row.deviceClass().orElse(null),
        row.region().orElse(null),
        row.origin().recordedMicros(),
        row.origin().ingestedMicros()
      };
    }
  }

  /** Rows of {@link Tables#CONTACT}. */
  final class Contact implements SilverShape<ContactRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public Table table() {
      return Tables.CONTACT;
    }

    @Override
    public RowReader<ContactRecord> reader(
        SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
      return RowReaders.contact(spec, pseudonymiser, rules);
    }

    @Override
    public Optional<Pseudonym> subject(ContactRecord row) {
      return Optional.of(row.subject());
    }

    @Override
    public String campaign(ContactRecord row) {
      return "";
    }

    @Override
    public long campaignId(ContactRecord row) {
      return 0;
    }

    @Override
    public Object[] values(SourceSpec spec, ContactRecord row) {
      return new Object[] {
        spec.controller(),
        row.subject().subjectId(),
        row.contactId(),
        row.occurredMicros(),
        id(row.direction()),
        row.channel(),
        row.topic(),
        row.experiment().orElse(null),
        orNull(row.propensity()),
        row.region().orElse(null),
        row.origin().recordedMicros(),
        row.origin().ingestedMicros()
      };
    }
  }

  /** Rows of {@link Tables#CUSTOMER}. */
  final class Customer implements SilverShape<CustomerRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public Table table() {
      return Tables.CUSTOMER;
    }

    @Override
    public RowReader<CustomerRecord> reader(
        SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
      return RowReaders.customer(spec, pseudonymiser, rules);
    }

    @Override
    public Optional<Pseudonym> subject(CustomerRecord row) {
      return Optional.of(row.subject());
    }

    @Override
    public String campaign(CustomerRecord row) {
      return "";
    }

    @Override
    public long campaignId(CustomerRecord row) {
      return 0;
    }

    @Override
    public Object[] values(SourceSpec spec, CustomerRecord row) {
      return new Object[] {
        spec.controller(),
        row.subject().subjectId(),
        row.customerRowId(),
        row.sinceMicros(),
        orNull(row.untilMicros()),
        orNull(row.birthYear()),
        row.region().orElse(null),
        row.preferredChannels().orElse(null),
        row.declinedChannels().orElse(null),
        row.origin().recordedMicros(),
        row.origin().ingestedMicros()
      };
    }
  }

  /** Rows of {@link Tables#CHANNEL_COST}. */
  final class Cost implements SilverShape<CostRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public Table table() {
      return Tables.CHANNEL_COST;
    }

    @Override
    public RowReader<CostRecord> reader(
        SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
      return RowReaders.channelCost(spec, pseudonymiser, rules);
    }

    @Override
    public Optional<Pseudonym> subject(CostRecord row) {
      return Optional.empty();
    }

    @Override
    public String campaign(CostRecord row) {
      return row.campaign();
    }

    @Override
    public long campaignId(CostRecord row) {
      return row.campaignId();
    }

    @Override
    public Object[] values(SourceSpec spec, CostRecord row) {
      return new Object[] {
        row.costId(),
        spec.controller(),
        (int) row.epochDay(),
        row.channel(),
        row.campaignId(),
        row.cost(),
        row.originalCost(),
        row.originalCurrency(),
        row.origin().recordedMicros(),
        row.origin().ingestedMicros()
      };
    }
  }
}
