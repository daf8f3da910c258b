package org.optika.sample;

/**
 * One flat JSON object on a line. Values of the sample need no escaping; one that would is refused.
 */
final class JsonLine {
  private final StringBuilder out = new StringBuilder(320).append('{');

  JsonLine text(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        throw new IllegalArgumentException(
            "Field '" + name + "': character " + (int) c + " needs escaping");
      }
    }
    name(name).append('"').append(value).append('"');
    return this;
  }

  JsonLine number(String name, long value) {
    name(name).append(value);
    return this;
  }

  JsonLine flag(String name, boolean value) {
    name(name).append(value);
    return this;
  }

  private StringBuilder name(String name) {
    if (out.length() > 1) {
      out.append(',');
    }
    return out.append('"').append(name).append("\":");
  }

  @Override
  public String toString() {
    return out + "}";
  }
}
