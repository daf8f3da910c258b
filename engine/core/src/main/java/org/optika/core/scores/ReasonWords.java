package org.optika.core.scores;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.optika.core.scores.model.Reason;
import org.optika.core.scores.model.ReasonText;
import org.optika.core.scores.model.Reasons;

/** The largest contributions to a score in words, such as "days since last order: 112 (raises)". */
public final class ReasonWords {
  /** So many reasons are told. */
  private static final int MOST = 3;

  private static final MathContext DIGITS = new MathContext(3);
  private static final String NOT_KNOWN = "not known";

  private final List<Feature> features;
  private final int[] each;
  private final int[] placeOfKind;

  /**
   * @param columns as the model takes them
   * @param features of the same columns, in their order
   */
  public ReasonWords(List<RawColumn> columns, List<Feature> features) {
    require(columns.size() == features.size(), "expected one feature a column");
    this.features = List.copyOf(features);
    this.each = IntStream.range(0, columns.size()).toArray();
    this.placeOfKind = new int[columns.size()];
    int numbers = 0;
    int texts = 0;
    for (int i = 0; i < placeOfKind.length; i++) {
      placeOfKind[i] = columns.get(i).kind() == RawColumn.Kind.NUMBER ? numbers++ : texts++;
    }
  }

  /**
   * @param contributions one a raw column
   * @return strongest first
   */
  public List<String> of(RawCells cells, double[] contributions) {
    List<String> words = new ArrayList<>();
    for (Reason reason : Reasons.of(contributions, each, MOST).strongestFirst()) {
      Feature feature = features.get(reason.group());
      words.add(
          ReasonText.of(
              feature.label(), value(feature, reason.group(), cells), reason.direction()));
    }
    return words;
  }

  private String value(Feature feature, int column, RawCells cells) {
    int place = placeOfKind[column];
    if (feature.column().kind() == RawColumn.Kind.TEXT) {
      String text = cells.texts()[place];
      return text == null ? NOT_KNOWN : text;
    }
    double number = cells.numbers()[place];
    return Double.isNaN(number)
        ? NOT_KNOWN
        : new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
