package org.optika.core.evidence.log;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * A column of a row that is shown to whoever checks a proof.
 *
 * @param value of a number in decimal digits, of a flag {@code true} or {@code false}
 */
public record RowField(String column, Type type, String value) implements Serializable {

  /** How the value is hashed, see {@link RowDigest}. */
  public enum Type {
    TEXT,
    NUMBER,
    FLAG
  }

  void addTo(RowDigest digest) {
    byte[] name = RowDigest.column(column);
    switch (type) {
      case TEXT -> digest.text(name, value.getBytes(StandardCharsets.UTF_8));
      case NUMBER -> digest.number(name, Long.parseLong(value));
      case FLAG -> digest.flag(name, Boolean.parseBoolean(value));
    }
  }
}
