package org.optika.spark.scores;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * What a score can be learnt with. A new one is one entry here, or a provider of {@link Learner} in
 * a module that only some builds have.
 */
public final class Learners {
  private static final ForestLearner FOREST = new ForestLearner(100, 8, 5, "sqrt");

  /** Fitted when nothing else is asked for. */
  public static final String DEFAULT = "logistic";

  /**
   * One or several learners whose margins are added up.
   *
   * @param id name in config, kebab-case
   * @param summary one sentence for help and model card
   */
  public record Choice(String id, String summary, List<Learner> parts) {}

  private static final List<Choice> HERE =
      List.of(
          alone(LogisticLearner.DEFAULT),
          alone(FOREST),
          new Choice(
              "blend",
              "%s and %s, weighted by how well they do on people they have not seen"
                  .formatted(LogisticLearner.DEFAULT.summary(), FOREST.summary()),
              List.of(LogisticLearner.DEFAULT, FOREST)));

  private static final List<Choice> ALL = Stream.concat(HERE.stream(), provided()).toList();

  /** How to get a learner that this build may not have, by its id. */
  private static final Map<String, String> ELSEWHERE =
      Map.of("boosted", "build with -Pxgboost (the launcher: OPTIKA_MAVEN_ARGS=-Pxgboost)");

  private Learners() {}

  private static Choice alone(Learner learner) {
    return new Choice(learner.id(), learner.summary(), List.of(learner));
  }

  private static Stream<Choice> provided() {
    return ServiceLoader.load(Learner.class, Learners.class.getClassLoader()).stream()
        .map(provider -> alone(provider.get()))
        .sorted(Comparator.comparing(Choice::id));
  }

  /** Of the learners of this build. */
  public static List<String> ids() {
    return ALL.stream().map(Choice::id).toList();
  }

  /**
   * @throws IllegalArgumentException when there is no such learner, or it cannot run here; names
   *     those there are, or tells how to get it
   */
  public static Choice find(String id) {
    Choice found =
        ALL.stream()
            .filter(choice -> choice.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(unknown(id)));
    for (Learner part : found.parts()) {
      part.obstacle()
          .ifPresent(
              obstacle -> {
                throw new IllegalArgumentException(
                    "Learner '%s' cannot run here: %s".formatted(id, obstacle));
              });
    }
    return found;
  }

  private static String unknown(String id) {
    return ELSEWHERE.containsKey(id)
        ? "Learner '%s' is not in this build: %s; known: %s".formatted(id, ELSEWHERE.get(id), ids())
        : "Unknown learner '%s'; known: %s".formatted(id, ids());
  }
}
