package org.optika.evidence.linked;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.validation.ReportEntry;
import org.apache.jena.sparql.graph.GraphFactory;
import org.optika.evidence.EvidenceException;

/** Holds the linked documents of a bundle against its shapes, as one graph, by Jena. */
public final class ShapeCheck {
  private static final String BASE = "https://optika.example/";

  private ShapeCheck() {}

  /**
   * @param nquads of all linked documents, see {@link Canonical}
   * @param shapes SHACL in Turtle
   * @return what is wrong, one line each, sorted; empty when nothing is
   */
  public static List<String> errors(Collection<String> nquads, byte[] shapes) {
    Graph data = GraphFactory.createDefaultGraph();
    for (String document : nquads) {
      parse("linked documents", document, Lang.NQUADS, data);
    }
    Graph rules = GraphFactory.createDefaultGraph();
    parse(Vocabulary.SHAPES, new String(shapes, StandardCharsets.UTF_8), Lang.TURTLE, rules);
    return ShaclValidator.get().validate(Shapes.parse(rules), data).getEntries().stream()
        .map(ShapeCheck::line)
        .sorted()
        .distinct()
        .toList();
  }

  private static void parse(String name, String text, Lang language, Graph graph) {
    try {
      RDFParser.fromString(text, language)
          .errorHandler(ErrorHandlerFactory.errorHandlerNoWarnings)
          .parse(graph);
    } catch (RiotException e) {
      throw new EvidenceException("%s: cannot be read as RDF: %s", name, e.getMessage());
    }
  }

  private static String line(ReportEntry entry) {
    String path = entry.resultPath() == null ? "" : " " + shortened(entry.resultPath().toString());
    return "%s%s: %s".formatted(shortened(text(entry.focusNode())), path, entry.message());
  }

  private static String text(Node node) {
    return node.isURI() ? node.getURI() : node.toString();
  }

  private static String shortened(String iri) {
    return iri.replace("<", "").replace(">", "").replace(BASE, "");
  }
}
