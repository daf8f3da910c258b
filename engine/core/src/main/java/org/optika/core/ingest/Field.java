package org.optika.core.ingest;

import static org.optika.core.ingest.SourceKind.CHANNEL_COST;
import static org.optika.core.ingest.SourceKind.CONSENT;
import static org.optika.core.ingest.SourceKind.CONTACT;
import static org.optika.core.ingest.SourceKind.CONVERSION;
import static org.optika.core.ingest.SourceKind.CUSTOMER;
import static org.optika.core.ingest.SourceKind.TOUCHPOINT;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A field that the config of a source can map to a raw column or set to a constant. */
public enum Field {
  SOURCE_EVENT_ID(FieldType.TEXT, CONSENT, TOUCHPOINT, CONVERSION, CONTACT, CHANNEL_COST),
  RECORDED_TIME(FieldType.TIME, CONSENT, TOUCHPOINT, CONVERSION, CONTACT, CUSTOMER, CHANNEL_COST),
  INGESTED_TIME(FieldType.TIME, CONSENT, TOUCHPOINT, CONVERSION, CONTACT, CUSTOMER, CHANNEL_COST),

  EVENT_TIME(FieldType.TIME, CONSENT),
  PURPOSE(FieldType.TEXT, CONSENT),
  STATUS(FieldType.TEXT, CONSENT),
  CHOICE(FieldType.TEXT, CONSENT),
  CONSENT_TYPE(FieldType.TEXT, CONSENT),
  EXPIRES_AT(FieldType.TIME, CONSENT),
  JURISDICTION(FieldType.TEXT, CONSENT),
  COLLECTION_CHANNEL(FieldType.TEXT, CONSENT),
  LANGUAGE(FieldType.TEXT, CONSENT),
  NOTICE_ID(FieldType.TEXT, CONSENT),
  NOTICE_VERSION(FieldType.WHOLE, CONSENT),
  VARIANT_ID(FieldType.TEXT, CONSENT),
  IS_MINOR(FieldType.FLAG, CONSENT),
  SOFT_OPT_IN_RULE_ID(FieldType.TEXT, CONSENT),
  CORRECTION_OF(FieldType.TEXT, CONSENT),
  SOURCE_SEQ(FieldType.WHOLE, CONSENT),

  OCCURRED_AT(FieldType.TIME, TOUCHPOINT, CONVERSION, CONTACT),
  CHANNEL(FieldType.TEXT, TOUCHPOINT, CHANNEL_COST),
  SOURCE(FieldType.TEXT, TOUCHPOINT, CHANNEL_COST),
  MEDIUM(FieldType.TEXT, TOUCHPOINT, CHANNEL_COST),
  CAMPAIGN(FieldType.TEXT, TOUCHPOINT, CHANNEL_COST),
  VENDOR_ID(FieldType.TEXT, TOUCHPOINT),
  USER_AGENT(FieldType.TEXT, CONSENT, TOUCHPOINT),
  IS_BOT(FieldType.FLAG, CONSENT, TOUCHPOINT),
  DEVICE_CLASS(FieldType.TEXT, CONSENT, TOUCHPOINT, CONVERSION),
  REGION(FieldType.TEXT, CONSENT, TOUCHPOINT, CONVERSION, CONTACT, CUSTOMER),

  KIND(FieldType.TEXT, CONVERSION),
  REFUND_OF(FieldType.TEXT, CONVERSION),
  AMOUNT(FieldType.AMOUNT, CONVERSION, CHANNEL_COST),
  CURRENCY(FieldType.TEXT, CONVERSION, CHANNEL_COST),

  DIRECTION(FieldType.TEXT, CONTACT),
  CONTACT_CHANNEL(FieldType.TEXT, CONTACT),
  TOPIC(FieldType.TEXT, CONTACT),
  EXPERIMENT(FieldType.TEXT, CONTACT),
  PROPENSITY(FieldType.PROBABILITY, CONTACT),

  CUSTOMER_SINCE(FieldType.TIME, CUSTOMER),
  CUSTOMER_UNTIL(FieldType.TIME, CUSTOMER),
  BIRTH_YEAR(FieldType.WHOLE, CUSTOMER),
  PREFERRED_CHANNELS(FieldType.TEXT, CUSTOMER),
  DECLINED_CHANNELS(FieldType.TEXT, CUSTOMER),

  COST_DATE(FieldType.DAY, CHANNEL_COST);

  private final FieldType type;
  private final Set<SourceKind> kinds;
  private final String id = name().toLowerCase(Locale.ROOT);

  Field(FieldType type, SourceKind first, SourceKind... others) {
    this.type = type;
    this.kinds = EnumSet.of(first, others);
  }

  /** Name in config. */
  public String id() {
    return id;
  }

  public FieldType type() {
    return type;
  }

  /** Fields of a kind, in declared order. */
  public static List<Field> of(SourceKind kind) {
    return Stream.of(values()).filter(field -> field.kinds.contains(kind)).toList();
  }

  /** Fields without which no row of the kind can be read. */
  public static Set<Field> requiredFor(SourceKind kind) {
    return switch (kind) {
      case CONSENT -> EnumSet.of(STATUS, EVENT_TIME, JURISDICTION, CONSENT_TYPE);
      case TOUCHPOINT -> EnumSet.of(OCCURRED_AT);
      case CONVERSION -> EnumSet.of(SOURCE_EVENT_ID, KIND, OCCURRED_AT, AMOUNT, CURRENCY);
      case CONTACT -> EnumSet.of(SOURCE_EVENT_ID, OCCURRED_AT, DIRECTION, CONTACT_CHANNEL, TOPIC);
      case CUSTOMER -> EnumSet.of(CUSTOMER_SINCE);
      case CHANNEL_COST -> EnumSet.of(COST_DATE, AMOUNT, CURRENCY);
    };
  }

  /** Fields that are stored as the text that was delivered. */
  public boolean keepsText() {
    return type == FieldType.TEXT && this != USER_AGENT;
  }
}
