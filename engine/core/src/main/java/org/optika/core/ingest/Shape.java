package org.optika.core.ingest;

/** Says what a value looked like without saying what it was. */
public final class Shape {
  private Shape() {}

  public static final String NOTHING = "nothing";
  private static final int LONGEST = 40;

  /**
   * Letters become x, digits 9, white space a blank; punctuation stays, and what lies beyond 40
   * characters is cut and counted. Characters outside of ASCII become x, so that none can carry
   * anything.
   */
  public static String of(String value) {
    if (value == null || value.isEmpty()) {
      return NOTHING;
    }
    StringBuilder shape = new StringBuilder(LONGEST + 24);
    for (int i = 0; i < value.length() && i < LONGEST; i++) {
      char c = value.charAt(i);
      if (c >= '0' && c <= '9') {
        shape.append('9');
      } else if (c <= ' ') {
        shape.append(' ');
      } else {
        shape.append(c < 0x7f && !Character.isLetter(c) ? c : 'x');
      }
    }
    if (value.length() > LONGEST) {
      shape.append("... (").append(value.length()).append(" characters)");
    }
    return shape.toString();
  }
}
