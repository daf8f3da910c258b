package org.optika.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.optika.core.scores.card.PolicyTable;
import org.optika.core.scores.leakage.Finding;
import org.optika.spark.scores.FeatureDrift;

/** Whom a policy would treat, and how people have changed: as text and as JSON. */
final class UpliftSections {
  private static final String HIDDEN = "hidden";

  private UpliftSections() {}

  /**
   * One table a characteristic, in fixed pitch.
   *
   * @param treatments names, in their order
   */
  static String treated(List<PolicyTable> tables, List<String> treatments) {
    StringBuilder text = new StringBuilder();
    for (PolicyTable table : tables) {
      List<String> header = new ArrayList<>(List.of(table.by(), "people"));
      treatments.forEach(
          treatment -> {
            header.add(treatment + ": given");
            header.add("mean effect");
          });
      TextTable lines = new TextTable(header.toArray(String[]::new));
      for (PolicyTable.Segment segment : table.segments()) {
        lines.row(cells(segment, treatments.size()).toArray());
      }
      text.append(text.isEmpty() ? "" : "\n").append(lines);
    }
    return text.toString();
  }

  private static List<String> cells(PolicyTable.Segment segment, int treatments) {
    List<String> cells = new ArrayList<>(List.of(segment.name()));
    cells.add(
        segment.people().map(people -> String.format(Locale.ROOT, "%,d", people)).orElse(HIDDEN));
    for (int i = 0; i < treatments; i++) {
      Optional<PolicyTable.Treatment> told =
          segment.people().isPresent()
              ? Optional.of(segment.treatments().get(i))
              : Optional.empty();
      cells.add(
          told.flatMap(PolicyTable.Treatment::share)
              .map(share -> String.format(Locale.ROOT, "%.1f %%", 100 * share))
              .orElse(HIDDEN));
      cells.add(
          told.map(one -> String.format(Locale.ROOT, "%.4f", one.meanUplift())).orElse(HIDDEN));
    }
    return cells;
  }

  /** See {@link #treated}; what is hidden is not there. */
  static List<Map<String, Object>> treatedJson(List<PolicyTable> tables, List<String> treatments) {
    List<Map<String, Object>> json = new ArrayList<>();
    for (PolicyTable table : tables) {
      List<Map<String, Object>> segments = new ArrayList<>();
      for (PolicyTable.Segment segment : table.segments()) {
        Map<String, Object> of = new LinkedHashMap<>();
        of.put("name", segment.name());
        segment.people().ifPresent(people -> of.put("people", people));
        for (int i = 0; i < segment.treatments().size(); i++) {
          PolicyTable.Treatment treatment = segment.treatments().get(i);
          Map<String, Object> told = new LinkedHashMap<>();
          treatment.share().ifPresent(share -> told.put("share", share));
          told.put("mean_effect", treatment.meanUplift());
          of.put(treatments.get(i), told);
        }
        segments.add(of);
      }
      Map<String, Object> by = new LinkedHashMap<>();
      by.put("by", table.by());
      by.put("segments", segments);
      json.add(by);
    }
    return json;
  }

  /** One line a feature, in fixed pitch. */
  static String drift(List<FeatureDrift> drifts) {
    TextTable table = new TextTable("feature", "stability index", "finding");
    for (FeatureDrift drift : drifts) {
      table.row(
          drift.feature(),
          String.format(Locale.ROOT, "%.4f", drift.index()),
          drift.findings().stream().map(UpliftSections::words).findFirst().orElse(""));
    }
    return table.toString();
  }

  private static String words(Finding finding) {
    return switch (finding.kind()) {
      case DRIFT -> finding.stops() ? "other people than then" : "watch it";
      case CONSTANT_IN_ONE_SET -> "one value only, then or now";
      case MISSING_IN_ONE_SET -> "no value, then or now";
      case SINGLE_FEATURE, MODEL_GAIN, FUTURE_ROWS -> finding.kind().id();
    };
  }

  /** See {@link #drift}. */
  static List<Map<String, Object>> driftJson(List<FeatureDrift> drifts) {
    List<Map<String, Object>> json = new ArrayList<>();
    for (FeatureDrift drift : drifts) {
      Map<String, Object> of = new LinkedHashMap<>();
      of.put("feature", drift.feature());
      of.put("stability_index", drift.index());
      of.put("findings", drift.findings().stream().map(one -> one.kind().id()).toList());
      json.add(of);
    }
    return json;
  }
}
