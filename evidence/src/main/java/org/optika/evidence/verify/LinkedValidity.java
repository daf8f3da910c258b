package org.optika.evidence.verify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.bundle.Bundle;
import org.optika.evidence.linked.Canonical;
import org.optika.evidence.linked.ShapeCheck;
import org.optika.evidence.linked.Vocabulary;

/**
 * Reads the linked documents with nothing but the bundle and holds them against the shapes. Context
 * and shapes are those of this version and not what the bundle brings.
 */
final class LinkedValidity implements Check {

  @Override
  public String name() {
    return "shapes";
  }

  @Override
  public String run(Bundle bundle) {
    Map<String, byte[]> known = Vocabulary.files();
    Map<String, String> quads = new TreeMap<>();
    bundle
        .files()
        .forEach(
            (path, content) -> {
              if (path.endsWith(".jsonld") && !known.containsKey(path)) {
                quads.put(path, Canonical.nquads(path, content, known));
              }
            });
    List<String> errors = ShapeCheck.errors(quads.values(), known.get(Vocabulary.SHAPES));
    if (!errors.isEmpty()) {
      throw new EvidenceException("%d errors, the first: %s", errors.size(), errors.get(0));
    }
    return "%d linked documents with %d statements fit the shapes"
        .formatted(
            quads.size(), quads.values().stream().mapToLong(text -> text.lines().count()).sum());
  }
}
