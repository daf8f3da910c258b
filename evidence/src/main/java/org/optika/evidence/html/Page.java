package org.optika.evidence.html;

import freemarker.core.TemplateHTMLOutputModel;
import java.util.List;
import java.util.Map;

/**
 * What the template shows in one language. Texts are plain and are escaped by the template; only
 * the drawings are markup.
 *
 * @param texts those that do not depend on the report
 */
public record Page(
    String lang,
    Map<String, String> texts,
    String title,
    String subtitle,
    String lead,
    List<Figure> figures,
    List<Fact> about,
    String withheld,
    Grid purposes,
    List<Section> sections,
    List<Document> documents,
    List<Fact> check,
    List<Fact> origin,
    List<Grid> provenance) {

  /**
   * A number of the summary.
   *
   * @param note its interval, or what it is a part of
   */
  public record Figure(String label, String value, String note) {}

  public record Fact(String label, String value, boolean code) {}

  /** About one table of the report. */
  public record Section(
      String id,
      String title,
      String meaning,
      List<String> sentences,
      List<Chart> charts,
      List<Grid> grids,
      List<Definition> definitions,
      String file,
      List<Fact> fields) {}

  /**
   * @param svg a whole element, with its text alternative
   */
  public record Chart(String title, TemplateHTMLOutputModel svg, List<Key> legend) {}

  /** What a colour of a chart stands for. */
  public record Key(String fill, String label) {}

  /**
   * @param folded whether it is long, and shown when asked for (and in print)
   * @param note what is left out of the page; empty = nothing
   */
  public record Grid(
      String id, String caption, List<Head> heads, List<Line> lines, boolean folded, String note) {}

  public record Head(String text, boolean number) {}

  /**
   * @param sum whether it sums up other rows
   */
  public record Line(List<Cell> cells, boolean sum) {}

  public record Cell(String text, Kind kind) {
    public boolean isNumber() {
      return kind == Kind.NUMBER;
    }

    public boolean isCode() {
      return kind == Kind.CODE;
    }

    public boolean isWithheld() {
      return kind == Kind.WITHHELD;
    }
  }

  /** How a cell is shown. */
  public enum Kind {
    TEXT,
    NUMBER,
    CODE,
    WITHHELD
  }

  /** How a published figure is made. */
  public record Definition(String name, List<Fact> parts) {}

  /** A register or a result of a check, as it is in the bundle. */
  public record Document(
      String id, String title, String file, List<Fact> facts, List<Grid> grids) {}
}
