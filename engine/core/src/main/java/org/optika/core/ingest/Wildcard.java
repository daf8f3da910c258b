package org.optika.core.ingest;

import java.util.Locale;

/** A pattern over a whole text in which {@code *} stands for any characters; case is ignored. */
public final class Wildcard {
  private final String pattern;

  public Wildcard(String pattern) {
    this.pattern = pattern.toLowerCase(Locale.ROOT);
  }

  /**
   * Goes back to the last star only, which is enough: an earlier one can take no more than it did.
   *
   * @param text in lower case
   */
  public boolean matches(String text) {
    int inPattern = 0;
    int inText = 0;
    int star = -1;
    int resume = 0;
    while (inText < text.length()) {
      if (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
        star = inPattern++;
        resume = inText;
      } else if (inPattern < pattern.length() && pattern.charAt(inPattern) == text.charAt(inText)) {
        inPattern++;
        inText++;
      } else if (star >= 0) {
        inPattern = star + 1;
        inText = ++resume;
      } else {
        return false;
      }
    }
    while (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
      inPattern++;
    }
    return inPattern == pattern.length();
  }
}
