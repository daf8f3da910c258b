package org.optika.core.optin;

import java.util.Objects;

/**
 * One showing of a notice on one device, with its outcome for one purpose.
 *
 * @param timeMicros when the notice was shown, epoch microseconds UTC
 * @param context that of the notice as shown
 * @param answer the last choice inside the showing, for this purpose
 * @param form the form of that choice; {@code NONE} iff {@code answer} is
 */
public record Showing(long timeMicros, NoticeContext context, OptInAnswer answer, ChoiceForm form)
    implements OptInFact {

  public Showing {
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(form, "form");
    if ((answer == OptInAnswer.NONE) != (form == ChoiceForm.NONE)) {
      throw new IllegalArgumentException(
          "answer and form must both be NONE or neither, got %s and %s".formatted(answer, form));
    }
  }

  static Showing unanswered(NoticeEvent shown) {
    return new Showing(shown.timeMicros(), shown.context(), OptInAnswer.NONE, ChoiceForm.NONE);
  }

  Showing answeredBy(NoticeEvent choice) {
    OptInAnswer given = choice.action() == NoticeAction.GIVEN ? OptInAnswer.YES : OptInAnswer.NO;
    return new Showing(timeMicros, context, given, choice.form());
  }

  @Override
  public OptInCounts counts() {
    return OptInCounts.ofShowing(answer, form);
  }
}
