package org.optika.jobs.notebooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.optika.jobs.notebooks.Plot.Bar;
import org.optika.jobs.notebooks.Plot.Span;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PlotTest {

  @Test
  void bars_are_as_long_as_their_values() throws Exception {
    Document svg =
        parse(
            Plot.bars(
                "Credit",
                "conversions",
                List.of(new Bar("search", 300), new Bar("e-mail", 150), new Bar("none", 0))));

    assertThat(attributes(svg, "rect", "width")).containsExactly("460.0", "230.0", "0.0");
    assertThat(texts(svg))
        .containsExactly(
            "Credit",
            "search",
            "300 conversions",
            "e-mail",
            "150 conversions",
            "none",
            "0 conversions");
  }

  @Test
  void an_interval_is_drawn_on_the_scale_of_the_bars() throws Exception {
    Document svg = parse(Plot.bars("Opt-in", "", List.of(new Bar("web", 0.5, 0.25, 1.0))));

    assertThat(attributes(svg, "rect", "width")).containsExactly("230.0");
    assertThat(attributes(svg, "path", "d")).containsExactly("M315.0 40.0v8m0 -4H660.0m0 -4v8");
  }

  @Test
  void bars_that_are_all_zero_have_no_length() throws Exception {
    assertThat(
            attributes(parse(Plot.bars("None", "", List.of(new Bar("web", 0)))), "rect", "width"))
        .containsExactly("0.0");
  }

  @Test
  void spans_lie_on_one_axis_and_in_the_row_that_they_name() throws Exception {
    Document svg =
        parse(
            Plot.spans(
                "Consent",
                List.of(
                    new Span("measurement", at("2026-03-01"), at("2026-03-03"), "consent"),
                    new Span("measurement", at("2026-03-03"), at("2026-03-05"), "withdrawn"),
                    new Span("profiling", at("2026-03-02"), at("2026-03-04"), "consent"))));

    assertThat(attributes(svg, "rect", "x")).startsWith("200.0", "430.0", "315.0");
    assertThat(attributes(svg, "rect", "width")).startsWith("230.0", "230.0", "230.0");
    assertThat(attributes(svg, "rect", "y")).startsWith("36.0", "36.0", "60.0");
    assertThat(attributes(svg, "rect", "fill")).startsWith("#0072B2", "#E69F00", "#0072B2");
    assertThat(texts(svg))
        .containsExactly(
            "Consent",
            "measurement",
            "profiling",
            "2026-03-01",
            "2026-03-02",
            "2026-03-03",
            "2026-03-04",
            "2026-03-05",
            "consent",
            "withdrawn");
  }

  @Test
  void markup_in_a_label_stays_text() throws Exception {
    Document svg = parse(Plot.bars("A & B", "<b>", List.of(new Bar("<script>", 1))));

    assertThat(texts(svg)).containsExactly("A & B", "<script>", "1 <b>");
  }

  @Test
  void what_cannot_be_drawn_is_refused() {
    assertThatThrownBy(() -> new Bar("web", -1))
        .hasMessage(
            "Bar 'web': expected finite 0 <= low <= value <= high, got low -1.0, value -1.0, high -1.0");
    assertThatThrownBy(() -> new Bar("web", Double.NaN)).hasMessageContaining("value NaN");
    assertThatThrownBy(() -> new Bar("web", Double.POSITIVE_INFINITY))
        .hasMessageContaining("value Infinity");
    assertThatThrownBy(() -> new Span("profiling", at("2026-03-02"), at("2026-03-02"), "consent"))
        .hasMessage(
            "Span of row 'profiling': expected from before to, got 2026-03-02T00:00:00Z and 2026-03-02T00:00:00Z");
    assertThatThrownBy(() -> Plot.bars("Credit", "", List.of()))
        .hasMessage("Plot 'Credit': expected at least one row, got none");
    assertThatThrownBy(() -> Plot.spans("Consent", List.of()))
        .hasMessage("Plot 'Consent': expected at least one row, got none");
  }

  private static Instant at(String day) {
    return Instant.parse(day + "T00:00:00Z");
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
  }

  private static List<String> attributes(Document svg, String tag, String attribute) {
    return elements(svg, tag).stream().map(element -> element.getAttribute(attribute)).toList();
  }

  private static List<String> texts(Document svg) {
    return elements(svg, "text").stream().map(Element::getTextContent).toList();
  }

  private static List<Element> elements(Document svg, String tag) {
    NodeList nodes = svg.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }
}
