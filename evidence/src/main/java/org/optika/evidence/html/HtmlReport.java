package org.optika.evidence.html;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.optika.core.evidence.report.Audience;
import org.optika.core.evidence.report.Metric;
import org.optika.core.evidence.report.ReportTable;
import org.optika.evidence.input.ReportHeader;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;

/**
 * {@code report.html}: the report as one page that a person reads, in all languages at once, of
 * which a switch shows one. It has no script and loads nothing; the same input gives the same
 * bytes. The markup is well-formed XML too.
 */
public final class HtmlReport {
  /** Characters that neither HTML nor XML has. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]");

  private HtmlReport() {}

  /** A page that names no key: who checks the bundle has to know the fingerprint otherwise. */
  public static byte[] render(ReportInput input) {
    return render(input, Optional.empty());
  }

  /**
   * @param keyFingerprint of the key that signs the bundle, for readers to compare
   * @return UTF-8
   */
  public static byte[] render(ReportInput input, Optional<String> keyFingerprint) {
    List<Page> pages =
        Arrays.stream(Language.values())
            .map(language -> page(new Telling(language, input), keyFingerprint))
            .toList();
    StringWriter writer = new StringWriter();
    try {
      configuration()
          .getTemplate("report.ftlh")
          .process(
              Map.of(
                  "pages",
                  pages,
                  "style",
                  HTMLOutputFormat.INSTANCE.fromMarkup(resource("report.css"))),
              writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TemplateException e) {
      throw new IllegalStateException(e);
    }
    return CONTROL.matcher(writer.toString()).replaceAll("\ufffd").getBytes(StandardCharsets.UTF_8);
  }

  private static Page page(Telling telling, Optional<String> keyFingerprint) {
    ReportHeader header = telling.header();
    boolean isForAuthority = header.audience() == Audience.AUTHORITY;
    return new Page(
        telling.language().tag(),
        telling.language().texts(),
        telling.text("title." + header.audience().id()),
        header.controller().name(),
        telling.text("lead." + header.audience().id()),
        Summary.of(telling),
        about(telling),
        isForAuthority
            ? telling.text("withheld.explained", telling.language().whole(header.threshold()))
            : "",
        purposes(telling),
        telling.input().tables().stream().map(rows -> section(telling, rows)).toList(),
        Documents.of(telling),
        check(telling, keyFingerprint),
        origin(telling),
        provenance(telling));
  }

  private static List<Page.Fact> about(Telling telling) {
    ReportHeader header = telling.header();
    Language language = telling.language();
    List<Page.Fact> facts = new ArrayList<>();
    facts.add(fact(telling, "controller", header.controller().name()));
    addUnlessEmpty(facts, telling, "contact", header.controller().contact());
    addUnlessEmpty(facts, telling, "dpo", header.controller().dpo());
    facts.add(
        fact(
            telling,
            "period",
            telling.text(
                "about.period.value",
                language.day(header.periodFrom()),
                language.day(header.periodUntil().minusDays(1)),
                header.periodId())));
    facts.add(fact(telling, "as-of", language.instant(header.asOf())));
    facts.add(fact(telling, "known-at", language.instant(header.knownAt())));
    facts.add(
        fact(
            telling,
            "audience",
            header.authority().isEmpty()
                ? telling.text("audience." + header.audience().id())
                : header.authority()));
    addUnlessEmpty(facts, telling, "legal-duty", header.legalDuty());
    return facts;
  }

  private static List<Page.Fact> check(Telling telling, Optional<String> keyFingerprint) {
    List<Page.Fact> facts = new ArrayList<>();
    facts.add(
        new Page.Fact(
            telling.text("check.optika"),
            "optika report verify %s.zip".formatted(telling.header().bundleName()),
            true));
    facts.add(new Page.Fact(telling.text("check.node"), "node verify.mjs", true));
    keyFingerprint.ifPresent(
        fingerprint ->
            facts.add(new Page.Fact(telling.text("check.fingerprint"), fingerprint, true)));
    return facts;
  }

  private static List<Page.Fact> origin(Telling telling) {
    ReportHeader header = telling.header();
    List<Page.Fact> facts = new ArrayList<>();
    facts.add(fact(telling, "as-of", telling.language().instant(header.asOf())));
    facts.add(fact(telling, "known-at", telling.language().instant(header.knownAt())));
    facts.add(fact(telling, "zone", header.zone()));
    addUnlessEmpty(facts, telling, "model", header.attributionModel());
    facts.add(fact(telling, "generator", "Optika " + header.generatorVersion()));
    facts.add(code(telling, "config", header.configHash()));
    facts.add(code(telling, "rules", header.rulePackHash()));
    return facts;
  }

  private static List<Page.Grid> provenance(Telling telling) {
    return Stream.of(
            list(
                telling,
                "versions",
                telling.header().versions().entrySet().stream()
                    .map(
                        entry ->
                            List.of(
                                text(entry.getKey()),
                                new Page.Cell(
                                    telling.language().whole(entry.getValue()), Page.Kind.NUMBER)))
                    .toList()),
            list(
                telling,
                "runs",
                telling.header().runs().entrySet().stream()
                    .map(
                        entry ->
                            List.of(
                                text(entry.getKey()),
                                new Page.Cell(entry.getValue(), Page.Kind.CODE)))
                    .toList()))
        .filter(grid -> !grid.lines().isEmpty())
        .toList();
  }

  /** A table of two columns. */
  private static Page.Grid list(Telling telling, String name, List<List<Page.Cell>> rows) {
    return new Page.Grid(
        telling.id("table-" + name),
        telling.text("origin." + name),
        List.of(
            new Page.Head(telling.text("origin.%s.key".formatted(name)), false),
            new Page.Head(
                telling.text("origin.%s.value".formatted(name)), name.equals("versions"))),
        rows.stream().map(cells -> new Page.Line(cells, false)).toList(),
        false,
        "");
  }

  private static Page.Grid purposes(Telling telling) {
    List<Page.Line> lines = new ArrayList<>();
    for (ReportHeader.Purpose purpose : telling.header().purposes()) {
      String exceptions =
          String.join(
              ", ",
              purpose.basisIn().entrySet().stream()
                  .map(
                      entry ->
                          entry.getKey() + ": " + telling.shown("legal_basis", entry.getValue()))
                  .toList());
      lines.add(
          new Page.Line(
              List.of(
                  text(telling.purpose(purpose.id())),
                  text(
                      telling.shown("legal_basis", purpose.basis())
                          + (purpose.article().isEmpty() ? "" : " (" + purpose.article() + ")")),
                  text(exceptions.isEmpty() ? telling.text("missing") : exceptions),
                  text(purpose.id())),
              false));
    }
    return new Page.Grid(
        telling.id("table-purposes"),
        telling.text("purposes.caption"),
        Stream.of("purpose", "basis", "exceptions", "id")
            .map(column -> new Page.Head(telling.text("purposes." + column), false))
            .toList(),
        lines,
        false,
        "");
  }

  private static Page.Section section(Telling telling, TableRows rows) {
    ReportTable table = rows.table();
    Story story = Stories.of(table, telling);
    List<String> sentences =
        rows.rows().isEmpty() && story.sentences().isEmpty()
            ? List.of(telling.text("section.empty"))
            : story.sentences();
    return new Page.Section(
        telling.id(table.id()),
        telling.text("table." + table.id()),
        telling.text("table.%s.meaning".formatted(table.id())),
        sentences,
        story.charts(),
        Grids.of(table, telling),
        table.metrics().stream().map(metric -> definition(telling, metric)).toList(),
        "data/%s.csv".formatted(table.id()),
        table.columns().stream()
            .map(
                column ->
                    new Page.Fact(
                        column.name(), Grids.label(telling.language(), table, column), false))
            .toList());
  }

  private static Page.Definition definition(Telling telling, Metric metric) {
    return new Page.Definition(
        telling.text("metric." + metric.id()),
        List.of(
            part(telling, "formula", metric.formula()),
            part(telling, "denominator", metric.denominator()),
            part(telling, "window", metric.window()),
            part(telling, "interval", metric.interval()),
            part(telling, "excluded", metric.excluded())));
  }

  /** The texts of definitions are found by what the declaration says, so that none falls behind. */
  private static Page.Fact part(Telling telling, String name, String declared) {
    return new Page.Fact(
        telling.text("definition." + name),
        telling.text("phrase." + Language.slug(declared)),
        false);
  }

  private static Page.Cell text(String text) {
    return new Page.Cell(text, Page.Kind.TEXT);
  }

  private static Page.Fact fact(Telling telling, String name, String value) {
    return new Page.Fact(telling.text("about." + name), value, false);
  }

  private static Page.Fact code(Telling telling, String name, String value) {
    return new Page.Fact(telling.text("about." + name), value, true);
  }

  private static void addUnlessEmpty(
      List<Page.Fact> facts, Telling telling, String name, String value) {
    if (!value.isEmpty()) {
      facts.add(fact(telling, name, value));
    }
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(HtmlReport.class, "");
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setLocale(Locale.ROOT);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    return configuration;
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
