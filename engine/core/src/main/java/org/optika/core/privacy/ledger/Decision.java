package org.optika.core.privacy.ledger;

import java.math.BigDecimal;

/** What the ledger says to a release that asks for a charge. Only the first lets it run anew. */
public sealed interface Decision {

  /** One line for the one who asked. */
  String message();

  /**
   * Charged: the release may run.
   *
   * @param entry the row that says so; who holds it may give the charge back
   */
  record Granted(LedgerEntry entry) implements Decision {
    @Override
    public String message() {
      return "Release '%s': charged %s on %s"
          .formatted(
              entry.charge().releaseId(), entry.charge().spending(), entry.charge().period());
    }
  }

  /**
   * An earlier run of the same release holds the charge; nothing is charged again. The release may
   * go on only with the release key of that run, since a second noise over the same data would tell
   * more than was charged. Without the key the reservation has to be made void.
   *
   * @param entry the row of the earlier run
   */
  record Resumed(LedgerEntry entry) implements Decision {
    @Override
    public String message() {
      return "Release '%s': charged since %s, nothing is charged again; go on with the key of that run, or make it void"
          .formatted(entry.charge().releaseId(), entry.recordedAt());
    }
  }

  /**
   * The release is published; its rows are the answer, and cost nothing.
   *
   * @param entry the row of the commit, whose note says where they are
   */
  record AlreadyCommitted(LedgerEntry entry) implements Decision {
    @Override
    public String message() {
      return "Release '%s': published at %s, nothing is charged; its rows are %s"
          .formatted(entry.charge().releaseId(), entry.recordedAt(), entry.note().orElseThrow());
    }
  }

  /**
   * The budget has no room.
   *
   * @param charge what was asked
   * @param binding the part of its period where least is left, with what lies there already
   * @param left epsilon left there
   * @param openReservations how many of the releases there may still be given back
   */
  record NoRoom(
      String ledgerId,
      Budget budget,
      Charge charge,
      Step binding,
      BigDecimal left,
      long openReservations)
      implements Decision {
    @Override
    public String message() {
      return "Release '%s' refused: asked %s on %s; left in ledger '%s' on %s: epsilon %s of the budget %s; spent %s by %s. %s"
          .formatted(
              charge.releaseId(),
              charge.spending(),
              charge.period(),
              ledgerId,
              binding.period(),
              left.toPlainString(),
              budget,
              binding.load().spending(),
              binding.load().releases().isEmpty() ? "nobody" : binding.load().spenders(),
              advice());
    }

    private String advice() {
      return openReservations == 0
          ? "Ask for less, or for a period without those days"
          : "Ask for less, for a period without those days, or settle what is reserved there and no longer running (%d open)"
              .formatted(openReservations);
    }
  }

  /**
   * The release id stands for something else, or for a release that is lost.
   *
   * @param entry its latest row
   * @param why one line
   */
  record Unusable(LedgerEntry entry, String why) implements Decision {
    @Override
    public String message() {
      return "Release '%s' refused: %s".formatted(entry.charge().releaseId(), why);
    }
  }
}
