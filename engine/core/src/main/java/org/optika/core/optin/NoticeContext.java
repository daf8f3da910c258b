package org.optika.core.optin;

import java.util.Comparator;
import java.util.Objects;

/**
 * Where and with which notice a person was asked: the dimensions of opt-in tables. Text that a
 * source does not record is {@code ""}.
 *
 * @param noticeId the notice, whatever its version
 * @param noticeVersion whole number from 1; 0 where it is not recorded
 * @param variant arm of an A/B test of notices
 * @param collectionChannel where consent was asked (web, app, call centre ...); not the marketing
 *     channel that brought the person
 * @param deviceClass desktop, mobile, tablet ...
 * @param jurisdiction the law that applies
 * @param region geography
 * @param source the system that reports the event
 */
public record NoticeContext(
    String noticeId,
    int noticeVersion,
    String variant,
    String collectionChannel,
    String deviceClass,
    String jurisdiction,
    String region,
    String source) {

  static final Comparator<NoticeContext> ORDER =
      Comparator.comparing(NoticeContext::noticeId)
          .thenComparingInt(NoticeContext::noticeVersion)
          .thenComparing(NoticeContext::variant)
          .thenComparing(NoticeContext::collectionChannel)
          .thenComparing(NoticeContext::deviceClass)
          .thenComparing(NoticeContext::jurisdiction)
          .thenComparing(NoticeContext::region)
          .thenComparing(NoticeContext::source);

  public NoticeContext {
    Objects.requireNonNull(noticeId, "noticeId");
    Objects.requireNonNull(variant, "variant");
    Objects.requireNonNull(collectionChannel, "collectionChannel");
    Objects.requireNonNull(deviceClass, "deviceClass");
    Objects.requireNonNull(jurisdiction, "jurisdiction");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(source, "source");
    if (noticeVersion < 0) {
      throw new IllegalArgumentException(
          "noticeVersion must be >= 0 (0 = not recorded), got %d".formatted(noticeVersion));
    }
  }

  /**
   * Whether a choice made here can be the answer to a notice shown there: it names no other notice
   * and no other collection channel. So a call-centre choice ten minutes after a web banner is not
   * an answer to the banner, nor is a click on the confirmation link of a double opt-in.
   */
  boolean canAnswer(NoticeContext shown) {
    return agree(noticeId, shown.noticeId) && agree(collectionChannel, shown.collectionChannel);
  }

  private static boolean agree(String one, String other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }
}
