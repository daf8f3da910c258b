package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import org.optika.core.journey.RefusedTouchPolicy;

/**
 * What a tally is asked for.
 *
 * @param policy what models see of journeys with refused touches
 * @param models at least one, none twice; results come in this order
 * @param channelCount channels have the codes 0 to channelCount - 1
 * @param bootstrap how intervals are found
 */
public record TallySpec(
    RefusedTouchPolicy policy, List<AttributionModel> models, int channelCount, Bootstrap bootstrap)
    implements Serializable {
  public TallySpec {
    models = List.copyOf(models);
    require(!models.isEmpty(), "at least one attribution model is needed");
    require(
        new HashSet<>(ids(models)).size() == models.size(),
        "attribution models must differ, got %s",
        ids(models));
    require(
        channelCount >= 0 && channelCount <= MarkovCounts.MAX_CHANNEL + 1,
        "channelCount must be in [0, %s], got %s",
        MarkovCounts.MAX_CHANNEL + 1,
        channelCount);
  }

  private static List<String> ids(List<AttributionModel> models) {
    return models.stream().map(AttributionModel::id).toList();
  }
}
