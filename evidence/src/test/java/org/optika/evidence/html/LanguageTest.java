package org.optika.evidence.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.optika.core.consent.ConsentState;
import org.optika.core.evidence.report.Audience;
import org.optika.core.evidence.report.Metric;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.gate.GateClock;
import org.optika.core.gate.VendorState;
import org.optika.core.journey.RefusedTouchPolicy;

class LanguageTest {
  private static final Pattern PLACE = Pattern.compile("\\{\\d}");

  @Test
  void all_languages_have_the_same_texts_with_the_same_places() {
    assertThat(places(Language.DUTCH)).isEqualTo(places(Language.ENGLISH));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void every_table_column_and_metric_has_its_words(Language language) {
    List<String> wanted = new ArrayList<>();
    for (ReportTable table : tables()) {
      wanted.add("table." + table.id());
      wanted.add("table.%s.meaning".formatted(table.id()));
      for (Metric metric : table.metrics()) {
        wanted.add("metric." + metric.id());
        Stream.of(
                metric.formula(),
                metric.denominator(),
                metric.window(),
                metric.interval(),
                metric.excluded())
            .map(phrase -> "phrase." + Language.slug(phrase))
            .forEach(wanted::add);
      }
      for (ReportColumn column : table.columns()) {
        assertThat(Grids.label(language, table, column)).isNotBlank();
        column.values().stream()
            .filter(value -> !value.equals("all"))
            .map(
                value ->
                    "value.%s.%s".formatted(column.name().replace('_', '-'), Language.slug(value)))
            .forEach(wanted::add);
      }
    }
    Arrays.stream(ConsentState.values())
        .forEach(state -> wanted.add("value.state." + state.label()));
    Arrays.stream(VendorState.values())
        .filter(state -> state != VendorState.OPEN)
        .forEach(state -> wanted.add("value.state." + state.label()));
    Arrays.stream(GateClock.values())
        .forEach(clock -> wanted.add("value.clock." + Language.slug(clock.id())));
    Arrays.stream(RefusedTouchPolicy.values())
        .forEach(policy -> wanted.add("value.policy." + policy.id()));

    assertThat(language.texts().keySet()).containsAll(wanted);
    assertThat(language.texts().values()).noneMatch(String::isBlank);
  }

  /** A formula that is changed in the core needs new words here, or its page cannot be made. */
  @ParameterizedTest
  @EnumSource(Language.class)
  void phrases_are_those_of_the_declarations_and_no_others(Language language) {
    Set<String> declared =
        tables().stream()
            .flatMap(table -> table.metrics().stream())
            .flatMap(
                metric ->
                    Stream.of(
                        metric.formula(),
                        metric.denominator(),
                        metric.window(),
                        metric.interval(),
                        metric.excluded()))
            .map(phrase -> "phrase." + Language.slug(phrase))
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> written = new TreeSet<>(language.texts().keySet());
    written.removeIf(key -> !key.startsWith("phrase."));
    assertThat(written).isEqualTo(declared);
  }

  @Test
  void numbers_are_written_as_the_language_does() {
    assertThat(Language.ENGLISH.decimals(1234.5, 1)).isEqualTo("1,234.5");
    assertThat(Language.DUTCH.decimals(1234.5, 1)).isEqualTo("1.234,5");
    assertThat(Language.ENGLISH.percents(0.52616, 0.5538)).isEqualTo("52.6–55.4%");
    assertThat(Language.DUTCH.percent(0.54)).isEqualTo("54,0%");
    assertThat(Language.ENGLISH.decimals(0.125, 2)).isEqualTo("0.13");
    assertThat(Language.ENGLISH.decimals(-0.04, 1)).isEqualTo("0.0");
    assertThat(Language.ENGLISH.whole(-1234)).isEqualTo("−1,234");
    assertThat(Language.ENGLISH.shortest(0.5)).isEqualTo("0.5");
    assertThat(Language.ENGLISH.shortest(1e-6)).isEqualTo("10⁻⁶");
    assertThat(Language.DUTCH.shortest(2.5e-10)).isEqualTo("2,5 × 10⁻¹⁰");
  }

  @Test
  void money_has_its_sign_or_its_code() {
    assertThat(Language.ENGLISH.money(1280, "EUR", 2)).isEqualTo("€1,280.00");
    assertThat(Language.DUTCH.money(-1280, "EUR", 0)).isEqualTo("−€\u00a01.280");
    assertThat(Language.ENGLISH.money(5, "CHF", 0)).isEqualTo("CHF\u00a05");
  }

  @Test
  void days_and_months_have_names() {
    assertThat(Language.ENGLISH.day(LocalDate.of(2026, 10, 1))).isEqualTo("1 October 2026");
    assertThat(Language.DUTCH.instant(Instant.parse("2026-03-09T07:05:00Z")))
        .isEqualTo("9 maart 2026, 07:05 UTC");
    assertThat(Language.DUTCH.month("2026-08")).isEqualTo("augustus\u00a02026");
    assertThat(Language.ENGLISH.month("2026-13")).isEqualTo("2026-13");
  }

  @Test
  void a_value_without_a_name_stays_as_it_is() {
    assertThat(Language.DUTCH.name("channel", "paid-search")).isEqualTo("paid-search");
    assertThat(Language.DUTCH.name("channel", "(small channels)")).isEqualTo("(kleine kanalen)");
  }

  @Test
  void a_missing_text_is_an_error() {
    assertThatThrownBy(() -> Language.DUTCH.text("no.such"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no text 'no.such' in nl");
  }

  private static List<ReportTable> tables() {
    return Arrays.stream(Audience.values())
        .flatMap(audience -> ReportTables.of(audience).stream())
        .distinct()
        .toList();
  }

  private static Map<String, Set<String>> places(Language language) {
    return language.texts().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                text ->
                    PLACE
                        .matcher(text.getValue())
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toSet())));
  }
}
