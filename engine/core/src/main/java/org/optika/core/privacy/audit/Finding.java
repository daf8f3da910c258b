package org.optika.core.privacy.audit;

/**
 * What an audit found out about one claim.
 *
 * @param epsilon lower bound of the epsilon at the delta of the claim
 */
public record Finding(String name, Claim claim, double epsilon) {

  /** Whether the claim does not hold. */
  public boolean isViolation() {
    return epsilon > claim.epsilon();
  }

  @Override
  public String toString() {
    return "%s: epsilon >= %.3f, claimed %.3f at delta %.2g"
        .formatted(name, epsilon, claim.epsilon(), claim.delta());
  }
}
