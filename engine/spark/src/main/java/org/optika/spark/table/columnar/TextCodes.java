package org.optika.spark.table.columnar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/** Codes 0, 1, 2 ... for the few different texts that one task meets. */
public final class TextCodes {
  /** Code of null. */
  public static final int NULL = -1;

  static final int UNSEEN = -2;

  private final Map<UTF8String, Integer> codeOf = new HashMap<>();
  private final List<String> textOf = new ArrayList<>();

  /** The code of a text; it may be overwritten after the call. */
  public int code(UTF8String text) {
    Integer known = codeOf.get(text);
    if (known != null) {
      return known;
    }
    int code = textOf.size();
    codeOf.put(text.copy(), code);
    textOf.add(text.toString());
    return code;
  }

  /** The code of a text, whether it was met or not. */
  public int code(String text) {
    return code(UTF8String.fromString(text));
  }

  /** Null for {@link #NULL}. */
  public String text(int code) {
    return code == NULL ? null : textOf.get(code);
  }
}
