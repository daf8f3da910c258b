package org.optika.core.scores;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.optika.core.scores.leakage.OutcomesByValue;
import org.optika.core.scores.leakage.ValueCounts;
import org.optika.core.scores.quality.ScoredCounts;

/**
 * People and outcomes by the values of each raw column, in bounded memory: numbers fall into the
 * bins of a {@link ColumnCounts}, and count as the lowest number of their bin. What the leakage
 * guard looks at. Mergeable.
 */
public final class ColumnHistogram implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BINS = 256;
  private static final int POSITIVES = 0;
  private static final int PEOPLE = 1;

  private final List<RawColumn> columns;
  private final double[][] cuts;
  private final long[][][] numbers;
  private final List<TreeMap<String, long[]>> texts = new ArrayList<>();
  private final long[] people = new long[2];

  /**
   * @param training whose quantiles are the bins, also for people who are only scored
   */
  public ColumnHistogram(ColumnCounts training) {
    columns = training.columns();
    int count =
        (int) columns.stream().filter(column -> column.kind() == RawColumn.Kind.NUMBER).count();
    cuts = new double[count][];
    numbers = new long[count][][];
    for (int i = 0; i < count; i++) {
      cuts[i] = training.cuts(i, BINS);
      numbers[i] = new long[cuts[i].length + 2][2]; // below the lowest cut, bins, not known
    }
    for (int i = count; i < columns.size(); i++) {
      texts.add(new TreeMap<>());
    }
  }

  /**
   * @param positive whether the outcome happened; false for people of whom it is not known
   */
  public void add(RawCells cells, boolean positive) {
    count(people, positive);
    for (int i = 0; i < numbers.length; i++) {
      count(numbers[i][place(cuts[i], cells.numbers()[i])], positive);
    }
    for (int i = 0; i < texts.size(); i++) {
      if (cells.texts()[i] != null) {
        count(texts.get(i).computeIfAbsent(cells.texts()[i], text -> new long[2]), positive);
      }
    }
  }

  private static void count(long[] cell, boolean positive) {
    cell[PEOPLE]++;
    if (positive) {
      cell[POSITIVES]++;
    }
  }

  private static int place(double[] cuts, double number) {
    if (Double.isNaN(number)) {
      return cuts.length + 1;
    }
    int found = Arrays.binarySearch(cuts, number);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Adds other people, counted with the same bins. */
  public void add(ColumnHistogram other) {
    require(columns.equals(other.columns), "histograms of other columns cannot be added");
    plus(people, other.people);
    for (int i = 0; i < numbers.length; i++) {
      require(Arrays.equals(cuts[i], other.cuts[i]), "histograms of other bins cannot be added");
      for (int bin = 0; bin < numbers[i].length; bin++) {
        plus(numbers[i][bin], other.numbers[i][bin]);
      }
    }
    for (int i = 0; i < texts.size(); i++) {
      TreeMap<String, long[]> counts = texts.get(i);
      other
          .texts
          .get(i)
          .forEach((text, cell) -> plus(counts.computeIfAbsent(text, any -> new long[2]), cell));
    }
  }

  private static void plus(long[] cell, long[] other) {
    cell[POSITIVES] += other[POSITIVES];
    cell[PEOPLE] += other[PEOPLE];
  }

  /** Outcomes by feature: a number is one, and so is each value of a text, as name = value. */
  public Map<String, OutcomesByValue> outcomes() {
    Map<String, OutcomesByValue> outcomes = new LinkedHashMap<>();
    int number = 0;
    int text = 0;
    for (RawColumn column : columns) {
      if (column.kind() == RawColumn.Kind.NUMBER) {
        outcomes.put(column.name(), outcomes(number++));
      } else {
        texts
            .get(text++)
            .forEach(
                (value, cell) ->
                    outcomes.put("%s = %s".formatted(column.name(), value), outcomes(cell)));
      }
    }
    return outcomes;
  }

  private OutcomesByValue outcomes(int number) {
    long[][] bins = numbers[number];
    double[] values = values(number);
    long[] positives = new long[values.length];
    long[] negatives = new long[values.length];
    for (int bin = 0; bin < values.length; bin++) {
      positives[bin] = bins[bin][POSITIVES];
      negatives[bin] = bins[bin][PEOPLE] - positives[bin];
    }
    long[] missing = bins[values.length];
    return new OutcomesByValue(
        ScoredCounts.ofSorted(values, negatives, positives),
        missing[PEOPLE] - missing[POSITIVES],
        missing[POSITIVES]);
  }

  private OutcomesByValue outcomes(long[] cell) {
    long[] positives = {people[POSITIVES] - cell[POSITIVES], cell[POSITIVES]};
    long[] negatives = {
      people[PEOPLE] - people[POSITIVES] - (cell[PEOPLE] - cell[POSITIVES]),
      cell[PEOPLE] - cell[POSITIVES]
    };
    return new OutcomesByValue(
        ScoredCounts.ofSorted(new double[] {0, 1}, negatives, positives), 0, 0);
  }

  /** People by value, of each raw column; a text counts as its place among all texts. */
  public Map<String, ValueCounts> values(ColumnHistogram other) {
    Map<String, ValueCounts> values = new LinkedHashMap<>();
    int number = 0;
    int text = 0;
    for (RawColumn column : columns) {
      if (column.kind() == RawColumn.Kind.NUMBER) {
        values.put(column.name(), values(numbers[number], values(number)));
        number++;
      } else {
        TreeMap<String, long[]> all = new TreeMap<>(texts.get(text));
        all.putAll(other.texts.get(text));
        values.put(column.name(), values(texts.get(text), List.copyOf(all.keySet())));
        text++;
      }
    }
    return values;
  }

  private static ValueCounts values(long[][] bins, double[] values) {
    TreeMap<Double, Long> known = new TreeMap<>();
    for (int bin = 0; bin < values.length; bin++) {
      if (bins[bin][PEOPLE] > 0) {
        known.put(values[bin], bins[bin][PEOPLE]);
      }
    }
    return new ValueCounts(known, bins[values.length][PEOPLE]);
  }

  private ValueCounts values(TreeMap<String, long[]> counts, List<String> all) {
    TreeMap<Double, Long> known = new TreeMap<>();
    long missing = people[PEOPLE];
    for (Map.Entry<String, long[]> cell : counts.entrySet()) {
      known.put((double) all.indexOf(cell.getKey()), cell.getValue()[PEOPLE]);
      missing -= cell.getValue()[PEOPLE];
    }
    return new ValueCounts(known, missing);
  }

  /** What the bins of a number stand for: something below the lowest cut, then the cuts. */
  private double[] values(int number) {
    double[] values = new double[cuts[number].length + 1];
    values[0] = cuts[number].length == 0 ? 0 : Math.nextDown(cuts[number][0]);
    System.arraycopy(cuts[number], 0, values, 1, cuts[number].length);
    return values;
  }
}
