package org.optika.core.ingest;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.List;

/**
 * How a CSV source is written, beyond RFC 4180.
 *
 * @param separator one ASCII character between fields
 * @param names columns of files without a header; empty = the first line names them
 */
public record CsvOptions(char separator, List<String> names) implements Serializable {
  public static final CsvOptions USUAL = new CsvOptions(',', List.of());

  public CsvOptions {
    require(
        separator < 0x80 && separator != '"' && separator != '\n' && separator != '\r',
        "the separator must be one ASCII character and no quote or line break");
    names = List.copyOf(names);
  }
}
