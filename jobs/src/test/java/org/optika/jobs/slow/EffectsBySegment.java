package org.optika.jobs.slow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.RawCells;
import org.optika.core.scores.uplift.ExperimentEffects;
import org.optika.core.scores.uplift.ExperimentEffectsBytes;

/**
 * What a trained model expects of the arms of the sample's experiment in the segments that its
 * truth is told by.
 */
final class EffectsBySegment {
  private static final double YOUNG_BELOW = 35;
  private static final double OLDER_FROM = 55;

  private final Map<String, double[]> sums = new TreeMap<>();
  private final List<String> treatments;

  private EffectsBySegment(List<String> treatments) {
    this.treatments = treatments;
  }

  /**
   * @param model bytes in {@code model_card}
   * @param features rows of {@code feature} with one feature set
   */
  static EffectsBySegment of(byte[] model, Dataset<Row> features) {
    ExperimentEffects effects = ExperimentEffectsBytes.read(model);
    EffectsBySegment bySegment = new EffectsBySegment(effects.model().treatments());
    for (Row row : features.select("feature_set", "numbers", "texts").collectAsList()) {
      List<String> names = names(row.getString(0));
      List<Double> numbers = row.getList(1);
      double[] known =
          numbers.stream().mapToDouble(value -> value == null ? Double.NaN : value).toArray();
      String segment = segment(known[names.indexOf("complaints-90d")], known[names.indexOf("age")]);
      bySegment.add(
          segment,
          effects
              .model()
              .uplifts(new RawCells(known, row.<String>getList(2).toArray(String[]::new))));
    }
    return bySegment;
  }

  private static List<String> names(String json) {
    List<String> names = new ArrayList<>();
    for (String name : json.replaceAll("[\\[\\]\"\\s]", "").split(",")) {
      names.add(name);
    }
    return names;
  }

  private static String segment(double complaints, double age) {
    if (complaints > 0) {
      return "complaint";
    }
    return age < YOUNG_BELOW
        ? "young"
        : age < OLDER_FROM ? "middle" : age >= OLDER_FROM ? "older" : "age unknown";
  }

  private void add(String segment, double[] uplifts) {
    double[] sum = sums.computeIfAbsent(segment, key -> new double[treatments.size() + 1]);
    for (int i = 0; i < uplifts.length; i++) {
      sum[i] += uplifts[i];
    }
    sum[treatments.size()]++;
  }

  /** Mean of the predicted effects of an arm, by segment. */
  Map<String, Double> of(String arm) {
    Map<String, Double> means = new TreeMap<>();
    sums.forEach(
        (segment, sum) ->
            means.put(segment, sum[treatments.indexOf(arm)] / sum[treatments.size()]));
    return means;
  }

  /** How many more stay because of the arm, by segment: as the generated world has it. */
  static Map<String, Double> truth(Path world, String arm) {
    Map<String, Double> effects = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(world.resolve("truth/action_effect.csv"))) {
        String[] cells = line.split(",");
        if (cells[2].equals(arm)) {
          effects.put(cells[1], -Double.parseDouble(cells[5]));
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return effects;
  }
}
