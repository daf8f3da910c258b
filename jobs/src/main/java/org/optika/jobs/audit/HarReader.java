package org.optika.jobs.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.optika.core.evidence.audit.Observation;
import org.optika.core.evidence.audit.ObservationKind;
import org.optika.core.ingest.Shape;
import org.optika.jobs.UserErrorException;

/**
 * Reads a HAR file (HTTP Archive 1.2), entry after entry, so that its size does not matter: bodies
 * are passed over, of URLs the host is kept, of cookies the name. Each entry is a request to a
 * host, the cookies that it carried were read, and those of its response were set, all at the
 * entry's {@code startedDateTime}. A response that sets a cookie to be gone is no setting.
 *
 * <p>Source: J. Odvarko and others, HAR 1.2 Spec; cookies as RFC 6265 reads them.
 */
public final class HarReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String BLOCKED = "net::ERR_BLOCKED";

  private final String file;
  private final JsonParser parser;
  private final Set<Observation> observations = new LinkedHashSet<>();
  private final List<CaptureFault> faults = new ArrayList<>();
  private long entries;
  private long ignored;

  private HarReader(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** What one entry says; null where it does not. */
  private static final class Entry {
    private String started;
    private String url;
    private boolean blocked;
    private final Set<String> sent = new LinkedHashSet<>();

    /** Name and time at which the cookie ends, if that is said, as the list of cookies has it. */
    private final Map<String, Optional<String>> received = new LinkedHashMap<>();

    private final List<String> setCookie = new ArrayList<>();
  }

  /**
   * @param file name of the file, for faults
   */
  public static Capture read(String file, InputStream in) {
    try (JsonParser parser = JSON.createParser(in)) {
      HarReader reader = new HarReader(file, parser);
      reader.readFile();
      return new Capture(List.copyOf(reader.observations), reader.faults, reader.ignored);
    } catch (IOException unreadable) {
      throw new UserErrorException("%s: cannot be read", file);
    }
  }

  private void readFile() throws IOException {
    try {
      boolean found = false;
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          JsonToken value = parser.nextToken();
          if (name.equals("log") && value == JsonToken.START_OBJECT) {
            found |= readLog();
          } else {
            parser.skipChildren();
          }
        }
      }
      if (!found) {
        fault(0, "log.entries", "a list, as in HAR 1.2", Shape.NOTHING);
      }
    } catch (JsonProcessingException broken) {
      fault(
          entries,
          CaptureFault.WHOLE,
          "JSON up to the end of the file",
          "something else in line %d".formatted(broken.getLocation().getLineNr()));
    }
  }

  private boolean readLog() throws IOException {
    boolean found = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("entries") && value == JsonToken.START_ARRAY) {
        found = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          entries++;
          readEntry();
        }
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }

  private void readEntry() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      fault(entries, CaptureFault.WHOLE, "an object with a request", "something else");
      return;
    }
    Entry entry = new Entry();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("startedDateTime")) {
        entry.started = scalar(value);
      } else if (name.equals("request") && value == JsonToken.START_OBJECT) {
        readRequest(entry);
      } else if (name.equals("response") && value == JsonToken.START_OBJECT) {
        readResponse(entry);
      } else {
        parser.skipChildren();
      }
    }
    observe(entry);
  }

  /** The text of a plain value; null, and passed over, when it is another. */
  private String scalar(JsonToken value) throws IOException {
    parser.skipChildren();
    return value == JsonToken.VALUE_STRING ? parser.getText() : null;
  }

  private void readRequest(Entry entry) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "url" -> entry.url = scalar(value);
        case "cookies" -> readPairs(value, "expires", (cookie, ends) -> entry.sent.add(cookie));
        case "headers" ->
            readPairs(
                value,
                "value",
                (header, text) -> {
                  if (header.equalsIgnoreCase("cookie")) {
                    entry.sent.addAll(cookieNames(text.orElse("")));
                  }
                });
        default -> parser.skipChildren();
      }
    }
  }

  private void readResponse(Entry entry) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "cookies" -> readPairs(value, "expires", entry.received::put);
        case "headers" ->
            readPairs(
                value,
                "value",
                (header, text) -> {
                  if (header.equalsIgnoreCase("set-cookie")) {
                    text.orElse("").lines().forEach(entry.setCookie::add);
                  }
                });
        case "_error" -> {
          String error = scalar(value);
          entry.blocked = error != null && error.startsWith(BLOCKED);
        }
        default -> parser.skipChildren();
      }
    }
  }

  private interface Pairs {
    void accept(String name, Optional<String> other);
  }

  /** Objects with a name and one more member that matters. */
  private void readPairs(JsonToken value, String other, Pairs pairs) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    for (JsonToken item = parser.nextToken();
        item != JsonToken.END_ARRAY;
        item = parser.nextToken()) {
      if (item != JsonToken.START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      String name = null;
      String second = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        JsonToken member = parser.nextToken();
        if (key.equals("name")) {
          name = scalar(member);
        } else if (key.equals(other)) {
          second = scalar(member);
        } else {
          parser.skipChildren();
        }
      }
      if (name != null && !name.isBlank()) {
        pairs.accept(name.strip(), Optional.ofNullable(second));
      }
    }
  }

  private void observe(Entry entry) {
    Optional<Instant> started = instant(entry.started);
    if (started.isEmpty()) {
      fault(
          entries,
          "startedDateTime",
          "an instant with its offset, e.g. 2026-09-01T10:00:00.000Z",
          Shape.of(entry.started));
      return;
    }
    if (entry.url == null || scheme(entry.url).isEmpty()) {
      fault(entries, "request.url", "a URL, e.g. https://www.shop.example/", "no URL");
      return;
    }
    Optional<String> host = host(entry.url);
    if (host.isEmpty() || entry.blocked) {
      ignored++;
      return;
    }
    long at = ChronoUnit.MICROS.between(Instant.EPOCH, started.get());
    observations.add(new Observation(at, ObservationKind.REQUEST, host.get(), ""));
    entry.sent.forEach(
        name ->
            observations.add(new Observation(at, ObservationKind.COOKIE_READ, host.get(), name)));
    cookiesSet(entry, started.get())
        .forEach(
            name ->
                observations.add(
                    new Observation(at, ObservationKind.COOKIE_SET, host.get(), name)));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.ofNullable(text).map(given -> OffsetDateTime.parse(given).toInstant());
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }

  private static String scheme(String url) {
    int colon = url.indexOf(':');
    return colon <= 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
  }

  /** Empty for what goes to no host, such as data and extensions. */
  private static Optional<String> host(String url) {
    String scheme = scheme(url);
    if (!Set.of("http", "https", "ws", "wss").contains(scheme)
        || !url.startsWith("//", scheme.length() + 1)) {
      return Optional.empty();
    }
    int from = scheme.length() + 3;
    int to = from;
    while (to < url.length() && "/?#\\".indexOf(url.charAt(to)) < 0) {
      to++;
    }
    String authority = url.substring(from, to);
    String place = authority.substring(authority.lastIndexOf('@') + 1);
    int port = place.indexOf(':', Math.max(0, place.indexOf(']')));
    String host = port < 0 ? place : place.substring(0, port);
    return host.isEmpty() ? Optional.empty() : Optional.of(host);
  }

  private static List<String> cookieNames(String header) {
    List<String> names = new ArrayList<>();
    for (String pair : header.split(";")) {
      int equals = pair.indexOf('=');
      if (equals > 0 && !pair.substring(0, equals).isBlank()) {
        names.add(pair.substring(0, equals).strip());
      }
    }
    return names;
  }

  /** The headers are nearer to the truth than the list that the browser has made of them. */
  private static Set<String> cookiesSet(Entry entry, Instant at) {
    Map<String, Boolean> set = new LinkedHashMap<>();
    entry.received.forEach(
        (name, ends) ->
            set.put(
                name, ends.flatMap(HarReader::instant).filter(end -> !end.isAfter(at)).isEmpty()));
    for (String line : entry.setCookie) {
      String[] parts = line.split(";");
      List<String> names = cookieNames(parts[0]);
      if (!names.isEmpty()) {
        set.put(names.get(0), !isGone(parts, at));
      }
    }
    Set<String> names = new LinkedHashSet<>();
    set.forEach(
        (name, stays) -> {
          if (stays) {
            names.add(name);
          }
        });
    return names;
  }

  /** Max-Age goes before Expires; what cannot be read makes no cookie go. */
  private static boolean isGone(String[] parts, Instant at) {
    boolean expired = false;
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 0) {
        continue;
      }
      String name = parts[i].substring(0, equals).strip().toLowerCase(Locale.ROOT);
      String value = parts[i].substring(equals + 1).strip();
      if (name.equals("max-age") && value.matches("-?[0-9]+")) {
        return value.startsWith("-") || value.matches("0+");
      }
      if (name.equals("expires")) {
        expired = httpDate(value).filter(end -> !end.isAfter(at)).isPresent();
      }
    }
    return expired;
  }

  private static Optional<Instant> httpDate(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(
                  text.replaceAll("(?<=[0-9A-Za-z])-(?=[0-9A-Za-z])", " "),
                  DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant());
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }

  private void fault(long row, String field, String expected, String got) {
    faults.add(new CaptureFault(file, row, field, expected, got));
  }
}
