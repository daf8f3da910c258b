package org.optika.jobs.audit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.optika.core.evidence.audit.DrawnSample;
import org.optika.core.evidence.audit.SampledDevice;
import org.optika.core.ingest.Shape;
import org.optika.jobs.UserErrorException;

/**
 * Captures as HAR files in a folder, named {@code <sample_id>.har} or {@code
 * <sample_id>-<capture_code>.har}; of several visits the later ones end with {@code _2}, {@code _3}
 * ... before the dot.
 */
public final class HarFolder implements Captures {
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9]+)(?:-([a-z0-9]+))?(?:_[0-9]+)?\\.har");

  private final Map<String, List<Path>> filesOf = new HashMap<>();
  private final List<CaptureFault> strays = new ArrayList<>();

  /**
   * @throws UserErrorException when the folder cannot be read
   */
  public HarFolder(Path folder, DrawnSample sample) {
    Map<String, SampledDevice> devices = new HashMap<>();
    sample.devices().forEach(device -> devices.put(device.sampleId(), device));
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    } catch (IOException unreadable) {
      throw new UserErrorException(
          "--har %s: expected a folder with HAR files, got none that can be read", folder);
    }
    Set<String> ids = new HashSet<>(devices.keySet());
    for (Path file : files) {
      String name = file.getFileName().toString();
      Matcher matcher = NAME.matcher(name);
      if (!matcher.matches()) {
        stray(name, "a file named <sample_id>.har or <sample_id>-<capture_code>.har", name);
      } else if (!ids.contains(matcher.group(1))) {
        stray(name, "a sample_id of the sample", name);
      } else if (matcher.group(2) != null
          && !matcher.group(2).equals(devices.get(matcher.group(1)).captureCode())) {
        stray(name, "the capture_code of this sample_id", name);
      } else {
        filesOf.computeIfAbsent(matcher.group(1), id -> new ArrayList<>()).add(file);
      }
    }
  }

  private void stray(String file, String expected, String got) {
    strays.add(new CaptureFault(file, 0, "file name", expected, Shape.of(got)));
  }

  @Override
  public String source() {
    return "har";
  }

  @Override
  public Optional<Capture> of(SampledDevice device) {
    return filesOf.getOrDefault(device.sampleId(), List.of()).stream()
        .map(HarFolder::read)
        .reduce(Capture::and);
  }

  private static Capture read(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return HarReader.read(file.getFileName().toString(), in);
    } catch (IOException unreadable) {
      throw new UserErrorException("%s: cannot be read", file);
    }
  }

  @Override
  public List<CaptureFault> strays() {
    return List.copyOf(strays);
  }
}
