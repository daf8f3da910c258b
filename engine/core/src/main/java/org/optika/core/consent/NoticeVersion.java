package org.optika.core.consent;

import java.io.Serializable;
import java.util.Set;

/**
 * A published version of a notice (banner text, privacy statement).
 *
 * @param version counts up from 1
 * @param publishedMicros from when it is shown
 * @param material consent under older versions of the notice is unknown for {@code changedPurposes}
 *     until renewed (R10); an editorial version changes nothing
 */
public record NoticeVersion(
    String noticeId,
    int version,
    long publishedMicros,
    boolean material,
    Set<String> changedPurposes)
    implements Serializable {

  public NoticeVersion {
    changedPurposes = Set.copyOf(changedPurposes);
  }
}
