package org.optika.boost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A split of a booster, read without the code under test. */
record Threshold(int feature, float value) {
  static List<Threshold> of(byte[] json) throws IOException {
    List<Threshold> thresholds = new ArrayList<>();
    for (JsonNode tree :
        new ObjectMapper().readTree(json).at("/learner/gradient_booster/model/trees")) {
      for (int node = 0; node < tree.get("left_children").size(); node++) {
        if (tree.get("left_children").get(node).asInt() >= 0) {
          thresholds.add(
              new Threshold(
                  tree.get("split_indices").get(node).asInt(),
                  Float.parseFloat(tree.get("split_conditions").get(node).asText())));
        }
      }
    }
    return thresholds;
  }
}
