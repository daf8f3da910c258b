package org.optika.evidence.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.evidence.report.ColumnType;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.core.evidence.report.ReportTables;
import org.optika.evidence.Fixture;
import org.optika.evidence.Json;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class HtmlReportTest {
  private static final String HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>";

  @TempDir Path folder;

  @Test
  void the_same_input_gives_the_same_bytes() {
    assertThat(HtmlReport.render(Fixture.input())).isEqualTo(HtmlReport.render(Fixture.input()));
  }

  @Test
  void the_page_is_small() {
    assertThat(HtmlReport.render(Fixture.input())).hasSizeLessThan(1_500_000);
  }

  @Test
  void every_reference_leads_to_one_place_on_the_page() throws Exception {
    Document page = parsed(Fixture.input());
    Map<String, Integer> ids = new TreeMap<>();
    attributes(page)
        .filter(attribute -> attribute.getName().equals("id"))
        .forEach(id -> ids.merge(id.getValue(), 1, Integer::sum));
    List<String> wanted = new ArrayList<>();
    attributes(page)
        .forEach(
            attribute -> {
              switch (attribute.getName()) {
                case "for" -> wanted.add(attribute.getValue());
                case "aria-labelledby" -> wanted.addAll(List.of(attribute.getValue().split(" ")));
                case "href" -> {
                  if (attribute.getValue().startsWith("#")) {
                    wanted.add(attribute.getValue().substring(1));
                  }
                }
                default -> {}
              }
            });

    assertThat(ids.values()).containsOnly(1);
    assertThat(wanted).hasSizeGreaterThan(50);
    assertThat(ids.keySet()).containsAll(wanted);
  }

  @Test
  void months_that_stand_out_are_told_in_both_languages() {
    String page = new String(HtmlReport.render(Fixture.input()), StandardCharsets.UTF_8);

    assertThat(page)
        .contains("8 of 18 that could be compared with the one before")
        .contains("8 van 18 die met de vorige konden worden vergeleken")
        .contains("<td class=\"number\">3.2%</td><td>stands out: higher</td>")
        .contains("<td>binnen een uur</td><td>valt op: hoger</td>")
        .contains("<td>see “Withdrawals and the time until they were known”</td>");
  }

  @Test
  void retention_is_told_for_all_purposes_with_the_same_limit_together() {
    String page = new String(HtmlReport.render(Fixture.input()), StandardCharsets.UTF_8);

    assertThat(page)
        .contains(
            "Marketing contacts are kept for at most 10 months for: measurement, attribution. The oldest is 12 months old (months begun); rows past the limit: 15,000.")
        .contains(
            "Bestellingen mogen 25 maanden worden bewaard voor: profilering. Er zijn er geen.")
        .contains("The controller has given no limit for: e-mail marketing.");
  }

  @Test
  void documents_show_days_and_names_for_people_and_leave_proofs_to_programs() {
    String page =
        new String(
            HtmlReport.render(org.optika.evidence.Documents.input()), StandardCharsets.UTF_8);

    assertThat(page)
        .contains("<td>1 September 2027</td>", "<td>1 september 2027</td>")
        .doesNotContain("2027-09-01T00:00:00Z")
        .contains("Entries that are proven to be in it")
        .doesNotContain("optika-log-inclusion-1");
  }

  @Test
  void nothing_is_loaded_and_nothing_runs() throws Exception {
    Document page = parsed(Fixture.input());

    assertThat(attributes(page).map(Attr::getName))
        .noneMatch(name -> name.startsWith("on"))
        .doesNotContain("src", "srcset", "action", "style", "data", "poster");
    assertThat(
            attributes(page)
                .filter(attribute -> attribute.getName().equals("href"))
                .map(Attr::getValue))
        .allMatch(target -> target.startsWith("#") || target.equals("data:,"));
    assertThat(names(page)).doesNotContain("script", "iframe", "object", "embed", "img", "form");
    assertThat(text(page, "style")).doesNotContain("url(", "@import", "http", "<", "&");
    assertThat(attributes(page).map(Attr::getValue))
        .contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
  }

  @Test
  void names_and_values_of_others_stay_text() throws Exception {
    String quoted =
        Json.line(
            Json.read(
                "text",
                ("\"" + HOSTILE.replace("\"", "\\\"") + "\"").getBytes(StandardCharsets.UTF_8)));
    ReportInput hostile =
        changed(
            text ->
                text.replace("\"Fjordpad B.V.\"", quoted)
                    .replace("\"NL-NH\"", quoted)
                    .replace("\"by-month\"", quoted)
                    .replace("\"paid-search\"", quoted)
                    .replace("\"measurement\"", quoted)
                    .replace("\"consent_web\"", quoted)
                    .replace("\"rows_in\"", quoted)
                    .replace("\"consent events\"", "\"a\\u0000\\u001f\\ufffeb\""));

    Document page = parsed(hostile);

    assertThat(names(page)).doesNotContain("script", "img");
    assertThat(text(page, "title")).contains(HOSTILE);
    assertThat(text(page, "td") + text(page, "th") + text(page, "text") + text(page, "desc"))
        .contains(HOSTILE);
    assertThat(text(page, "th")).contains("a\ufffd\ufffd\ufffdb");
    assertThat(attributes(page).map(Attr::getName)).noneMatch(name -> name.startsWith("on"));
  }

  @Test
  void withheld_rows_never_show_a_number_even_where_they_hold_one() throws Exception {
    ReportInput input = Fixture.input();
    ReportInput poisoned =
        new ReportInput(
            input.header(),
            input.source(),
            input.tables().stream().map(HtmlReportTest::poisoned).toList(),
            input.documents());

    byte[] page = HtmlReport.render(poisoned);

    assertThat(text(parsed(page), "td")).contains("withheld", "afgeschermd");
    assertThat(page).isEqualTo(HtmlReport.render(input));
  }

  @Test
  void rows_that_are_all_withheld_leave_no_figure_in_sentences_charts_and_summary()
      throws Exception {
    ReportInput input = Fixture.input();
    Document page =
        parsed(
            HtmlReport.render(
                new ReportInput(
                    input.header(),
                    input.source(),
                    input.tables().stream().map(HtmlReportTest::withheld).toList(),
                    Map.of())));

    List<String> withNumbers =
        elements(page, "td")
            .filter(cell -> cell.getAttribute("class").equals("number"))
            .map(HtmlReportTest::section)
            .distinct()
            .toList();
    assertThat(withNumbers)
        .containsExactlyInAnyOrder("en-dp-releases", "en-origin", "nl-dp-releases", "nl-origin");
    assertThat(text(page, "dd")).contains("not known", "niet bekend");
    assertThat(elements(page, "rect").map(bar -> bar.getAttribute("class"))).contains("dashed");
    assertThat(text(page, "desc")).doesNotContain("%");
  }

  @Test
  void tables_without_rows_are_said_to_be_empty() throws Exception {
    ReportInput input = Fixture.input();
    Document page =
        parsed(
            HtmlReport.render(
                new ReportInput(
                    input.header(),
                    input.source(),
                    input.tables().stream()
                        .map(rows -> new TableRows(rows.table(), List.of()))
                        .toList(),
                    Map.of())));

    assertThat(text(page, "p"))
        .contains(
            "There are no rows for this period.",
            "Voor deze periode zijn er geen regels.",
            "No requests or complaints were counted in the period.");
    assertThat(elements(page, "figure")).isEmpty();
  }

  @Test
  void both_languages_say_the_figures_in_their_own_way() throws Exception {
    Document page = parsed(Fixture.input());
    List<Element> pages =
        elements(page, "div").filter(div -> div.getAttribute("class").startsWith("page ")).toList();

    assertThat(pages).extracting(div -> div.getAttribute("lang")).containsExactly("en", "nl");
    assertThat(pages.get(0).getTextContent())
        .contains("3,500 people, 70.0% (68.7–71.3%) of those observed, may be tracked")
        .contains("Autoriteit Persoonsgegevens", "GDPR 31 and 58(1)(a)")
        .contains("1 July 2026 to 30 September 2026 (2026-Q3)");
    assertThat(pages.get(1).getTextContent())
        .contains("3.500 personen, 70,0% (68,7–71,3%) van de waargenomen personen")
        .contains("1 juli 2026 t/m 30 september 2026 (2026-Q3)")
        .contains("€\u00a0140.001");
  }

  /** 42,850 of 42,900 rows are 99.88 %: what is left is thinner than a pixel, and not below 0. */
  @Test
  void a_withheld_part_that_is_nearly_nothing_is_drawn_too() throws Exception {
    ReportInput input =
        changed(
            text ->
                text.replace("\"0-6 months\", 30000, false", "\"0-6 months\", 42850, false")
                    .replace("\"6-13 months\", 12000, false", "\"6-13 months\", null, true")
                    .replace("\"13-25 months\", 900, false", "\"13-25 months\", null, true"));

    List<Element> parts =
        elements(parsed(input), "rect")
            .filter(part -> section(part).equals("en-retention"))
            .filter(part -> part.getAttribute("class").equals("dashed"))
            .filter(part -> part.getAttribute("width").endsWith("%"))
            .toList();

    assertThat(parts)
        .singleElement()
        .satisfies(part -> assertThat(part.getAttribute("width")).isEqualTo("0.06%"));
  }

  @Test
  void headings_go_down_one_level_at_a_time() throws Exception {
    int level = 0;
    int tops = 0;
    for (String name : names(parsed(Fixture.input()))) {
      if (name.matches("h[1-6]")) {
        int next = name.charAt(1) - '0';
        tops += next == 1 ? 1 : 0;
        assertThat(next).isLessThanOrEqualTo(level + 1);
        level = next;
      }
    }
    assertThat(tops).isEqualTo(Language.values().length);
  }

  @Test
  void every_chart_says_its_figures_in_words() throws Exception {
    List<Element> charts =
        elements(parsed(Fixture.input()), "svg")
            .filter(svg -> svg.getAttribute("class").equals("chart"))
            .toList();

    assertThat(charts).hasSizeGreaterThan(15);
    for (Element chart : charts) {
      assertThat(chart.getAttribute("role")).isEqualTo("img");
      assertThat(chart.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
      assertThat(chart.getElementsByTagName("desc").item(0).getTextContent())
          .containsPattern("\\d|withheld|afgeschermd");
    }
  }

  @Test
  void the_public_gets_releases_and_nothing_else() throws Exception {
    ReportInput input =
        changed(
            text -> text.replace("\"audience\": \"authority\"", "\"audience\": \"public\""),
            "tables/dp_figures.json",
            """
            {"table": "dp_figures", "rows": [
            ["%1$s", "channel", "direct", "-", "all", "-", "all", "reach", 1234.5, 1200.25, 1268.75, 17.5, false],
            ["%1$s", "channel", "email", "-", "all", "-", "all", "reach", -3.0, -37.0, 31.0, 17.5, true]
            ]}
            """
                .formatted("c".repeat(64)));

    Document page = parsed(input);

    assertThat(elements(page, "section").map(section -> section.getAttribute("id")))
        .contains("en-dp-releases", "en-dp-figures", "nl-dp-figures")
        .doesNotContain("en-people-by-permission", "en-gate");
    assertThat(text(page, "h1")).contains("figures for the public", "cijfers voor het publiek");
    assertThat(text(page, "td"))
        .contains("1,235", "1.235", "−3.00", "−37.00 to 31.00", "−37,00 tot 31,00");
    assertThat(text(page, "code")).contains("report-fjordpad-2026-Q3-public.zip");
  }

  @Test
  void the_fingerprint_is_shown_when_it_is_known() throws Exception {
    byte[] page = HtmlReport.render(Fixture.input(), Optional.of("SHA256:abc"));

    assertThat(text(parsed(page), "code"))
        .contains("SHA256:abc", "optika report verify report-fjordpad-2026-Q3.zip");
    assertThat(text(parsed(Fixture.input()), "dt")).doesNotContain("Fingerprint");
  }

  @Test
  void long_tables_are_cut_with_a_word_about_it() throws Exception {
    ReportInput input = Fixture.input();
    List<List<Object>> many =
        IntStream.range(0, Grids.MOST_ROWS + 5)
            .mapToObj(number -> List.<Object>of("access", "month " + number, 20L, 20L, false))
            .toList();
    Document page =
        parsed(
            HtmlReport.render(
                new ReportInput(
                    input.header(),
                    input.source(),
                    input.tables().stream()
                        .map(
                            rows ->
                                rows.table().equals(ReportTables.REQUESTS)
                                    ? new TableRows(rows.table(), many)
                                    : rows)
                        .toList(),
                    Map.of())));

    assertThat(text(page, "p"))
        .contains(
            "The page shows the first 1,000 of 1,005 rows; all of them are in"
                + " data/requests.csv.");
  }

  @Test
  void charts_of_many_cells_show_the_first_and_say_so() throws Exception {
    ReportInput input = Fixture.input();
    List<List<Object>> many =
        IntStream.range(0, 30)
            .mapToObj(
                number ->
                    List.<Object>of(
                        "by-region",
                        "opt-in-rate",
                        "measurement",
                        "region",
                        "R" + number,
                        "-",
                        "all",
                        "-",
                        "all",
                        50L,
                        100L,
                        0.5,
                        0.4038,
                        0.5962,
                        false))
            .toList();
    Document page =
        parsed(
            HtmlReport.render(
                new ReportInput(
                    input.header(),
                    input.source(),
                    input.tables().stream()
                        .map(
                            rows ->
                                rows.table().equals(ReportTables.OPT_IN)
                                    ? new TableRows(rows.table(), many)
                                    : rows)
                        .toList(),
                    Map.of())));

    assertThat(text(page, "figcaption"))
        .contains(
            "Opt-in rate, measurement, by region (the first 16 of 30)",
            "Opt-inpercentage, meting, naar regio (de eerste 16 van 30)");
  }

  private ReportInput changed(UnaryOperator<String> change) throws Exception {
    try (Stream<Path> files = Files.walk(Fixture.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(Fixture.folder().relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, change.apply(Files.readString(file)));
      }
    }
    return ReportInput.read(folder);
  }

  private ReportInput changed(UnaryOperator<String> change, String file, String content)
      throws Exception {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), content);
    return changed(change);
  }

  /** With figures in withheld rows, which no input should have. */
  private static TableRows poisoned(TableRows rows) {
    return new TableRows(
        rows.table(),
        rows.rows().stream().map(row -> rows.isWithheld(row) ? filled(rows, row) : row).toList());
  }

  private static List<Object> filled(TableRows rows, List<Object> row) {
    return IntStream.range(0, row.size())
        .mapToObj(
            place -> {
              ReportColumn column = rows.table().columns().get(place);
              return !column.nullable()
                  ? row.get(place)
                  : column.type() == ColumnType.INTEGER ? (Object) 98765L : (Object) 0.98765;
            })
        .toList();
  }

  private static TableRows withheld(TableRows rows) {
    return rows.table().canWithhold()
        ? new TableRows(
            rows.table(),
            rows.rows().stream()
                .map(
                    row -> {
                      List<Object> values = new ArrayList<>(row);
                      values.set(rows.table().indexOf("withheld"), true);
                      return values;
                    })
                .toList())
        : rows;
  }

  private static Document parsed(ReportInput input) throws Exception {
    return parsed(HtmlReport.render(input));
  }

  private static Document parsed(byte[] page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(page));
  }

  private static Stream<Element> elements(Document page, String name) {
    NodeList found = page.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(index -> (Element) found.item(index));
  }

  /** Id of the section that an element is in. */
  private static String section(Element element) {
    Node node = element;
    while (!node.getNodeName().equals("section")) {
      node = node.getParentNode();
    }
    return ((Element) node).getAttribute("id");
  }

  private static List<String> names(Document page) {
    return elements(page, "*").map(Element::getTagName).toList();
  }

  private static Stream<Attr> attributes(Document page) {
    return elements(page, "*")
        .flatMap(
            element ->
                IntStream.range(0, element.getAttributes().getLength())
                    .mapToObj(index -> (Attr) element.getAttributes().item(index)));
  }

  private static String text(Document page, String name) {
    return String.join("\n", elements(page, name).map(Element::getTextContent).toList());
  }
}
