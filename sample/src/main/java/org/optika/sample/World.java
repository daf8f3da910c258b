package org.optika.sample;

/**
 * What defines a world. The same settings give the same rows; {@code peoplePerShard} only cuts them
 * into files.
 *
 * @param activity multiplies the exposures of everybody, 1 for a believable shop
 * @param effect what the experiment among customers does to them
 */
record World(
    long people,
    Window window,
    long seed,
    Exposure exposure,
    double activity,
    ExperimentEffect effect,
    long peoplePerShard) {

  private static final long TOUCHPOINTS_PER_SHARD = 2_000_000;
  private static final long PEOPLE_FOR_EXACT_EFFECTS = 100_000;
  private static final int MOST_DRAWS = 64;

  World {
    require(people >= 1 && people <= 100_000_000, "people must be 1 to 100000000, got " + people);
    require(
        window.days() >= 1 && window.days() <= 3_650,
        "days must be 1 to 3650, got " + window.days());
    require(activity >= 0.1 && activity <= 50, "activity must be 0.1 to 50, got " + activity);
  }

  /** People for about two million touchpoints. */
  static long peoplePerShard(int days, double activity) {
    double perPerson = Touches.EXPECTED_PER_DAY * activity * days;
    return Math.max(1, (long) (TOUCHPOINTS_PER_SHARD / Math.max(perPerson, 1e-3)));
  }

  World withExposure(Exposure other) {
    return new World(people, window, seed, other, activity, effect, peoplePerShard);
  }

  World withActivity(double other) {
    return new World(
        people, window, seed, exposure, other, effect, peoplePerShard(window.days(), other));
  }

  World withEffect(ExperimentEffect other) {
    return new World(people, window, seed, exposure, activity, other, peoplePerShard);
  }

  World withPeoplePerShard(long other) {
    return new World(people, window, seed, exposure, activity, effect, other);
  }

  int shards() {
    return (int) ((people + peoplePerShard - 1) / peoplePerShard);
  }

  /**
   * How often orders and ends of relations are drawn: small worlds do so several times, so that the
   * true effects are not noise.
   */
  int draws() {
    return (int) Math.max(1, Math.min(MOST_DRAWS, PEOPLE_FOR_EXACT_EFFECTS / people));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
