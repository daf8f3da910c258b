package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.optika.core.journey.Bucket;
import org.optika.core.journey.VisiblePath;

/**
 * Attribution for those who have only aggregated paths: add path by path, then read the rows. Paths
 * are tallied as they come and not kept. Not thread-safe.
 */
public final class PathAttribution {
  private final String separator;
  private final Map<String, Integer> codeOf = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<AttributionModel> models;
  private final List<PathTally> tallies;
  private final VisiblePath path = new VisiblePath();
  private final List<String> touched = new ArrayList<>();
  private final BitSet seen = new BitSet();
  private int[] codes = new int[32];
  private boolean anyUnseen;

  /**
   * @param modelIds ids of {@link AttributionModels}, none twice
   * @param separator between two channels, for instance {@code >}; not blank
   * @param directChannels names of the channels that {@code last-non-direct} passes over
   * @param parameters of the models; the names given here take the place of its direct channels
   * @throws IllegalArgumentException for an unknown or repeated model
   */
  public PathAttribution(
      List<String> modelIds,
      String separator,
      Set<String> directChannels,
      ModelParameters parameters) {
    require(!separator.isBlank(), "separator must not be blank, got '%s'", separator);
    require(
        new HashSet<>(modelIds).size() == modelIds.size(),
        "attribution models must differ, got %s",
        modelIds);
    this.separator = separator.strip();
    Set<Integer> direct =
        directChannels.stream().sorted().map(this::code).collect(Collectors.toSet());
    models = AttributionModels.with(parameters.withDirectChannels(direct)).findAll(modelIds);
    tallies = models.stream().map(AttributionModel::tally).toList();
  }

  /**
   * Adds journeys along one path.
   *
   * @param text channel names in the order of the touches, split at the separator and stripped of
   *     blanks around them; repeats are kept; blank: no touch was seen
   * @param conversions journeys that converted; in [0, 2^53]
   * @param value sum of their value; in [0, 2^53], and 0 where nothing converted
   * @param nulls journeys that did not convert; in [0, 2^53]
   * @throws IllegalArgumentException for a name that is empty or reserved, or a weight out of range
   */
  public void add(String text, double conversions, double value, double nulls) {
    PathTable.checkWeights(conversions, value, nulls);
    split(text);
    int length = touched.size();
    if (length > codes.length) {
      codes = new int[2 * length];
    }
    for (int i = 0; i < length; i++) {
      codes[i] = code(touched.get(i));
      seen.set(codes[i]);
    }
    path.ofCodes(codes, 0, length);
    anyUnseen |= length == 0;
    for (PathTally tally : tallies) {
      tally.add(path, conversions, value, nulls);
    }
  }

  /** Checks all names before any becomes a channel: a refused path leaves nothing behind. */
  private void split(String text) {
    touched.clear();
    int from = text.isBlank() ? -1 : 0;
    while (from >= 0) {
      int to = text.indexOf(separator, from);
      String name = (to < 0 ? text.substring(from) : text.substring(from, to)).strip();
      require(!name.isEmpty(), "channel %s of the path has no name", touched.size() + 1);
      require(
          !name.equals(Bucket.NO_TOUCH_SEEN.label()),
          "'%s' is the name of a bucket; give these conversions an empty path",
          name);
      touched.add(name);
      from = to < 0 ? -1 : to + separator.length();
    }
  }

  private int code(String name) {
    Integer known = codeOf.get(name);
    if (known != null) {
      return known;
    }
    require(
        names.size() <= MarkovCounts.MAX_CHANNEL,
        "at most %s channels, got more",
        MarkovCounts.MAX_CHANNEL + 1);
    codeOf.put(name, names.size());
    names.add(name);
    return names.size() - 1;
  }

  /**
   * Credit of what was added: models in the order asked, metrics in the order of {@link
   * PathMetric}, channels by name; last, where a path was empty, {@link Bucket#NO_TOUCH_SEEN}.
   */
  public List<PathCreditRow> results() {
    int[] byName =
        seen.stream()
            .boxed()
            .sorted(Comparator.comparing(names::get))
            .mapToInt(Integer::intValue)
            .toArray();
    List<PathCreditRow> rows = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      String model = models.get(i).id();
      PathCredit credit = tallies.get(i).credit(names.size());
      addRows(rows, model, PathMetric.CONVERSIONS, credit.conversions(), byName);
      addUnseen(rows, model, PathMetric.CONVERSIONS, credit.unseenConversions());
      addRows(rows, model, PathMetric.VALUE, credit.value(), byName);
      addUnseen(rows, model, PathMetric.VALUE, credit.unseenValue());
      credit
          .removalEffects()
          .ifPresent(
              effects ->
                  addRows(rows, model, PathMetric.REMOVAL_EFFECT, effects.conversions(), byName));
    }
    return rows;
  }

  private void addRows(
      List<PathCreditRow> rows, String model, PathMetric metric, double[] byCode, int[] byName) {
    for (int code : byName) {
      rows.add(new PathCreditRow(model, metric, names.get(code), byCode[code]));
    }
  }

  private void addUnseen(List<PathCreditRow> rows, String model, PathMetric metric, double unseen) {
    if (anyUnseen) {
      rows.add(new PathCreditRow(model, metric, Bucket.NO_TOUCH_SEEN.label(), unseen));
    }
  }
}
