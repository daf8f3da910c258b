package org.optika.core.scores.manifest;

/**
 * What a proof says about a person.
 *
 * @param reason a sentence; never holds a key or a leaf
 */
public record Verdict(Answer answer, String reason) {

  /** Whether a person was in the training set. */
  public enum Answer {
    /** It is proven that they were. */
    IN,
    /** It is proven that they were not. */
    OUT,
    /** Nothing is proven: this is no proof about this person under this head. */
    REFUSED
  }

  static Verdict refused(String reason, Object... arguments) {
    return new Verdict(Answer.REFUSED, String.format(reason, arguments));
  }
}
