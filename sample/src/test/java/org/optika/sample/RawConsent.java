package org.optika.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the raw consent files back as {@code data-samples/README.md} describes them, without a look
 * at how they are written.
 */
final class RawConsent {
  private static final Purpose[] ALL_OF_THE_BANNER = {
    Purpose.MEASUREMENT,
    Purpose.ATTRIBUTION,
    Purpose.PROFILING,
    Purpose.ADS_PERSONALISATION,
    Purpose.LINKING
  };
  private static final DateTimeFormatter DUTCH =
      DateTimeFormatter.ofPattern("dd-MM-uuuu HH:mm:ss", Locale.ROOT);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path raw;
  private final Set<String> badRows;
  private final Set<String> seen = new HashSet<>();
  private final List<Statement> statements = new ArrayList<>();

  /**
   * @param badRows {@code file,row} of the planted bad rows
   */
  RawConsent(Path raw, Set<String> badRows) {
    this.raw = raw;
    this.badRows = badRows;
  }

  List<Statement> read() throws IOException {
    for (JsonNode row : jsonRows("consent_web")) {
      web(row);
    }
    for (JsonNode row : jsonRows("consent_app")) {
      app(row);
    }
    for (Map<String, String> row : csvRows("consent_email", ",")) {
      email(row);
    }
    for (Map<String, String> row : csvRows("consent_callcentre", ";")) {
      callCentre(row);
    }
    for (Map<String, String> row : csvRows("consent_import", ",")) {
      legacy(row);
    }
    return statements;
  }

  private void web(JsonNode row) {
    String event = row.get("event").asText();
    Method method =
        switch (event) {
          case "shown" -> Method.API;
          case "accept_all" -> Method.ACCEPT_ALL;
          case "reject_all" -> Method.REJECT_ALL;
          case "dismiss" -> Method.DISMISS;
          case "gpc" -> Method.GPC;
          default -> Method.SAVE;
        };
    Statement statement =
        statement(
                "consent_web",
                row.get("id").asText(),
                Subject.device(row.get("device_id").asText()),
                method,
                iso(row.get("ts").asText()),
                iso(row.get("received_at").asText()))
            .in(row.get("shop").asText())
            .under("cookie-banner", row.get("version").asInt())
            .minor(row.has("minor") ? Boolean.valueOf(row.get("minor").asBoolean()) : null)
            .explicit(row.path("consent_type").asText().equals("explicit"))
            .expires(
                row.has("expires_at") ? Long.valueOf(iso(row.get("expires_at").asText())) : null);
    switch (event) {
      case "shown" -> statement.says(Action.SHOWN, ALL_OF_THE_BANNER);
      case "dismiss" -> statement.says(Action.DEFERRED, ALL_OF_THE_BANNER);
      case "withdraw_all" -> statement.says(Action.WITHDRAWN, ALL_OF_THE_BANNER);
      case "object" -> statement.says(Action.OBJECTED, Purpose.MEASUREMENT);
      case "gpc" -> statement.says(Action.REFUSED, Purpose.ADS_PERSONALISATION, Purpose.LINKING);
      default -> {
        statement.says(yesOrNo(row, "statistics"), Purpose.MEASUREMENT, Purpose.ATTRIBUTION);
        statement.says(yesOrNo(row, "personalisation"), Purpose.PROFILING);
        statement.says(yesOrNo(row, "marketing"), Purpose.ADS_PERSONALISATION);
        statement.says(yesOrNo(row, "cross_device"), Purpose.LINKING);
      }
    }
  }

  private static Action yesOrNo(JsonNode row, String field) {
    return row.get(field).asBoolean() ? Action.GIVEN : Action.REFUSED;
  }

  private void app(JsonNode row) {
    String status = row.get("status").asText();
    statement(
            "consent_app",
            row.get("event_id").asText(),
            Subject.account(row.get("account_id").asText()),
            status.equals("shown") ? Method.API : Method.SAVE,
            iso(row.get("at").asText()),
            iso(row.get("received_at").asText()))
        .in(row.get("shop").asText())
        .under("app-privacy", row.get("notice_version").asInt())
        .sequence(row.get("seq").asLong())
        .minor(row.get("minor").asBoolean())
        .explicit(row.get("explicit").asBoolean())
        .says(
            Action.valueOf(status.toUpperCase(Locale.ROOT)), purpose(row.get("purpose").asText()));
  }

