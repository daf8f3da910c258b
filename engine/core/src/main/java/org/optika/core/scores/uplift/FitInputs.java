package org.optika.core.scores.uplift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a fit sees of a person. */
public enum FitInputs {
  /** The features. */
  FEATURES {
    @Override
    public double[] of(double[] features, int arm, int treatments) {
      return features.clone();
    }

    @Override
    public List<String> names(List<String> features, List<String> treatments) {
      return List.copyOf(features);
    }
  },
  /**
   * The features, then for each treatment an indicator (1 for the person's arm, else 0) and the
   * products of the features with it; all of them 0 for control. So a linear model can have another
   * effect for each person.
   */
  FEATURES_AND_ARM {
    @Override
    public double[] of(double[] features, int arm, int treatments) {
      int block = features.length + 1;
      double[] inputs = Arrays.copyOf(features, features.length + treatments * block);
      if (arm > 0) {
        int start = features.length + (arm - 1) * block;
        inputs[start] = 1;
        System.arraycopy(features, 0, inputs, start + 1, features.length);
      }
      return inputs;
    }

    @Override
    public List<String> names(List<String> features, List<String> treatments) {
      List<String> names = new ArrayList<>(features);
      for (String treatment : treatments) {
        names.add(treatment);
        features.forEach(feature -> names.add(treatment + " x " + feature));
      }
      return List.copyOf(names);
    }
  };

  /**
   * Inputs of one person.
   *
   * @param arm the arm the person got when training, the arm asked about when predicting
   * @param treatments how many there are beside control
   * @return a new array, in the order of {@link #names}
   */
  public abstract double[] of(double[] features, int arm, int treatments);

  /** Names of the inputs. */
  public abstract List<String> names(List<String> features, List<String> treatments);
}
