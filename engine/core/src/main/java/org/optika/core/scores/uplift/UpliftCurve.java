package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.List;

/**
 * Gain over depth: a point (people so far, gain among them) after each distinct score from the best
 * down, from (0, 0) on; straight lines between. A tie is one point, so the order of equal scores
 * does not matter. Let n and y be people and summed outcome so far, of the treated (t) and of
 * control (c).
 */
public enum UpliftCurve {
  /**
   * {@code y_t - y_c · n_t / n_c}, the last term 0 while n_c is 0. In units of the outcome, for as
   * many people as were treated. Source: N. J. Radcliffe, Using control groups to target on
   * predicted lift, Direct Marketing Analytics Journal 3, 2007, pp. 14-21.
   */
  QINI {
    @Override
    double gain(double treated, double treatedOutcome, double control, double controlOutcome) {
      return treatedOutcome - (control == 0 ? 0 : controlOutcome * treated / control);
    }

    @Override
    SortedArms perfect(Responders responders) {
      return responders.respondersFirst();
    }
  },
  /**
   * {@code (y_t / n_t - y_c / n_c) · (n_t + n_c)}, a quotient 0 while its n is 0. In units of the
   * outcome, for all people so far. Source: F. Devriendt, T. Guns and W. Verbeke, Learning to rank
   * for uplift modeling, 2020, arXiv:2002.05897.
   */
  UPLIFT {
    @Override
    double gain(double treated, double treatedOutcome, double control, double controlOutcome) {
      double treatedMean = treated == 0 ? 0 : treatedOutcome / treated;
      double controlMean = control == 0 ? 0 : controlOutcome / control;
      return (treatedMean - controlMean) * (treated + control);
    }

    @Override
    SortedArms perfect(Responders responders) {
      return responders.nonRespondersBySize();
    }
  };

  abstract double gain(
      double treated, double treatedOutcome, double control, double controlOutcome);

  /** The best order that hindsight allows, for binary outcomes. */
  abstract SortedArms perfect(Responders responders);

  /**
   * Points for a plot: (0, 0), the first point at or past each of {@code most - 1} equal steps of
   * people, and so the last point always.
   *
   * @param most at least 2
   * @throws IllegalArgumentException unless both arms have people
   */
  public List<CurvePoint> points(UpliftCounts counts, int most) {
    require(most >= 2, "a curve needs at least 2 points, got %s", most);
    SortedArms arms = SortedArms.of(counts);
    double people = arms.people();
    List<CurvePoint> thinned = new ArrayList<>();
    thinned.add(new CurvePoint(0, 0));
    walk(
        arms,
        (depth, gain) -> {
          double before = thinned.get(thinned.size() - 1).people();
          double stepsBefore = Math.floor(before * (most - 1) / people);
          if (depth > before && depth * (most - 1) / people >= stepsBefore + 1) {
            thinned.add(new CurvePoint(depth, gain));
          }
        });
    return List.copyOf(thinned);
  }

  /** Area under the curve by trapezia, in people times outcome. */
  double area(SortedArms arms) {
    Trapezia trapezia = new Trapezia();
    walk(arms, trapezia);
    return trapezia.area;
  }

  /** Area under the straight line from (0, 0) to the end of the curve. */
  double randomArea(SortedArms arms) {
    return finalGain(arms) * arms.people() / 2;
  }

  double finalGain(SortedArms arms) {
    ArmSums treated = arms.treated().total();
    ArmSums control = arms.control().total();
    return gain(treated.people(), treated.outcome(), control.people(), control.outcome());
  }

  private void walk(SortedArms arms, PointSink sink) {
    double treated = 0;
    double treatedOutcome = 0;
    double control = 0;
    double controlOutcome = 0;
    for (int bin = 0; bin < arms.bins(); bin++) {
      treated += arms.treated().people()[bin];
      treatedOutcome += arms.treated().outcome()[bin];
      control += arms.control().people()[bin];
      controlOutcome += arms.control().outcome()[bin];
      sink.accept(treated + control, gain(treated, treatedOutcome, control, controlOutcome));
    }
  }

  private interface PointSink {
    void accept(double people, double gain);
  }

  private static final class Trapezia implements PointSink {
    private double people;
    private double gain;
    private double area;

    @Override
    public void accept(double people, double gain) {
      area += (people - this.people) * (gain + this.gain) / 2;
      this.people = people;
      this.gain = gain;
    }
  }
}
