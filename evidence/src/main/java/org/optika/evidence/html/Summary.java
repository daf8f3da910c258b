package org.optika.evidence.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.optika.core.evidence.report.Audience;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.evidence.report.SumRule;
import org.optika.evidence.input.TableRows;

/** The five numbers at the top. */
final class Summary {
  private static final String ALL = SumRule.ALL;

  private Summary() {}

  static List<Page.Figure> of(Telling telling) {
    return telling.header().audience() == Audience.AUTHORITY
        ? forAuthority(telling)
        : forPublic(telling);
  }

  private static List<Page.Figure> forAuthority(Telling telling) {
    Language language = telling.language();
    TableRows people = telling.table(ReportTables.PEOPLE_BY_PERMISSION);
    String purpose =
        telling
            .chosenPurposes()
            .filter(
                id ->
                    PermissionStories.permitted(people, id)
                        .filter(r -> r.knows("share"))
                        .isPresent())
            .findFirst()
            .orElseGet(() -> telling.chosenPurposes().findFirst().orElse(""));
    List<Page.Figure> figures = new ArrayList<>();
    figures.add(
        figure(
            telling,
            "observed",
            first(people, "purpose", purpose, "permitted", ALL, "state", ALL)
                .filter(row -> row.knows("people"))
                .map(row -> language.whole(row.known("people"))),
            telling.text("summary.observed.note")));
    for (String permitted : List.of("yes", "no")) {
      Optional<Row> row =
          first(people, "purpose", purpose, "permitted", permitted, "state", ALL)
              .filter(found -> found.knows("people", "share", "share_low", "share_high"));
      figures.add(
          figure(
              telling,
              permitted.equals("yes") ? "tracked" : "untracked",
              row.map(found -> language.percent(found.known("share"))),
              row.map(
                      found ->
                          telling.text(
                              "summary.people.note",
                              telling.interval(found, "share"),
                              language.whole(found.known("people")),
                              telling.purpose(purpose)))
                  .orElse(telling.purpose(purpose))));
    }
    Optional<Row> optIn =
        PermissionStories.overall(telling).filter(row -> row.knows("rate_low", "rate_high"));
    figures.add(
        figure(
            telling,
            "optin",
            optIn.map(row -> language.percent(row.known("rate"))),
            optIn
                .map(
                    row ->
                        telling.text(
                            "summary.optin.note",
                            telling.interval(row, "rate"),
                            language.whole(row.known("denominator")),
                            telling.purpose(row.text("purpose"))))
                .orElse("")));
    Optional<Row> business = first(telling.table(ReportTables.BUSINESS), "segment", ALL);
    figures.add(
        figure(
            telling,
            "revenue",
            business
                .filter(row -> EffectStories.refusedRevenue(row).isPresent())
                .map(row -> language.percent(EffectStories.refusedRevenue(row).getAsDouble())),
            business
                .filter(row -> row.knows("revenue_permitted", "revenue_refused"))
                .map(
                    row ->
                        telling.text(
                            "summary.revenue.note",
                            telling.money(row.known("revenue_refused")),
                            telling.money(
                                row.known("revenue_permitted") + row.known("revenue_refused"))))
                .orElse("")));
    return figures;
  }

  private static List<Page.Figure> forPublic(Telling telling) {
    Language language = telling.language();
    List<Row> releases = Row.of(telling.table(ReportTables.DP_RELEASES));
    TableRows figures = telling.table(ReportTables.DP_FIGURES);
    return List.of(
        figure(telling, "releases", Optional.of(language.whole(releases.size())), ""),
        figure(telling, "figures", Optional.of(language.whole(figures.rows().size())), ""),
        figure(
            telling,
            "epsilon",
            Optional.of(language.shortest(ReleaseStories.sum(releases, "epsilon"))),
            telling.text("summary.epsilon.note")),
        figure(
            telling,
            "delta",
            Optional.of(language.shortest(ReleaseStories.sum(releases, "delta"))),
            telling.text("summary.delta.note")),
        figure(
            telling,
            "uncertain",
            Optional.of(language.whole(ReleaseStories.uncertain(figures))),
            telling.text("summary.uncertain.note")));
  }

  private static Page.Figure figure(
      Telling telling, String name, Optional<String> value, String note) {
    return new Page.Figure(
        telling.text("summary." + name), value.orElse(telling.text("summary.unknown")), note);
  }

  private static Optional<Row> first(TableRows table, String... wanted) {
    return Row.where(table, wanted).stream().findFirst();
  }
}
