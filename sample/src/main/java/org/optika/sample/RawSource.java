package org.optika.sample;

/** The raw sources of the world: one folder each. */
enum RawSource {
  CONSENT_WEB("consent_web", "jsonl", 1, null),
  CONSENT_APP("consent_app", "jsonl", Times.SECOND, null),
  CONSENT_EMAIL(
      "consent_email",
      "csv",
      Times.MILLI,
      "event_id,email,event,list,at_ms,received_ms,shop,form_version,soft_opt_in_rule,valid_until_ms,minor"),
  CONSENT_CALLCENTRE(
      "consent_callcentre",
      "csv",
      Times.SECOND,
      "dossier;klantnummer;doel;status;tijdstip;geregistreerd;winkel;script;versie;minderjarig;regel;correctie_van;duur_minuten"),
  CONSENT_IMPORT(
      "consent_import",
      "csv",
      Times.SECOND,
      "record_id,customer_no,email,cookie_id,purpose_code,consent,choice_date,exported_at,shop"),
  TOUCHPOINTS("touchpoints", "parquet", 1, null),
  TOUCHPOINTS_EMAIL(
      "touchpoints_email",
      "csv",
      Times.MILLI,
      "click_id,email,campaign,clicked_at,received_at,shop,region,user_agent"),
  CONVERSIONS(
      "conversions",
      "csv",
      Times.SECOND,
      "order_id,kind,refund_of,account_id,email,device_id,amount,currency,ordered_at,received_at,shop,region"),
  CONTACTS(
      "contacts",
      "csv",
      Times.SECOND,
      "contact_id,account_id,direction,channel,topic,experiment,propensity,at,received_at,region"),
  CUSTOMERS(
      "customers",
      "csv",
      Times.SECOND,
      "account_id,shop,region,birth_year,since,until,recorded_at,received_at,preferred_channels,declined_channels"),
  CHANNEL_COST("channel_cost", "csv", Times.DAY, "date,source,medium,campaign,cost,currency");

  private final String folder;
  private final String extension;
  private final long resolutionMicros;
  private final String header;

  RawSource(String folder, String extension, long resolutionMicros, String header) {
    this.folder = folder;
    this.extension = extension;
    this.resolutionMicros = resolutionMicros;
    this.header = header;
  }

  /** Name of the folder below {@code raw/}; also the source system of the consent in it. */
  String folder() {
    return folder;
  }

  String extension() {
    return extension;
  }

  /** The instant as precise as the files of this source write it: what is finer is cut off. */
  long resolve(long micros) {
    return Math.floorDiv(micros, resolutionMicros) * resolutionMicros;
  }

  /** First line of each file; null where the format has none. */
  String header() {
    return header;
  }
}
