package org.optika.evidence.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.Json;
import org.optika.evidence.bundle.Bundle;
import org.optika.evidence.bundle.Manifest;
import org.optika.evidence.bundle.Signature;
import org.optika.evidence.bundle.TimeStamp;

/** Each file is in the manifest with its hash, and each in the manifest is there. */
final class FilesCheck implements Check {
  private static final Set<String> OUTSIDE = Set.of(Manifest.PATH, Signature.PATH, TimeStamp.PATH);

  @Override
  public String name() {
    return "files";
  }

  @Override
  public String run(Bundle bundle) {
    byte[] content =
        bundle
            .file(Manifest.PATH)
            .orElseThrow(() -> new EvidenceException("%s is missing", Manifest.PATH));
    JsonNode manifest = Json.read(Manifest.PATH, content);
    if (!Arrays.equals(Json.canonical(manifest), content)) {
      throw new EvidenceException("%s is not in canonical form (RFC 8785)", Manifest.PATH);
    }
    Map<String, String> listed = Manifest.hashes(manifest);
    Map<String, byte[]> present = new TreeMap<>(bundle.files());
    OUTSIDE.forEach(present::remove);
    requireNone("not in the manifest", difference(present.keySet(), listed.keySet()));
    requireNone("in the manifest, but missing", difference(listed.keySet(), present.keySet()));
    Set<String> changed = new TreeSet<>();
    present.forEach(
        (path, bytes) -> {
          if (!Manifest.sha256(bytes).equals(listed.get(path))) {
            changed.add(path);
          }
        });
    requireNone("changed since the manifest was written", changed);
    return "%d files, each as in the manifest".formatted(present.size());
  }

  private static Set<String> difference(Set<String> all, Set<String> without) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(without);
    return rest;
  }

  private static void requireNone(String fault, Set<String> paths) {
    if (!paths.isEmpty()) {
      throw new EvidenceException("%s: %s", fault, String.join(", ", paths));
    }
  }
}
