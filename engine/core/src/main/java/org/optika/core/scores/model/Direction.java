package org.optika.core.scores.model;

/** What a feature does to the margin of a row, compared with not knowing it. */
public enum Direction {
  RAISES("raises"),
  LOWERS("lowers");

  private final String word;

  Direction(String word) {
    this.word = word;
  }

  /** In a sentence, after the feature. */
  public String word() {
    return word;
  }
}
