package org.optika.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.optika.core.privacy.suppression.LinkedTables;
import org.optika.core.privacy.suppression.MarginTable;
import org.optika.core.privacy.suppression.SmallCellSuppression;
import org.optika.core.scores.card.ModelCard;
import org.optika.core.scores.card.ProposalGroup;
import org.optika.core.scores.card.RiskGroup;
import org.optika.core.scores.uplift.Interval;

/**
 * Models, scores and proposals as tables for a terminal: sums over people, groups of few hidden.
 */
final class ScoreText {
  private static final String ALL = "all";
  private static final String SUPPRESSED = "suppressed";

  private ScoreText() {}

  /**
   * What an experiment has shown of an action.
   *
   * @param average effect on the probability to stay
   * @param use what is done with it
   */
  record Effect(String experiment, String action, double average, Interval interval, String use) {}

  /** How good the model is. */
  static String model(ModelCard card) {
    TextTable table = new TextTable("figure", "value", "95 % interval");
    card.quality()
        .test()
        .figures()
        .forEach(
            (name, figure) ->
                table.row(
                    name,
                    number(figure.value()),
                    figure
                        .interval()
                        .map(one -> "[%s, %s]".formatted(number(one.low()), number(one.high())))
                        .orElse("")));
    return titled(
        "Model of churn within %d days: %s, trained as of %s on %s people; figures on later people"
            .formatted(
                card.label().withinDays(),
                card.model().learner(),
                card.timing().asOf(),
                count(card.consent().training().people())),
        table);
  }

  /** What actions change. */
  static String effects(List<Effect> effects) {
    TextTable table =
        new TextTable("action", "experiment", "average effect", "95 % interval", "what is done");
    effects.forEach(
        effect ->
            table.row(
                effect.action(),
                effect.experiment(),
                number(effect.average()),
                "[%s, %s]"
                    .formatted(number(effect.interval().low()), number(effect.interval().high())),
                effect.use()));
    return titled("What actions change: probability to stay with the action minus without", table);
  }

  /**
   * People with a score, by risk and by what is proposed; a table without people is left out.
   *
   * @param threshold groups of fewer people are hidden, and so many more that none can be found as
   *     the rest of a total. Sums of all are hidden then, too: what one contact costs is known, and
   *     with it how many there were
   */
  static String people(List<RiskGroup> risks, List<ProposalGroup> proposals, int threshold) {
    List<Set<String>> hidden =
        hidden(
            List.of(
                byName("probability", risks, RiskGroup::name, RiskGroup::people),
                byName("action", proposals, ProposalGroup::action, ProposalGroup::people)),
            threshold);
    StringBuilder text = new StringBuilder();
    if (!risks.isEmpty()) {
      TextTable table =
          new TextTable("probability", "people", "expected to churn", "value at stake");
      RiskGroup all = risks.stream().reduce(new RiskGroup(ALL, 0, 0, 0), RiskGroup::plus);
      risks.forEach(
          group -> table.row(cells(group.name(), group.people(), sums(group), hidden.get(0))));
      table.row(total(all.people(), sums(all), hidden.get(0)));
      text.append(titled("Churn scores: people by probability of churn", table));
    }
    if (!proposals.isEmpty()) {
      TextTable table =
          new TextTable("action", "people", "cost", "expected net gain", "a human decides");
      ProposalGroup all =
          proposals.stream().reduce(new ProposalGroup(ALL, 0, 0, 0, 0), ProposalGroup::plus);
      proposals.forEach(
          group -> table.row(cells(group.action(), group.people(), sums(group), hidden.get(1))));
      table.row(total(all.people(), sums(all), hidden.get(1)));
      text.append(titled("Next best action: people by what is proposed for them", table));
    }
    return text.toString();
  }

  private static List<String> sums(RiskGroup group) {
    return List.of(rounded(group.churners()), rounded(group.atStake()));
  }

  private static List<String> sums(ProposalGroup group) {
    return List.of(money(group.cost()), money(group.netGain()), count(group.review()));
  }

  private static Object[] cells(String name, long people, List<String> sums, Set<String> hidden) {
    boolean shown = !hidden.contains(name);
    List<String> cells = new ArrayList<>(List.of(name, shown ? count(people) : SUPPRESSED));
    cells.addAll(shown ? sums : Collections.nCopies(sums.size(), ""));
    return cells.toArray();
  }

  private static Object[] total(long people, List<String> sums, Set<String> hidden) {
    return cells(
        ALL,
        people,
        hidden.isEmpty() ? sums : Collections.nCopies(sums.size(), ""),
        hidden.contains(MarginTable.ALL) ? Set.of(ALL) : Set.of());
  }

  private static <T> MarginTable byName(
      String dimension, List<T> groups, Function<T, String> name, Function<T, Long> people) {
    Map<List<String>, Long> cells = new LinkedHashMap<>();
    groups.forEach(group -> cells.put(List.of(name.apply(group)), people.apply(group)));
    return MarginTable.of(List.of(dimension), cells);
  }

  /** Of each table the groups, and {@link MarginTable#ALL}, that must not be told. */
  private static List<Set<String>> hidden(List<MarginTable> tables, int threshold) {
    return LinkedTables.apply(new SmallCellSuppression(threshold), tables).stream()
        .map(
            table -> table.withheld().stream().map(cell -> cell.get(0)).collect(Collectors.toSet()))
        .toList();
  }

  private static String titled(String title, TextTable table) {
    return "\n%s\n\n%s".formatted(title, table);
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String rounded(double amount) {
    return String.format(Locale.ROOT, "%,.0f", amount);
  }

  private static String money(double amount) {
    return String.format(Locale.ROOT, "%,.2f", amount);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
