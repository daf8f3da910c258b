package org.optika.spark.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.optika.core.ingest.Fault;
import org.optika.core.ingest.Lines;
import org.optika.core.ingest.RawRow;
import org.optika.core.ingest.RowSource;
import org.optika.core.ingest.TextLimits;

/**
 * One JSON object a line. A column {@code a.b} is the field {@code b} of the object {@code a}. A
 * field that a line lacks is absent; unknown fields are passed over.
 */
final class JsonRows implements RowSource {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Lines lines;
  private final Node root = new Node();
  private final List<String> columns;
  private final RawRow row;
  private Fault fault;

  /** Where a field name leads: to a column, into an object, or both. */
  private static final class Node {
    private final Map<String, Node> fields = new HashMap<>();
    private int column = -1;
  }

  JsonRows(InputStream in, List<String> columns, RawRow row) throws IOException {
    this.lines = new Lines(in);
    this.columns = columns;
    this.row = row;
    for (int i = 0; i < columns.size(); i++) {
      Node node = root;
      for (String name : columns.get(i).split("\\.", -1)) {
        node = node.fields.computeIfAbsent(name, key -> new Node());
      }
      node.column = i;
    }
  }

  @Override
  public boolean next() throws IOException {
    if (!lines.next()) {
      return false;
    }
    fault = lines.fault().orElse(null);
    if (fault == null) {
      row.clear();
      try (JsonParser parser = FACTORY.createParser(lines.line())) {
        parse(parser);
      } catch (JsonProcessingException malformed) {
        fault = new Fault(Fault.WHOLE_ROW, "one JSON object", "text that is no JSON");
      }
    }
    return true;
  }

  private void parse(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      fault = new Fault(Fault.WHOLE_ROW, "one JSON object", "another JSON value");
      // Read on, so that broken JSON is told from the wrong kind of value.
      while (parser.nextToken() != null) {}
      return;
    }
    object(parser, root);
    if (parser.nextToken() != null) {
      fault = new Fault(Fault.WHOLE_ROW, "one JSON object", "something after it");
    }
  }

  private void object(JsonParser parser, Node node) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Node field = node.fields.get(parser.currentName());
      JsonToken token = parser.nextToken();
      if (field == null) {
        parser.skipChildren();
      } else if (token == JsonToken.START_OBJECT && !field.fields.isEmpty()) {
        object(parser, field);
      } else {
        value(parser, token, field.column);
      }
    }
  }

  private void value(JsonParser parser, JsonToken token, int column) throws IOException {
    if (column < 0) {
      parser.skipChildren();
      return;
    }
    switch (token) {
      case VALUE_STRING -> {
        String text = parser.getText();
        if (text.length() > TextLimits.FIELD_BYTES) {
          refuse(TextLimits.fieldTooLong(columns.get(column)));
        } else if (hasLoneSurrogate(text)) {
          refuse(new Fault(columns.get(column), "Unicode text", "half a character"));
        } else {
          row.putText(column, text);
        }
      }
      case VALUE_NUMBER_INT -> {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          row.putOther(column);
        } else {
          row.putWhole(column, parser.getLongValue());
        }
      }
      case VALUE_NUMBER_FLOAT -> row.putDecimal(column, parser.getDecimalValue());
      case VALUE_TRUE -> row.putFlag(column, true);
      case VALUE_FALSE -> row.putFlag(column, false);
      case VALUE_NULL -> row.putAbsent(column);
      default -> {
        parser.skipChildren();
        row.putOther(column);
      }
    }
  }

  private void refuse(Fault found) {
    if (fault == null) {
      fault = found;
    }
  }

  /** {@code \\uD800} alone is legal JSON and no text. */
  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  @Override
  public Optional<Fault> rowFault() {
    return Optional.ofNullable(fault);
  }

  @Override
  public Optional<Fault> fileFault() {
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
