package org.optika.core.ingest;

import static org.optika.core.Checks.require;

/** The reader of each kind of source. */
public final class RowReaders {
  private RowReaders() {}

  public static RowReader<ConsentRecord> consent(
      SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
    return new ConsentReader(of(spec, SourceKind.CONSENT), pseudonymiser, rules);
  }

  public static RowReader<TouchpointRecord> touchpoint(
      SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
    return new TouchpointReader(of(spec, SourceKind.TOUCHPOINT), pseudonymiser, rules);
  }

  public static RowReader<ConversionRecord> conversion(
      SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
    return new ConversionReader(of(spec, SourceKind.CONVERSION), pseudonymiser, rules);
  }

  public static RowReader<ContactRecord> contact(
      SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
    return new ContactReader(of(spec, SourceKind.CONTACT), pseudonymiser, rules);
  }

  public static RowReader<CustomerRecord> customer(
      SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
    return new CustomerReader(of(spec, SourceKind.CUSTOMER), pseudonymiser, rules);
  }

  public static RowReader<CostRecord> channelCost(
      SourceSpec spec, Pseudonymiser pseudonymiser, IngestRules rules) {
    return new CostReader(of(spec, SourceKind.CHANNEL_COST), pseudonymiser, rules);
  }

  private static SourceSpec of(SourceSpec spec, SourceKind kind) {
    require(
        spec.kind() == kind, "source '%s' is of kind %s, not %s", spec.name(), spec.kind(), kind);
    return spec;
  }
}
