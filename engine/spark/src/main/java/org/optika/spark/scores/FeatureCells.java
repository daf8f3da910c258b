package org.optika.spark.scores;

import java.util.ArrayList;
import java.util.List;
import org.optika.core.scores.Feature;
import org.optika.core.scores.FeatureMoment;
import org.optika.core.scores.Features;
import org.optika.core.scores.PersonHistory;

/** Features of one person as cells of a row. */
record FeatureCells(List<Feature.NumberOf> numbers, List<Feature.TextOf> texts) {

  /** By names, since features themselves are not sent to where rows are. */
  static FeatureCells of(List<String> names) {
    List<Feature.NumberOf> numbers = new ArrayList<>();
    List<Feature.TextOf> texts = new ArrayList<>();
    for (String name : names) {
      Feature.Value value = Features.find(name).value();
      if (value instanceof Feature.NumberOf number) {
        numbers.add(number);
      } else {
        texts.add((Feature.TextOf) value);
      }
    }
    return new FeatureCells(numbers, texts);
  }

  /** Null where a number is not known. */
  Double[] numbers(FeatureMoment moment, PersonHistory history) {
    Double[] cells = new Double[numbers.size()];
    for (int i = 0; i < cells.length; i++) {
      double number = numbers.get(i).of(moment, history);
      cells[i] = Double.isNaN(number) ? null : number;
    }
    return cells;
  }

  /** Null where a text is not known. */
  String[] texts(FeatureMoment moment, PersonHistory history) {
    return texts.stream().map(text -> text.of(moment, history)).toArray(String[]::new);
  }
}
