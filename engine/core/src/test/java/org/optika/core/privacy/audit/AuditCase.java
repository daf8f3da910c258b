package org.optika.core.privacy.audit;

import java.util.List;

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

  @Override
  public String toString() {
    return name;
  }
}
