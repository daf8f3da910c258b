package org.optika.core.privacy.audit;

import java.util.Arrays;
import java.util.List;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.privacy.accounting.PrivacyHistory;

/** What the accounting says that charges cost together. */
public final class Claims {
  private Claims() {}

  /**
   * One claim for each delta.
   *
   * @param deltas 0 where each charge has a pure epsilon, or from 1e-12 on
   */
  public static List<Claim> of(List<Charge> charges, double... deltas) {
    return Arrays.stream(deltas)
        .mapToObj(delta -> new Claim(epsilon(charges, delta), delta))
        .toList();
  }

  private static double epsilon(List<Charge> charges, double delta) {
    if (delta == 0) {
      return charges.stream().mapToDouble(charge -> charge.pureEpsilon().orElseThrow()).sum();
    }
    PrivacyHistory history = PrivacyHistory.empty();
    for (Charge charge : charges) {
      history = history.plus(charge);
    }
    return history.epsilon(delta);
  }
}
