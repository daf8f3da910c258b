package org.optika.core.privacy.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Canonical bytes of a list of fields: each is its length in bytes (four, big-endian) and its
 * bytes; an absent one has the length -1. So no two lists of fields have the same bytes, whatever
 * the fields hold.
 */
final class FieldWriter {

  static final int ABSENT = -1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  FieldWriter text(String text) {
    return binary(text.getBytes(StandardCharsets.UTF_8));
  }

  FieldWriter text(Optional<String> text) {
    if (text.isPresent()) {
      return text(text.get());
    }
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(ABSENT).array());
    return this;
  }

  FieldWriter number(long number) {
    return binary(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  FieldWriter binary(byte[] bytes) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    out.writeBytes(bytes);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
