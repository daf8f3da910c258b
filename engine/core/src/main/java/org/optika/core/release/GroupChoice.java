package org.optika.core.release;

import java.util.OptionalLong;
import org.optika.core.privacy.accounting.StandardNormal;
import org.optika.core.privacy.noise.BitSource;
import org.optika.core.privacy.noise.GaussianThresholdMechanism;
import org.optika.core.privacy.noise.TruncatedGeometricMechanism;

/** Decides which groups of the data are shown; {@link GroupSelection} says why that is private. */
sealed interface GroupChoice {

  /**
   * @param persons exact number of persons of the group, at least 1
   * @param noisyPersons the same with noise, where there is some
   */
  boolean shows(long persons, OptionalLong noisyPersons, BitSource bits);

  /** How often a group of so many persons is shown, in [0, 1]. */
  double probability(long persons);

  /** Id of what decides. */
  String id();

  /**
   * @param least groups of fewer persons are never shown
   */
  record ByPersons(TruncatedGeometricMechanism mechanism, int least) implements GroupChoice {
    @Override
    public boolean shows(long persons, OptionalLong noisyPersons, BitSource bits) {
      return mechanism.keeps(counted(persons), bits);
    }

    @Override
    public double probability(long persons) {
      return mechanism.keepProbability(counted(persons)).doubleValue();
    }

    private long counted(long persons) {
      return Math.max(0, persons - (least - 1));
    }

    @Override
    public String id() {
      return mechanism.id();
    }
  }

  /**
   * @param least groups of fewer persons are never shown
   */
  record ByNoisyPersons(GaussianThresholdMechanism mechanism, int least) implements GroupChoice {
    @Override
    public boolean shows(long persons, OptionalLong noisyPersons, BitSource bits) {
      return persons >= least && noisyPersons.orElseThrow() >= mechanism.threshold();
    }

    /** As if the noise were normal: wrong by less than a thousandth. */
    @Override
    public double probability(long persons) {
      double sigma = Math.sqrt(mechanism.noise().variance().doubleValue());
      return persons < least
          ? 0
          : StandardNormal.lowerTail((persons - mechanism.threshold() + 0.5) / sigma);
    }

    @Override
    public String id() {
      return mechanism.id();
    }
  }
}
