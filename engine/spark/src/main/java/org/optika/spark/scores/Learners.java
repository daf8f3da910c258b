package org.optika.spark.scores;

import static org.optika.core.Checks.require;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.optika.core.scores.search.ParameterRange;
import org.optika.core.scores.search.ParameterSearch;
import org.optika.core.scores.search.ParameterSet;

/**
 * What a score can be learnt with. A new one is one entry here, or a provider of {@link Learner} in
 * a module that only some builds have.
 */
public final class Learners {
  private static final ForestLearner FOREST = new ForestLearner(100, 8, 5, ColumnsASplit.ROOT);

  /** Fitted when nothing else is asked for. */
  public static final String DEFAULT = "blend";

  /**
   * One or several learners whose margins are added up.
   *
   * @param id name in config, kebab-case
   * @param trials parameter sets that a training draws and tries beside the usual one, see {@link
   *     ParameterSearch}; 0 when it searches for nothing
   */
  public record Choice(String id, List<Learner> parts, int trials) {
    public Choice {
      parts = List.copyOf(parts);
    }

    /** One sentence for help and model card, with the parameters. */
    public String summary() {
      String each = parts.stream().map(Learner::summary).collect(Collectors.joining(" and "));
      return parts.size() == 1
          ? each
          : each + ", weighted by how well they do on people they have not seen";
    }

    /**
     * The same with a search. The parameters of several parts are drawn together, and a set is
     * judged by what the parts do together.
     *
     * @throws IllegalArgumentException when there is nothing to search, or not so many trials
     */
    public Choice searched(int trials) {
      require(!ranges().isEmpty(), "Learner '%s' has no parameters to search", id);
      Choice searched = new Choice(id, parts, trials);
      searched.search(0);
      return searched;
    }

    ParameterSearch search(long seed) {
      return new ParameterSearch(ranges(), trials, seed);
    }

    private List<ParameterRange> ranges() {
      return parts.stream().flatMap(part -> part.ranges().stream()).toList();
    }

    /** The same with these parameters, and nothing to search. */
    Choice with(ParameterSet parameters) {
      return new Choice(id, parts.stream().map(part -> part.with(parameters)).toList(), 0);
    }
  }

  private static final List<Choice> HERE =
      List.of(
          alone(LogisticLearner.DEFAULT),
          alone(FOREST),
          alone(BoostedLearner.DEFAULT),
          new Choice("blend", List.of(LogisticLearner.DEFAULT, BoostedLearner.DEFAULT), 0));

  private static final List<Choice> ALL = Stream.concat(HERE.stream(), provided()).toList();

  /** How to get a learner that this build may not have, by its id. */
  private static final Map<String, String> ELSEWHERE =
      Map.of("xgboost", "build with -Pxgboost (the launcher: OPTIKA_MAVEN_ARGS=-Pxgboost)");

  private Learners() {}

  private static Choice alone(Learner learner) {
    return new Choice(learner.id(), List.of(learner), 0);
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
