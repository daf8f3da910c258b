package org.optika.core.journey;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Journeys as a line of text, for tests: {@code A1 ~3 B5 !7} is a touch of channel A on day 1, a
 * refused one on day 3, a touch of B on day 5 and a conversion on day 7. Days may have fractions.
 * Channels are the letters A = 0, B = 1 ...; the touches have ids 0, 1, 2 ... and no campaign.
 */
public final class JourneyText {
  private static final long DAY_0 =
      LocalDate.of(2026, 3, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000;

  private JourneyText() {}

  /** Epoch microseconds of a day of the text. */
  public static long day(double day) {
    return DAY_0 + Math.round(day * JourneyRules.MICROS_PER_DAY);
  }

  private record Token(char kind, long timeMicros) {
    static Token of(String text) {
      return new Token(text.charAt(0), day(Double.parseDouble(text.substring(1))));
    }
  }

  private static List<Token> tokens(String text) {
    return Arrays.stream(text.strip().split(" +"))
        .map(Token::of)
        .sorted(Comparator.comparingLong(Token::timeMicros))
        .toList();
  }

  public static Touches touches(String text) {
    Touches touches = new Touches();
    for (Token token : tokens(text)) {
      if (token.kind() == '~') {
        touches.addRefused(token.timeMicros());
      } else if (token.kind() != '!') {
        touches.add(token.timeMicros(), token.kind() - 'A', Touches.NO_CAMPAIGN, touches.size());
      }
    }
    return touches;
  }

  public static Conversions conversions(String text) {
    Conversions conversions = new Conversions();
    for (Token token : tokens(text)) {
      if (token.kind() == '!') {
        conversions.add(token.timeMicros(), conversions.size());
      }
    }
    return conversions;
  }

  /** {@code A ~ B !} for a journey that converts, {@code A ~ .} for a null journey. */
  public static String show(Journey journey) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < journey.length(); i++) {
      words.add(letter(journey.channel(i)));
    }
    words.add(journey.converted() ? "!" : ".");
    return String.join(" ", words);
  }

  /** As {@link #show(Journey)}; {@code refused !} and {@code unseen !} for the two buckets. */
  public static String show(VisiblePath path) {
    return switch (path.outcome()) {
      case TOUCHES_REFUSED -> "refused !";
      case NO_TOUCH_SEEN -> "unseen !";
      case DROPPED -> "dropped";
      case MODELLED -> {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < path.length(); i++) {
          words.add(letter(path.channel(i)));
        }
        words.add(path.converted() ? "!" : ".");
        yield String.join(" ", words);
      }
    };
  }

  /** {@code ~} for a refused place. */
  public static String letter(int channel) {
    return channel == Touches.REFUSED ? "~" : String.valueOf((char) ('A' + channel));
  }

  /** The journeys of a line, shown and joined by {@code ;}. */
  public static String journeys(JourneyBuilder builder, String text) {
    List<String> shown = new ArrayList<>();
    builder.build(touches(text), conversions(text), journey -> shown.add(show(journey)));
    return shown.stream().collect(Collectors.joining("; "));
  }
}
