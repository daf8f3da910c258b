package org.optika.core.ingest;

/**
 * What stands for an identifier inside.
 *
 * @param subjectId first 63 bits of the hash, >= 0; what all tables are keyed by
 * @param check the next 64 bits: two identifiers that share a subject id differ here
 * @param hash all 32 bytes; not to be changed
 */
public record Pseudonym(long subjectId, long check, byte[] hash, IdentifierType type) {

  /** The whole hash as 64 hex digits. */
  public String key() {
    return java.util.HexFormat.of().formatHex(hash);
  }
}
