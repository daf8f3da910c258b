package org.optika.core.optin;

/**
 * What happened in one segment, as counts that add up: {@link #plus} is associative and
 * commutative, {@link #ZERO} is its identity. Always {@code optIns + optOuts + noChoice = showings}
 * and {@code acceptAll + save + denyAll = optIns + optOuts}.
 *
 * @param showings notices shown, one purpose
 * @param optIns showings answered with this purpose permitted
 * @param optOuts showings answered with this purpose refused
 * @param acceptAll showings answered with "accept all"
 * @param denyAll showings answered with "reject all" or a save with every purpose off
 * @param save showings answered in any other way
 * @param noChoice showings without an answer
 * @param gpcSignals Global Privacy Control signals; in no showing
 * @param imports decisions loaded from elsewhere; in no showing
 * @param choicesWithoutShowing choices that answer no showing
 */
public record OptInCounts(
    long showings,
    long optIns,
    long optOuts,
    long acceptAll,
    long denyAll,
    long save,
    long noChoice,
    long gpcSignals,
    long imports,
    long choicesWithoutShowing) {

  /** Nothing happened. */
  public static final OptInCounts ZERO = new OptInCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  public OptInCounts {
    requireCount("showings", showings);
    requireCount("optIns", optIns);
    requireCount("optOuts", optOuts);
    requireCount("acceptAll", acceptAll);
    requireCount("denyAll", denyAll);
    requireCount("save", save);
    requireCount("noChoice", noChoice);
    requireCount("gpcSignals", gpcSignals);
    requireCount("imports", imports);
    requireCount("choicesWithoutShowing", choicesWithoutShowing);
    long choices = Math.addExact(optIns, optOuts);
    requireEqual(
        "optIns + optOuts + noChoice", Math.addExact(choices, noChoice), "showings", showings);
    long forms = Math.addExact(Math.addExact(acceptAll, denyAll), save);
    requireEqual("acceptAll + denyAll + save", forms, "optIns + optOuts", choices);
  }

  /** One showing with this outcome. */
  public static OptInCounts ofShowing(OptInAnswer answer, ChoiceForm form) {
    return new OptInCounts(
        1,
        oneIf(answer == OptInAnswer.YES),
        oneIf(answer == OptInAnswer.NO),
        oneIf(form == ChoiceForm.ACCEPT_ALL),
        oneIf(form == ChoiceForm.DENY_ALL),
        oneIf(form == ChoiceForm.SAVE),
        oneIf(form == ChoiceForm.NONE),
        0,
        0,
        0);
  }

  /** One event that is counted apart. */
  public static OptInCounts ofApart(CountedApart.Kind kind) {
    return new OptInCounts(
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        oneIf(kind == CountedApart.Kind.GPC),
        oneIf(kind == CountedApart.Kind.IMPORT),
        oneIf(kind == CountedApart.Kind.CHOICE_WITHOUT_SHOWING));
  }

  /** Showings that were answered: opt-ins and opt-outs. */
  public long choices() {
    return optIns + optOuts;
  }

  /**
   * @return the counts of both segments together
   * @throws ArithmeticException if a count leaves the range of {@code long}
   */
  public OptInCounts plus(OptInCounts other) {
    return new OptInCounts(
        Math.addExact(showings, other.showings),
        Math.addExact(optIns, other.optIns),
        Math.addExact(optOuts, other.optOuts),
        Math.addExact(acceptAll, other.acceptAll),
        Math.addExact(denyAll, other.denyAll),
        Math.addExact(save, other.save),
        Math.addExact(noChoice, other.noChoice),
        Math.addExact(gpcSignals, other.gpcSignals),
        Math.addExact(imports, other.imports),
        Math.addExact(choicesWithoutShowing, other.choicesWithoutShowing));
  }

  /** The same happening {@code n} times; {@code n >= 0}. */
  public OptInCounts times(long n) {
    return new OptInCounts(
        Math.multiplyExact(showings, n),
        Math.multiplyExact(optIns, n),
        Math.multiplyExact(optOuts, n),
        Math.multiplyExact(acceptAll, n),
        Math.multiplyExact(denyAll, n),
        Math.multiplyExact(save, n),
        Math.multiplyExact(noChoice, n),
        Math.multiplyExact(gpcSignals, n),
        Math.multiplyExact(imports, n),
        Math.multiplyExact(choicesWithoutShowing, n));
  }

  private static long oneIf(boolean condition) {
    return condition ? 1 : 0;
  }

  private static void requireCount(String name, long count) {
    if (count < 0) {
      throw new IllegalArgumentException("%s must be >= 0, got %d".formatted(name, count));
    }
  }

  private static void requireEqual(String sum, long got, String whole, long expected) {
    if (got != expected) {
      throw new IllegalArgumentException(
          "%s must equal %s: expected %d, got %d".formatted(sum, whole, expected, got));
    }
  }
}
