package org.optika.core.optin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.optika.core.optin.NoticeAction.GIVEN;
import static org.optika.core.optin.NoticeAction.REFUSED;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OptInMetricsTest {

  private static final NoticeContext BANNER =
      new NoticeContext("web-banner", 1, "A", "web", "mobile", "NL", "NL-NH", "cmp");

  /** 1,000 showings: 400 accept all, 100 save with this purpose on, 200 deny all, 300 nothing. */
  private static final OptInCounts GOLDEN =
      new OptInCounts(1000, 500, 200, 400, 200, 100, 300, 0, 0, 0);

  @Test
  void golden_example_from_events_to_rates() {
    OptInCounts counts =
        Stream.of(
                Stream.generate(() -> answered(GIVEN, NoticeMethod.ACCEPT_ALL)).limit(400),
                Stream.generate(() -> answered(GIVEN, NoticeMethod.SAVE)).limit(100),
                Stream.generate(() -> answered(REFUSED, NoticeMethod.REJECT_ALL)).limit(200),
                Stream.generate(() -> List.of(shown())).limit(300))
            .flatMap(devices -> devices)
            .flatMap(events -> Showings.of(events).stream())
            .map(OptInFact::counts)
            .reduce(OptInCounts.ZERO, OptInCounts::plus);

    assertThat(counts).isEqualTo(GOLDEN);
    assertThat(new ConsentRateMetric().of(counts)).isEqualTo(new Proportion(500, 700));
    assertThat(new OptInRateMetric().of(counts)).isEqualTo(new Proportion(500, 1000));
    assertThat(new AcceptRateMetric().of(counts)).isEqualTo(new Proportion(400, 700));
    assertThat(new InteractionRateMetric().of(counts)).isEqualTo(new Proportion(700, 1000));
  }

  @Test
  void permitted_share_is_a_share_of_the_subjects_observed() {
    assertThat(new PermittedShareMetric().of(new PermittedCounts(420, 1000)))
        .isEqualTo(new Proportion(420, 1000));
  }

  @Test
  void what_is_counted_apart_is_in_no_rate() {
    OptInCounts withOthers = GOLDEN.plus(new OptInCounts(0, 0, 0, 0, 0, 0, 0, 70, 80, 90));

    assertThat(OptInMetrics.ofShowings())
        .allSatisfy(metric -> assertThat(metric.of(withOthers)).isEqualTo(metric.of(GOLDEN)));
  }

  @Test
  void without_showings_there_is_no_value() {
    assertThat(OptInMetrics.ofShowings())
        .allSatisfy(metric -> assertThat(metric.of(OptInCounts.ZERO).value()).isEmpty());
    assertThat(OptInMetrics.ofStock())
        .allSatisfy(metric -> assertThat(metric.of(PermittedCounts.ZERO).value()).isEmpty());
  }

  @Test
  void every_permitted_metric_is_registered() {
    assertThat(OptInMetrics.all())
        .extracting(Object::getClass)
        .containsExactlyInAnyOrderElementsOf(leavesOf(OptInMetric.class));
  }

  @Test
  void ids_are_unique_and_found() {
    assertThat(OptInMetrics.all())
        .extracting(OptInMetric::id)
        .containsExactly(
            "consent-rate", "opt-in-rate", "accept-rate", "interaction-rate", "permitted-share");
    assertThat(OptInMetrics.all())
        .allSatisfy(metric -> assertThat(OptInMetrics.find(metric.id())).isSameAs(metric));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptInMetrics.find("optin-rate"))
        .withMessage(
            "Unknown opt-in metric 'optin-rate'; known: [consent-rate, opt-in-rate, accept-rate,"
                + " interaction-rate, permitted-share]");
  }

  @Test
  void every_metric_tells_its_reader_what_it_is() {
    assertThat(OptInMetrics.all())
        .allSatisfy(
            metric ->
                assertThat(
                        List.of(
                            metric.formula(),
                            metric.unit(),
                            metric.numeratorMeaning(),
                            metric.denominatorMeaning(),
                            metric.deduplication(),
                            metric.bots(),
                            metric.gpc(),
                            metric.noChoice()))
                    .noneMatch(String::isBlank));
  }

  private static List<Class<?>> leavesOf(Class<?> family) {
    List<Class<?>> leaves = new ArrayList<>();
    Arrays.stream(family.getPermittedSubclasses())
        .forEach(
            member -> {
              if (member.isSealed()) {
                leaves.addAll(leavesOf(member));
              } else {
                leaves.add(member);
              }
            });
    return leaves;
  }

  private static NoticeEvent shown() {
    return new NoticeEvent(0, NoticeAction.SHOWN, NoticeMethod.NOT_RECORDED, false, BANNER);
  }

  private static List<NoticeEvent> answered(NoticeAction action, NoticeMethod method) {
    return List.of(shown(), new NoticeEvent(5_000_000, action, method, false, BANNER));
  }
}
