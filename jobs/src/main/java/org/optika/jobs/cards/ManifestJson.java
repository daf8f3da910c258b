package org.optika.jobs.cards;

import com.fasterxml.jackson.databind.JsonNode;
import org.optika.core.scores.card.ManifestStatement;
import org.optika.core.scores.manifest.ManifestHead;
import org.optika.jobs.UserErrorException;

/** What cards of all kinds of models have under {@code manifest}. */
public final class ManifestJson {
  private static final String KEY = "manifest";

  private ManifestJson() {}

  /**
   * @param card JSON
   * @throws UserErrorException when it has no manifest, or one that does not agree with its hash
   */
  public static ManifestHead headOf(String card) {
    JsonNode manifest = ModelCardJson.parse(card).path(KEY);
    return new RecordReader(KEY).record(ManifestStatement.class, manifest).head();
  }
}
