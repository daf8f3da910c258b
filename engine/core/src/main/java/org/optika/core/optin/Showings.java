package org.optika.core.optin;

import java.util.ArrayList;
import java.util.List;

/**
 * From the consent events of one subject on one device, for one purpose, to showings.
 *
 * <p>A showing opens when a notice is shown and covers {@code [shown, end)}; the end is 30 minutes
 * later or the next showing on that device (of whatever notice), whichever comes first. Its answer
 * is the last choice inside it that names no other notice and no other collection channel.
 * Dismissing, deferring and an unconfirmed double opt-in are no choice. Signals of Global Privacy
 * Control, imports, and choices that answer no showing are counted apart.
 *
 * <p>Edge rules: a choice at the instant of a showing belongs to it; of two choices at one instant
 * the refusal counts (R12); equal events are one (R15); of two notices shown at one instant only
 * the last in the order of {@link NoticeEvent} can be answered. The result does not depend on the
 * order of the list.
 */
public final class Showings {

  /** The longest that a showing stays open: 30 minutes, in microseconds. */
  public static final long LONGEST_MICROS = 30L * 60 * 1_000_000;

  private Showings() {}

  /**
   * @param events all events of one subject, device and purpose; bots already taken out
   * @return one {@link Showing} per notice shown and one {@link CountedApart} per event that is
   *     counted apart, in a fixed order
   */
  public static List<OptInFact> of(List<NoticeEvent> events) {
    List<OptInFact> facts = new ArrayList<>();
    Showing open = null;
    for (NoticeEvent event : events.stream().distinct().sorted(NoticeEvent.ORDER).toList()) {
      boolean shown = event.action() == NoticeAction.SHOWN;
      if (open != null && (shown || event.timeMicros() - open.timeMicros() >= LONGEST_MICROS)) {
        facts.add(open);
        open = null;
      }
      if (shown) {
        open = Showing.unanswered(event);
      } else if (event.isGpc()) {
        facts.add(CountedApart.of(event, CountedApart.Kind.GPC));
      } else if (event.action() == NoticeAction.IMPORTED) {
        facts.add(CountedApart.of(event, CountedApart.Kind.IMPORT));
      } else if (event.isChoice()) {
        if (open != null && event.context().canAnswer(open.context())) {
          open = open.answeredBy(event);
        } else {
          facts.add(CountedApart.of(event, CountedApart.Kind.CHOICE_WITHOUT_SHOWING));
        }
      }
    }
    if (open != null) {
      facts.add(open);
    }
    return List.copyOf(facts);
  }
}
