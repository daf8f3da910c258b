package org.optika.bench;

/** What variants come to. */
final class Answers {
  private Answers() {}

  static String of(Suite suite, String variant) throws Exception {
    return suite.variants().stream()
        .filter(of -> of.name().equals(variant))
        .findFirst()
        .orElseThrow()
        .work()
        .call()
        .text();
  }
}
