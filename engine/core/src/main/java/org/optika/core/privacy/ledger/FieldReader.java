package org.optika.core.privacy.ledger;

import static org.optika.core.Checks.require;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads in order what a {@link FieldWriter} has written. */
final class FieldReader {

  private final ByteBuffer in;

  FieldReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  String text() {
    return new String(binary(), StandardCharsets.UTF_8);
  }

  long number() {
    byte[] bytes = binary();
    require(bytes.length == Long.BYTES, "expected a number of 8 bytes, got %d", bytes.length);
    return ByteBuffer.wrap(bytes).getLong();
  }

  byte[] binary() {
    require(in.remaining() >= Integer.BYTES, "expected a further field, got the end of the bytes");
    int length = in.getInt();
    require(
        0 <= length && length <= in.remaining(),
        "expected a field of at most %d bytes, got one of %d",
        in.remaining(),
        length);
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  void end() {
    require(!in.hasRemaining(), "expected no further field, got %d bytes", in.remaining());
  }
}
