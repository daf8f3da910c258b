package org.optika.core.privacy.audit;

import java.util.List;
import java.util.stream.IntStream;
import org.optika.core.privacy.noise.BitSource;
import org.optika.core.privacy.noise.TestStreams;

/**
 * A mechanism on two neighbouring inputs, and what it promises about them.
 *
 * @param name also the seed of what is drawn
 * @param claims that hold at once, each at a delta of its own
 * @param draws of each input
 * @param with a person
 * @param without this person
 */
record AuditCase(String name, List<Claim> claims, int draws, Randomised with, Randomised without) {

  public AuditCase {
    claims = List.copyOf(claims);
  }

  /** One for each claim; draws the same in every run. */
  List<Finding> findings() {
    return PrivacyAudit.of(
        name, claims, sample(with, name + " with"), sample(without, name + " without"));
  }

  private double[][] sample(Randomised mechanism, String stream) {
    BitSource bits = TestStreams.named(stream);
    return IntStream.range(0, draws)
        .mapToObj(draw -> mechanism.draw(bits))
        .toArray(double[][]::new);
  }

  @Override
  public String toString() {
    return name;
  }
}
