package org.optika.core.evidence.log;

import static org.optika.core.Checks.require;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * SHA-256 over a salt and all columns of a row, in a form that no other row has.
 *
 * <p>Hashed are: {@code optika-consent-row-1}; length and bytes of the salt; and of each column
 * that is not null, ascending by the bytes of its name: length and bytes of the name, a type (1
 * text, 2 number, 3 truth value), length and bytes of the value. Lengths are 4 bytes; texts are
 * UTF-8; numbers are 8 bytes, as are instants (microseconds since 1970) and days (since 1970);
 * truth values are one byte, 0 or 1. All numbers are big-endian. A null is left out and so differs
 * from an empty text, and a column that a later version adds leaves the digests of older rows as
 * they are.
 *
 * <p>To use: {@link #start}, the columns, {@link #digest}. Not thread-safe: one a task.
 */
public final class RowDigest {
  private static final byte[] FORM = "optika-consent-row-1".getBytes(StandardCharsets.US_ASCII);
  private static final byte TEXT = 1;
  private static final byte NUMBER = 2;
  private static final byte FLAG = 3;

  /** Bytes of a salt: as hard to guess as a key of 128 bits. */
  public static final int SALT_BYTES = 16;

  private final MessageDigest sha256 = MerkleHash.sha256();
  private ByteBuffer buffer = ByteBuffer.allocate(1024);
  private byte[] lastColumn = {};

  /** Name of a column in the bytes that are hashed. */
  public static byte[] column(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /** Begins a row; one that was begun before is forgotten. */
  public RowDigest start(byte[] salt) {
    require(salt.length == SALT_BYTES, "a salt has %d bytes, got %d", SALT_BYTES, salt.length);
    buffer.clear();
    lastColumn = new byte[0];
    put(FORM);
    putSized(salt);
    return this;
  }

  public RowDigest text(byte[] column, byte[] utf8) {
    name(column, TEXT);
    putSized(utf8);
    return this;
  }

  public RowDigest number(byte[] column, long value) {
    name(column, NUMBER);
    room(Integer.BYTES + Long.BYTES);
    buffer.putInt(Long.BYTES).putLong(value);
    return this;
  }

  public RowDigest flag(byte[] column, boolean value) {
    name(column, FLAG);
    room(Integer.BYTES + 1);
    buffer.putInt(1).put((byte) (value ? 1 : 0));
    return this;
  }

  public byte[] digest() {
    sha256.update(buffer.array(), 0, buffer.position());
    return sha256.digest();
  }

  private void name(byte[] column, byte type) {
    require(
        Arrays.compareUnsigned(lastColumn, column) < 0,
        "columns ascend by name, got '%s' after '%s'",
        text(column),
        text(lastColumn));
    lastColumn = column;
    putSized(column);
    room(1);
    buffer.put(type);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private void putSized(byte[] bytes) {
    room(Integer.BYTES);
    buffer.putInt(bytes.length);
    put(bytes);
  }

  private void put(byte[] bytes) {
    room(bytes.length);
    buffer.put(bytes);
  }

  private void room(int bytes) {
    if (buffer.remaining() < bytes) {
      int wanted = Math.max(2 * buffer.capacity(), buffer.position() + bytes);
      buffer = ByteBuffer.allocate(wanted).put(buffer.array(), 0, buffer.position());
    }
  }
}
