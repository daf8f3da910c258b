package org.optika.core.evidence.monitor;

/**
 * When a figure differs so much from that of the month before that somebody should ask why. A jump
 * is a question and no verdict.
 *
 * @param limit what is still no jump, as the kind says
 */
public record JumpRule(Kind kind, double limit) {
  /** Standard deviations that two counts of one rate may be apart by chance. */
  public static final int DEVIATIONS = 3;

  /** How two months are compared. */
  public enum Kind {
    /** Counts: by how many times one exceeds the other, where chance does not explain it. */
    RATIO(
        "ratio",
        "a jump when one count is more than limit times the other, and they are further apart than 3 * sqrt(their sum)"),
    /** Shares: how far they are apart. */
    DIFFERENCE("difference", "a jump when the two are further apart than limit"),
    /** Classes of time: by how many of them. */
    CLASSES("classes", "a jump when more than limit classes lie from one to the other");

    private final String id;
    private final String meaning;

    Kind(String id, String meaning) {
      this.id = id;
      this.meaning = meaning;
    }

    /** Name in files. */
    public String id() {
      return id;
    }

    /** One sentence. */
    public String meaning() {
      return meaning;
    }
  }

  public JumpRule {
    double least = kind == Kind.RATIO ? 1 : 0;
    if (!(limit >= least)) {
      throw new IllegalArgumentException(
          "limit of a %s must be >= %s, got %s".formatted(kind.id(), least, limit));
    }
  }

  /**
   * @param earlier figure of the month before: a count, a share, or the place of a class
   * @param later figure of the month in question
   */
  public Jump between(double earlier, double later) {
    boolean jumps =
        switch (kind) {
          case RATIO ->
              Math.max(earlier, later) > limit * Math.min(earlier, later)
                  && Math.abs(later - earlier) > DEVIATIONS * Math.sqrt(earlier + later);
          case DIFFERENCE, CLASSES -> Math.abs(later - earlier) > limit;
        };
    if (!jumps) {
      return Jump.NONE;
    }
    return later > earlier ? Jump.UP : Jump.DOWN;
  }
}
