package org.optika.jobs.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.optika.core.evidence.audit.Tag;
import org.optika.core.evidence.audit.TagBook;

/**
 * {@code conf/tags.yaml}: which cookies and hosts belong to which vendor and need which purposes.
 */
public final class TagsConfig {
  private TagsConfig() {}

  /**
   * Reads the file; whatever is wrong is in {@code faults}.
   *
   * @param folder holds {@code tags.yaml}, or does not: then captures cannot be checked
   * @param knownPurposes of conf/purposes.yaml
   * @return empty when there is no such file, or when there are faults
   */
  public static Optional<TagBook> load(Path folder, List<String> knownPurposes, Faults faults) {
    Path file = file(folder);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    int before = faults.all().size();
    try (YamlMap top = YamlMap.load(file, faults)) {
      List<Tag> tags = new ArrayList<>();
      for (YamlMap entry : top.maps("tags")) {
        try (entry) {
          tag(entry, knownPurposes).ifPresent(tags::add);
        }
      }
      if (tags.isEmpty() && faults.all().size() == before) {
        top.fault("tags", "expected at least one");
      }
      return top.checked("tags", () -> new TagBook(tags))
          .filter(book -> faults.all().size() == before);
    }
  }

  /** Where tags are declared. */
  public static Path file(Path folder) {
    return folder.resolve("tags.yaml");
  }

  private static Optional<Tag> tag(YamlMap entry, List<String> knownPurposes) {
    Optional<String> id = entry.requiredText("id");
    Optional<String> vendor = entry.requiredText("vendor");
    List<String> purposes = entry.texts("purposes");
    for (String purpose : purposes) {
      if (!knownPurposes.contains(purpose)) {
        entry.fault("purposes", "unknown purpose '%s'; known: %s", purpose, knownPurposes);
      }
    }
    if (purposes.stream().distinct().count() < purposes.size()) {
      entry.fault("purposes", "a purpose stands twice in %s", purposes);
    }
    boolean necessary = entry.flag("necessary", false);
    List<String> hosts = entry.texts("hosts");
    List<String> cookies = entry.texts("cookies");
    List<String> storage = entry.texts("storage");
    if (id.isEmpty() || vendor.isEmpty()) {
      return Optional.empty();
    }
    return entry.checked(
        "id", () -> new Tag(id.get(), vendor.get(), purposes, necessary, hosts, cookies, storage));
  }
}
