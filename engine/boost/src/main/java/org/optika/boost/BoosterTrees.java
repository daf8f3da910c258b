package org.optika.boost;

import static org.optika.core.Checks.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.optika.core.scores.model.ForestModel;
import org.optika.core.scores.model.Tree;
import org.optika.core.scores.model.TreeBuilder;

/**
 * Reads what XGBoost 3.1 writes of a classifier of two classes, in its JSON form ("Introduction to
 * Model IO", JSON schema). All numbers in it are single-precision ones that are read back exactly.
 * Covers are the sums of second derivatives, by which XGBoost weighs branches in its own
 * explanations.
 */
final class BoosterTrees {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOOSTER = "gbtree";
  private static final int NONE = -1;

  private final int[] columns;
  private final JsonNode left;
  private final JsonNode right;
  private final JsonNode feature;
  private final JsonNode kind;
  private final JsonNode condition;
  private final JsonNode hessian;
  private final TreeBuilder builder = new TreeBuilder();

  private BoosterTrees(JsonNode tree, int[] columns) {
    this.columns = columns;
    left = tree.required("left_children");
    right = tree.required("right_children");
    feature = tree.required("split_indices");
    kind = tree.required("split_type");
    condition = tree.required("split_conditions");
    hessian = tree.required("sum_hessian");
  }

  /**
   * A model whose margin is that of the booster, the log-odds, for rows that are not rounded.
   *
   * @param width length of a row of the model
   * @param columns for each feature of the booster, its place in a row of the model
   * @throws IllegalArgumentException when it is another kind of model, or splits by categories
   */
  static ForestModel read(byte[] json, int width, int[] columns) {
    JsonNode learner = parsed(json).required("learner");
    String objective = learner.required("objective").required("name").asText();
    require(
        objective.equals(XgboostLearner.OBJECTIVE),
        "expected a booster of %s, got %s",
        XgboostLearner.OBJECTIVE,
        objective);
    JsonNode booster = learner.required("gradient_booster");
    String name = booster.required("name").asText();
    require(name.equals(BOOSTER), "expected a booster of kind %s, got %s", BOOSTER, name);
    List<Tree> trees = new ArrayList<>();
    for (JsonNode tree : booster.required("model").required("trees")) {
      trees.add(new BoosterTrees(tree, columns).read());
    }
    double[] weights = new double[trees.size()];
    Arrays.fill(weights, 1);
    JsonNode start = learner.required("learner_model_param").required("base_score");
    return new ForestModel(width, trees, weights, logOdds(start.asText()));
  }

  private static JsonNode parsed(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException malformed) {
      throw new IllegalArgumentException("a booster that is no JSON", malformed);
    }
  }

  /**
   * Where the margins start, in the arithmetic of XGBoost.
   *
   * @param start a probability, in brackets as the only entry of a list
   */
  private static double logOdds(String start) {
    float probability = Float.parseFloat(start.replaceAll("[\\[\\]]", ""));
    require(
        probability > 0 && probability < 1, "expected a base score between 0 and 1, got %s", start);
    return -(float) Math.log(1 / probability - 1);
  }

  private Tree read() {
    add(0);
    return builder.build();
  }

  private void add(int node) {
    double cover = hessian.required(node).floatValue();
    float condition = this.condition.required(node).floatValue();
    if (left.required(node).intValue() == NONE) {
      builder.leaf(condition, cover);
      return;
    }
    require(
        kind.required(node).intValue() == 0,
        "node %s splits by categories, which no column of an encoding has",
        node);
    builder.split(
        columns[feature.required(node).intValue()],
        SinglePrecision.greatestBelow(condition),
        cover);
    add(left.required(node).intValue());
    add(right.required(node).intValue());
  }
}
