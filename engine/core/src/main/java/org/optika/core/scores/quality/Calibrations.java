package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.List;

/** Makes a calibration again from what a stored model says of it. */
public final class Calibrations {
  /** Every {@link Calibration#id}. */
  public static final List<String> IDS =
      List.of(
          UncalibratedLogOdds.ID,
          UncalibratedProbability.ID,
          PlattCalibration.ID,
          IsotonicCalibration.ID);

  private Calibrations() {}

  /**
   * @param id of {@link Calibration#id}
   * @param parameters of {@link Calibration#parameters}
   * @return the calibration that gave both
   * @throws IllegalArgumentException when the name is unknown or the parameters are not its own
   */
  public static Calibration of(String id, double[] parameters) {
    require(IDS.contains(id), "Unknown calibration '%s'; known: %s", id, IDS);
    return switch (id) {
      case UncalibratedLogOdds.ID -> {
        requireLength(id, 0, parameters);
        yield new UncalibratedLogOdds();
      }
      case UncalibratedProbability.ID -> {
        requireLength(id, 0, parameters);
        yield new UncalibratedProbability();
      }
      case PlattCalibration.ID -> {
        requireLength(id, 2, parameters);
        yield new PlattCalibration(parameters[0], parameters[1]);
      }
      default -> isotonic(parameters);
    };
  }

  private static Calibration isotonic(double[] parameters) {
    require(
        parameters.length % 2 == 0,
        "calibration 'isotonic' has pairs of margin and probability, got %s parameters",
        parameters.length);
    List<IsotonicCalibration.Knot> knots = new ArrayList<>();
    for (int i = 0; i < parameters.length; i += 2) {
      knots.add(new IsotonicCalibration.Knot(parameters[i], parameters[i + 1]));
    }
    return new IsotonicCalibration(knots);
  }

  private static void requireLength(String id, int expected, double[] parameters) {
    require(
        parameters.length == expected,
        "calibration '%s' has %s parameters, got %s",
        id,
        expected,
        parameters.length);
  }
}
