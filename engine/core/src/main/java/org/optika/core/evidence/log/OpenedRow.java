package org.optika.core.evidence.log;

import java.util.List;
import org.optika.core.privacy.ledger.Bytes;

/**
 * A row with its salt, which shows what a commitment was made of. Holds a person's data.
 *
 * @param fields columns that are not null, ascending by name
 */
public record OpenedRow(Bytes salt, List<RowField> fields) {
  public OpenedRow {
    fields = List.copyOf(fields);
  }

  /**
   * @throws IllegalArgumentException when the columns do not ascend, the salt has another length or
   *     a number is none
   */
  byte[] digest() {
    RowDigest digest = new RowDigest().start(salt.toArray());
    fields.forEach(field -> field.addTo(digest));
    return digest.digest();
  }
}
