package org.optika.sample;

/**
 * How many relations of each segment end in the sixty days of {@link Winback} under each arm, had
 * all customers been drawn into it. The arms are judged on the same candidates with the same random
 * marks, so that their difference is the effect of the arm and nothing else.
 */
final class ActionEffects {
  private final ExperimentEffect effect;
  private final int draws;
  private final long[] customers = new long[Winback.Segment.values().length];
  private final long[][] ends =
      new long[Winback.Segment.values().length][Winback.Arm.values().length];

  ActionEffects(World world) {
    this.effect = world.effect();
    this.draws = world.draws();
  }

  double factor(Winback.Segment segment, Winback.Arm arm) {
    return Winback.factor(effect, segment, arm);
  }

  /** The risk of a person while the experiment lasts, before the arm changes it. */
  RelationRisk during(RelationRisk risk) {
    return risk.times(effect.unrest());
  }

  /** Adds a customer at the beginning of the experiment. Draw {@code i} is {@code child(i)}. */
  void judge(Winback.Segment segment, RandomStream random, RelationRisk risk) {
    customers[segment.ordinal()]++;
    RelationRisk during = during(risk);
    for (int draw = 0; draw < draws; draw++) {
      for (Winback.Arm arm : Winback.Arm.values()) {
        RandomStream marks = random.child(draw);
        double factor = factor(segment, arm);
        if (Relation.notice(marks, during, factor, Winback.AT, Winback.UNTIL).isPresent()) {
          ends[segment.ordinal()][arm.ordinal()]++;
        }
      }
    }
  }

  void add(ActionEffects other) {
    for (int segment = 0; segment < ends.length; segment++) {
      customers[segment] += other.customers[segment];
      for (int arm = 0; arm < ends[segment].length; arm++) {
        ends[segment][arm] += other.ends[segment][arm];
      }
    }
  }

  long customers(Winback.Segment segment) {
    return customers[segment.ordinal()];
  }

  /** Mean over the segment's customers and all draws; 0 without customers. */
  double endProbability(Winback.Segment segment, Winback.Arm arm) {
    long judged = customers(segment) * draws;
    return judged == 0 ? 0 : (double) ends[segment.ordinal()][arm.ordinal()] / judged;
  }
}