  private void email(Map<String, String> row) {
    String event = row.get("event");
    Method method =
        switch (event) {
          case "request" -> Method.DOI_REQUEST;
          case "confirm" -> Method.DOI_CONFIRM;
          case "sale" -> Method.API;
          default -> Method.SAVE;
        };
    Action action =
        switch (event) {
          case "unsubscribe" -> Action.WITHDRAWN;
          case "complaint" -> Action.OBJECTED;
          default -> Action.GIVEN;
        };
    Statement statement =
        statement(
                "consent_email",
                row.get("event_id"),
                Subject.email(row.get("email")),
                method,
                Long.parseLong(row.get("at_ms")) * 1000,
                Long.parseLong(row.get("received_ms")) * 1000)
            .in(row.get("shop"))
            .under(
                "email-list",
                row.get("form_version").isEmpty() ? null : Integer.valueOf(row.get("form_version")))
            .softOptIn(orNull(row.get("soft_opt_in_rule")))
            .expires(
                row.get("valid_until_ms").isEmpty()
                    ? null
                    : Long.valueOf(Long.parseLong(row.get("valid_until_ms")) * 1000))
            .minor(row.get("minor").isEmpty() ? null : Boolean.valueOf(row.get("minor")));
    if (row.get("list").equals("newsletter")) {
      statement.says(action, Purpose.EMAIL_MARKETING);
    } else {
      statement.says(action, Purpose.MEASUREMENT, Purpose.ATTRIBUTION);
    }
  }

  private void callCentre(Map<String, String> row) {
    Map<String, Action> words =
        Map.of(
            "JA", Action.GIVEN,
            "NEE", Action.REFUSED,
            "INTREKKING", Action.WITHDRAWN,
            "BEZWAAR", Action.OBJECTED,
            "VERLENGD", Action.RENEWED,
            "GEEN_ANTWOORD", Action.DEFERRED,
            "KLANT", Action.GIVEN);
    Map<String, Purpose> topics =
        Map.of(
            "TELEFOON", Purpose.PHONE_MARKETING,
            "EMAIL", Purpose.EMAIL_MARKETING,
            "PROFIEL", Purpose.PROFILING);
    statement(
            "consent_callcentre",
            row.get("dossier"),
            Subject.account(row.get("klantnummer")),
            Method.CALL,
            dutch(row.get("tijdstip")),
            dutch(row.get("geregistreerd")))
        .in(row.get("winkel"))
        .under(
            orNull(row.get("script")),
            row.get("versie").isEmpty() ? null : Integer.valueOf(row.get("versie")))
        .minor(
            row.get("minderjarig").isEmpty()
                ? null
                : Boolean.valueOf(row.get("minderjarig").equals("J")))
        .softOptIn(orNull(row.get("regel")))
        .corrects(orNull(row.get("correctie_van")))
        .says(words.get(row.get("status")), topics.get(row.get("doel")));
  }

  private void legacy(Map<String, String> row) {
    Map<String, Purpose> codes =
        Map.of(
            "MAIL", Purpose.EMAIL_MARKETING,
            "TEL", Purpose.PHONE_MARKETING,
            "STAT", Purpose.MEASUREMENT,
            "ATTR", Purpose.ATTRIBUTION,
            "ADS", Purpose.ADS_PERSONALISATION);
    Subject subject =
        !row.get("customer_no").isEmpty()
            ? Subject.account(row.get("customer_no"))
            : !row.get("email").isEmpty()
                ? Subject.email(row.get("email"))
                : Subject.device(row.get("cookie_id"));
    statement(
            "consent_import",
            row.get("record_id"),
            subject,
            Method.PAPER,
            Times.micros(
                LocalDate.parse(row.get("choice_date")).atStartOfDay().toInstant(ZoneOffset.UTC)),
            iso(row.get("exported_at")))
        .in(row.get("shop"))
        .dayPrecision()
        .says(
            row.get("consent").equals("Y") ? Action.IMPORTED : Action.REFUSED,
            codes.get(row.get("purpose_code")));
  }

  /** Remembers the first of several rows with the same id; the others are read into nothing. */
  private Statement statement(
      String source, String id, Subject subject, Method method, long at, long received) {
    Statement statement = new Statement(source, id, subject, method, at, received);
    if (seen.add(source + " " + id)) {
      statements.add(statement);
    }
    return statement;
  }

  private List<JsonNode> jsonRows(String folder) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (Path file : files(folder)) {
      List<String> lines = lines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (!badRows.contains(folder + "/" + file.getFileName() + "," + (i + 1))) {
          rows.add(JSON.readTree(lines.get(i)));
        }
      }
    }
    return rows;
  }

  private List<Map<String, String>> csvRows(String folder, String separator) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Path file : files(folder)) {
      List<String> lines = lines(file);
      String[] header = lines.get(0).split(separator);
      for (int i = 1; i < lines.size(); i++) {
        if (!badRows.contains(folder + "/" + file.getFileName() + "," + i)) {
          String[] values = lines.get(i).split(separator, -1);
          Map<String, String> row = new HashMap<>();
          for (int column = 0; column < header.length; column++) {
            row.put(header[column], values[column]);
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(raw.resolve(folder))) {
      return files.filter(f -> !f.getFileName().toString().startsWith("bad.")).sorted().toList();
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readString(file).lines().toList();
  }

  private static Purpose purpose(String id) {
    return Stream.of(Purpose.values()).filter(p -> p.id().equals(id)).findFirst().orElseThrow();
  }

  private static long iso(String text) {
    return Times.micros(Instant.parse(text));
  }

  private static long dutch(String text) {
    return Times.micros(LocalDateTime.parse(text, DUTCH).atZone(Times.AMSTERDAM).toInstant());
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
