package org.optika.core.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8: what is not is said so and never repaired. */
public final class Utf8 {
  private Utf8() {}

  public static final String EXPECTED = "text in UTF-8";
  public static final String GOT_OTHER = "bytes that are not UTF-8";

  /** The text of the bytes; null when they are not UTF-8. */
  public static String text(byte[] bytes, int from, int length) {
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    // The constructor puts U+FFFD for what it cannot read; only then it is worth a second look.
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, length))
          .toString();
    } catch (CharacterCodingException malformed) {
      return null;
    }
  }
}
