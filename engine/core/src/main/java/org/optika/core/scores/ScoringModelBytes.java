package org.optika.core.scores;

import static org.optika.core.Checks.require;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.optika.core.scores.model.ModelBytes;
import org.optika.core.scores.quality.Calibration;
import org.optika.core.scores.quality.Calibrations;

/**
 * The bytes in which a scoring model is stored; what is read back gives the same scores to the last
 * bit. Form, numbers big-endian: version (4 bytes); length and bytes of the encoding, see {@link
 * EncodingBytes}; id of the calibration, as {@link java.io.DataOutput#writeUTF} has it, number of
 * its parameters and these; length and bytes of the model, see {@link ModelBytes}, which end in a
 * checksum.
 */
public final class ScoringModelBytes {
  private static final int VERSION = 1;

  private ScoringModelBytes() {}

  public static byte[] write(ScoringModel scoring) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(VERSION);
      byte[] encoding = EncodingBytes.write(scoring.encoding());
      out.writeInt(encoding.length);
      out.write(encoding);
      Calibration calibration = scoring.calibration();
      out.writeUTF(calibration.id());
      out.writeInt(calibration.parameters().length);
      for (double parameter : calibration.parameters()) {
        out.writeDouble(parameter);
      }
      byte[] model = ModelBytes.write(scoring.model());
      out.writeInt(model.length);
      out.write(model);
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException("an array in memory cannot fail", impossible);
    }
  }

  /**
   * @throws IllegalArgumentException when these are not the bytes of a scoring model, or of one of
   *     another version
   */
  public static ScoringModel read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readInt();
      require(version == VERSION, "a scoring model of version %s; known: %s", version, VERSION);
      Encoding encoding = EncodingBytes.read(bytes(in));
      String calibration = in.readUTF();
      double[] parameters = new double[length(in, Double.BYTES)];
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = in.readDouble();
      }
      byte[] model = bytes(in);
      require(in.available() == 0, "a scoring model has %s bytes after its end", in.available());
      return new ScoringModel(
          encoding, ModelBytes.read(model), Calibrations.of(calibration, parameters));
    } catch (IOException truncated) {
      throw new IllegalArgumentException(
          "a scoring model ends after %s bytes".formatted(bytes.length), truncated);
    }
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[length(in, 1)];
    in.readFully(bytes);
    return bytes;
  }

  /** A number of things of so many bytes at least, no more than there are bytes left. */
  private static int length(DataInputStream in, int bytesEach) throws IOException {
    int length = in.readInt();
    require(
        length >= 0 && length <= in.available() / bytesEach,
        "a scoring model names %s things where %s bytes are left",
        length,
        in.available());
    return length;
  }
}
