package org.optika.evidence.verify;

/**
 * What became of one check.
 *
 * @param detail what was checked, or what does not hold
 */
public record Verdict(String check, boolean holds, String detail) {

  /** One line for people. */
  public String line() {
    return "%-7s %-10s %s".formatted(holds ? "ok" : "FAILED", check, detail);
  }
}
