package org.optika.sample;

import java.util.ArrayList;
import java.util.List;

/** What the company paid per day and placement: exposures counted and multiplied at the end. */
final class Spending {
  private final Window window;
  private final List<Channel.Placement> placements = new ArrayList<>();
  private final long[][] exposures;

  Spending(Window window) {
    this.window = window;
    for (Channel channel : Channel.values()) {
      placements.addAll(channel.placements());
    }
    this.exposures = new long[placements.size()][window.days()];
  }

  void add(Touch touch) {
    if (window.contains(touch.atMicros())) {
      int day = (int) ((touch.atMicros() - window.start()) / Times.DAY);
      exposures[indexOf(touch.placement())][day]++;
    }
  }

  private int indexOf(Channel.Placement placement) {
    for (int i = 0; i < placements.size(); i++) {
      if (placements.get(i) == placement) {
        return i;
      }
    }
    throw new IllegalArgumentException("Placement " + placement + " belongs to no channel");
  }

  void add(Spending other) {
    for (int i = 0; i < exposures.length; i++) {
      for (int day = 0; day < exposures[i].length; day++) {
        exposures[i][day] += other.exposures[i][day];
      }
    }
  }

  /**
   * @return rows of {@code channel_cost}, by day, for placements that cost something
   */
  List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (int day = 0; day < window.days(); day++) {
      String date = Times.date(window.start() + day * Times.DAY);
      for (int i = 0; i < exposures.length; i++) {
        Channel.Placement placement = placements.get(i);
        long cents = (exposures[i][day] * placement.costCentsPerMillion() + 500_000) / 1_000_000;
        if (cents > 0) {
          rows.add(
              String.join(
                  ",",
                  date,
                  placement.source(),
                  placement.medium(),
                  placement.campaign(),
                  Money.text(cents),
                  placement.currency()));
        }
      }
    }
    return rows;
  }
}
