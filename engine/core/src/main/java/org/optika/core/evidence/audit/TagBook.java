package org.optika.core.evidence.audit;

import static org.optika.core.Checks.require;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All tags that are declared.
 *
 * @param tags the first one that claims an observation has it
 */
public record TagBook(List<Tag> tags) {
  public TagBook {
    tags = List.copyOf(tags);
    Set<String> ids = new HashSet<>();
    tags.forEach(tag -> require(ids.add(tag.id()), "tag '%s' is declared twice", tag.id()));
  }

  /** Empty when nobody has declared what was seen. */
  Optional<Tag> tagOf(Observation seen) {
    return tags.stream().filter(tag -> tag.claims(seen)).findFirst();
  }
}
