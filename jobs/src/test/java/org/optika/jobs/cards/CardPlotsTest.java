package org.optika.jobs.cards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.card.ModelCard;
import org.optika.core.scores.quality.ReliabilityBin;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The area of each chart is 440 by 320 pixels, y grows downwards. */
class CardPlotsTest {
  private final ModelCard card = SampleCards.card();

  @Test
  void reliability_has_a_dot_and_a_bar_for_each_bin() throws Exception {
    List<ReliabilityBin> bins = card.quality().reliability().bins();

    Document svg = plot(CardPlots.RELIABILITY);

    assertThat(attributes(svg, "circle", "cx"))
        .containsExactlyElementsOf(
            bins.stream().map(bin -> pixels(440 * bin.meanScore())).toList());
    assertThat(attributes(svg, "circle", "cy"))
        .containsExactlyElementsOf(
            bins.stream().map(bin -> pixels(320 - 320 * bin.observedRate())).toList());
    assertThat(lines(svg)).hasSize(2 + bins.size()).startsWith("M0.0 320.0L440.0 0.0");
    assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
        .startsWith(
            "Observed rate with 95 % interval against mean score, 9 bins: 1.8 % said, 2.5 %");
  }

  @Test
  void roc_goes_from_nobody_to_everybody() throws Exception {
    List<String> lines = lines(plot(CardPlots.ROC));

    assertThat(lines.get(0)).isEqualTo("M0.0 320.0L440.0 0.0");
    assertThat(lines.get(1)).startsWith("M0.0 320.0L").endsWith("L440.0 0.0");
  }

  @Test
  void precision_ends_at_the_base_rate() throws Exception {
    String y = pixels(320 - 320 * card.quality().test().baseRate());

    List<String> lines = lines(plot(CardPlots.PRECISION_RECALL));

    assertThat(lines.get(0)).isEqualTo("M0.0 %1$sL440.0 %1$s", y);
    assertThat(lines.get(1)).endsWith("L440.0 " + y);
  }

  @Test
  void lift_ends_at_one() throws Exception {
    List<String> lines = lines(plot(CardPlots.LIFT));

    // The axis ends at 3.
    assertThat(lines.get(0)).isEqualTo("M0.0 213.3L440.0 213.3");
    assertThat(lines.get(1)).endsWith("L440.0 213.3");
  }

  @Test
  void importance_has_a_bar_for_each_feature() throws Exception {
    Document svg = plot(CardPlots.IMPORTANCE);

    assertThat(elements(svg, "rect"))
        .extracting(Element::getTextContent)
        .containsExactly("days-since-last-order", "orders-90d", "touches-30d", "age", "region");
    assertThat(attributes(svg, "rect", "width")).startsWith("460.0", pixels(460 * 0.44 / 0.81));
  }

  private Document plot(String name) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(CardPlots.of(card).get(name).getBytes(UTF_8)));
  }

  /** What is drawn within the axes. */
  private static List<String> lines(Document svg) {
    NodeList nodes = elements(svg, "svg").get(1).getElementsByTagName("path");
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> ((Element) nodes.item(i)).getAttribute("d"))
        .toList();
  }

  private static String pixels(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static List<String> attributes(Document svg, String tag, String attribute) {
    return elements(svg, tag).stream().map(element -> element.getAttribute(attribute)).toList();
  }

  private static List<Element> elements(Document svg, String tag) {
    NodeList nodes = svg.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }
}
