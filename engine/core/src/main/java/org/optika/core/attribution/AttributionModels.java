package org.optika.core.attribution;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** All attribution models, by id. A new model is one file and one line here. */
public final class AttributionModels {
  private static final AttributionModels DEFAULTS =
      new AttributionModels(ModelParameters.defaults());

  private final List<AttributionModel> all;

  private AttributionModels(ModelParameters parameters) {
    all =
        List.of(
            new FirstTouchModel(),
            new LastTouchModel(),
            new LastNonDirectModel(parameters.directChannels()),
            new LinearModel(),
            new PositionBasedModel(parameters.positionFirst(), parameters.positionLast()),
            new TimeDecayModel(
                TimeUnit.MICROSECONDS.convert(parameters.halfLife()), parameters.halfLifeSteps()),
            new MarkovModel(1),
            new MarkovModel(2),
            new MarkovModel(3),
            new MarkovModel(4),
            new ShapleyModel());
  }

  public static AttributionModels with(ModelParameters parameters) {
    return new AttributionModels(parameters);
  }

  /** Ids of all models, in the order in which reports print them. */
  public static List<String> ids() {
    return DEFAULTS.all.stream().map(AttributionModel::id).toList();
  }

  /** All models, in the order of {@link #ids}. */
  public List<AttributionModel> all() {
    return all;
  }

  /**
   * @throws IllegalArgumentException with the known ids when there is no such model
   */
  public AttributionModel find(String id) {
    return all.stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown attribution model '%s'; known: %s".formatted(id, ids())));
  }

  /** {@link #find} for each, in the order asked. */
  public List<AttributionModel> findAll(List<String> ids) {
    return ids.stream().map(this::find).toList();
  }
}
