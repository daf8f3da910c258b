package org.optika.evidence.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.optika.evidence.EvidenceException;

/**
 * The files of a report by path. As a zip it has one form: paths in order, nothing compressed (what
 * a compressor makes of the same bytes differs between its versions), no times. So a zip that is
 * not byte by byte what its files give has been touched.
 *
 * @param files content by path, in order of the paths
 */
public record Bundle(Map<String, byte[]> files) {

  /** Midnight of 1980-01-01, the first instant that a zip can name. */
  private static final java.time.LocalDateTime NO_TIME =
      java.time.LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final int MOST_FILES = 10_000;
  private static final long MOST_BYTES = 2_000_000_000L;

  public Bundle {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /** Content of a file, if the bundle has it. */
  public Optional<byte[]> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** The bundle with a file more, or with another content of it. */
  public Bundle with(String path, byte[] content) {
    Map<String, byte[]> more = new TreeMap<>(files);
    more.put(path, content);
    return new Bundle(more);
  }

  /** As one file. */
  public byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        CRC32 crc = new CRC32();
        crc.update(file.getValue());
        entry.setCrc(crc.getValue());
        entry.setSize(file.getValue().length);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws EvidenceException when it is no zip, or not in the one form that a bundle has
   */
  public static Bundle of(byte[] zip) {
    Map<String, byte[]> files = new TreeMap<>();
    long total = 0;
    try (ZipInputStream entries =
        new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        byte[] content = entries.readAllBytes();
        total += content.length;
        if (files.put(entry.getName(), content) != null) {
          throw new EvidenceException("the zip holds %s twice", entry.getName());
        }
        if (files.size() > MOST_FILES || total > MOST_BYTES) {
          throw new EvidenceException("the zip holds more than a report can");
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new EvidenceException("not a zip that can be read: %s", e.getMessage());
    }
    Bundle bundle = new Bundle(files);
    if (files.isEmpty() || !Arrays.equals(bundle.zip(), zip)) {
      throw new EvidenceException(
          "the zip is not in the form in which bundles are written: it was changed or packed anew");
    }
    return bundle;
  }
}
