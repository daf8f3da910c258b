package org.optika.core.scores.card;

import static org.optika.core.Checks.require;

import org.optika.core.scores.manifest.Hash;
import org.optika.core.scores.manifest.ManifestHead;

/**
 * What lets a person prove that they were in the training set or not.
 *
 * @param hash of {@code head}; whoever trusts the card compares it before they believe a proof
 * @param command that makes and checks a proof, in one line
 */
public record ManifestStatement(ManifestHead head, Hash hash, String command) {
  public ManifestStatement {
    require(hash.equals(head.hash()), "the hash of the manifest is %s, got %s", head.hash(), hash);
    require(
        !command.isBlank() && command.lines().count() == 1,
        "the command that proves absence must be one line, got '%s'",
        command);
  }

  public static ManifestStatement of(ManifestHead head, String command) {
    return new ManifestStatement(head, head.hash(), command);
  }
}
