package org.optika.jobs.notebooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.optika.jobs.notebooks.LineChart.Line;
import org.optika.jobs.notebooks.LineChart.Point;
import org.optika.jobs.notebooks.LineChart.Style;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class LineChartTest {
  private static final Line CHANCE =
      new Line("chance", Style.REFERENCE, List.of(new Point(0, 0), new Point(100, 100)));
  private static final Line MODEL =
      new Line(
          "model",
          Style.MEASURED,
          List.of(new Point(0, 0), new Point(25, 75), new Point(100, 100)));

  @Test
  void points_lie_where_the_ticks_say() throws Exception {
    Document svg = chart(List.of(MODEL));

    // The inner element is 440 by 320 pixels, y grows downwards.
    Element inner = elements(svg, "svg").get(1);
    assertThat(inner.getAttribute("width")).isEqualTo("440");
    assertThat(inner.getAttribute("height")).isEqualTo("320");
    assertThat(inner.getAttribute("overflow")).isEqualTo("hidden");
    assertThat(attributes(inner, "path", "d")).containsExactly("M0.0 320.0L110.0 80.0L440.0 0.0");
    assertThat(grid(svg, "0", "middle")).isEqualTo(inner.getAttribute("x") + ".0");
    assertThat(grid(svg, "100", "middle")).isEqualTo("504.0");
  }

  @Test
  void a_reference_is_grey_and_broken_and_takes_no_colour() throws Exception {
    Line other = new Line("other", Style.MEASURED, MODEL.points());

    Element inner = elements(chart(List.of(CHANCE, MODEL, other)), "svg").get(1);

    assertThat(attributes(inner, "path", "stroke")).containsExactly("#777", "#0072B2", "#E69F00");
    assertThat(attributes(inner, "path", "stroke-dasharray")).containsExactly("6 4", "", "");
  }

  @Test
  void lines_are_named_where_there_are_several() throws Exception {
    assertThat(texts(chart(List.of(CHANCE, MODEL)))).endsWith("found (%)", "chance", "model");
    assertThat(texts(chart(List.of(MODEL)))).endsWith("found (%)");
  }

  @Test
  void an_interval_is_a_bar_around_its_dot() throws Exception {
    Line line = new Line("rate", Style.MEASURED, List.of(new Point(50, 50, 25, 100)));

    Element inner = elements(chart(List.of(line)), "svg").get(1);

    assertThat(attributes(inner, "path", "d"))
        .containsExactly("M220.0 160.0", "M216.0 0.0h8m-4 0V240.0m-4 0h8");
    assertThat(attributes(inner, "circle", "cx")).containsExactly("220.0");
    assertThat(attributes(inner, "circle", "cy")).containsExactly("160.0");
  }

  @Test
  void who_does_not_see_the_chart_reads_what_it_shows() throws Exception {
    Element svg = chart(List.of(MODEL)).getDocumentElement();

    assertThat(svg.getAttribute("role")).isEqualTo("img");
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("A & B");
    assertThat(svg.getElementsByTagName("desc").item(0).getTextContent()).isEqualTo("x < y");
  }

  @Test
  void numbers_have_a_point_in_every_country() throws Exception {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      points_lie_where_the_ticks_say();
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void what_cannot_be_drawn_is_refused() {
    assertThatThrownBy(() -> chart(List.of()))
        .hasMessage("Plot 'A & B': expected at least one line, got none");
    assertThatThrownBy(() -> new Line("model", Style.MEASURED, List.of()))
        .hasMessage("Line 'model': expected at least one point, got none");
    assertThatThrownBy(() -> new Point(0, 1, 2, 3))
        .hasMessage(
            "Point: expected finite x and low <= y <= high, got x 0.0, low 2.0, y 1.0, high 3.0");
    assertThatThrownBy(() -> new Point(Double.NaN, 1)).hasMessageContaining("got x NaN");
    assertThatThrownBy(() -> new Point(0, Double.NaN)).hasMessageContaining("y NaN");
    assertThatThrownBy(() -> new Point(0, Double.POSITIVE_INFINITY))
        .hasMessageContaining("y Infinity");
  }

  private static Document chart(List<Line> lines) throws Exception {
    String svg =
        new LineChart(
                "A & B",
                "x < y",
                Axis.of("selected (%)", 0, 100),
                Axis.of("found (%)", 0, 100),
                lines)
            .svg();
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
  }

  /** Where the label of a tick stands. */
  private static String grid(Document svg, String text, String anchor) {
    return elements(svg, "text").stream()
        .filter(label -> label.getTextContent().equals(text))
        .filter(label -> label.getAttribute("text-anchor").equals(anchor))
        .map(label -> label.getAttribute("x"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(Document svg) {
    return elements(svg, "text").stream().map(Element::getTextContent).toList();
  }

  private static List<String> attributes(Element in, String tag, String attribute) {
    NodeList nodes = in.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> ((Element) nodes.item(i)).getAttribute(attribute))
        .toList();
  }

  private static List<Element> elements(Document svg, String tag) {
    NodeList nodes = svg.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }
}
