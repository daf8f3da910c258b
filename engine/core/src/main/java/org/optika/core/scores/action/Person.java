package org.optika.core.scores.action;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * What the rules need to know of one person, at {@code as_of}.
 *
 * @param subject pseudonym, >= 0
 * @param states 16 purposes at 4 bits, as in {@link org.optika.core.gate.PermissionSteps}: the code
 *     of the purpose at position i is in bits 4i to 4i + 3
 * @param country ISO 3166 code; empty: not known
 * @param declinedChannels bit of each channel by which the person does not want to be contacted
 * @param preferredChannels bit of each channel by which the person wants to be contacted; where
 *     there is one, by no other; 0: no preference
 */
public record Person(
    long subject,
    long states,
    String country,
    long declinedChannels,
    long preferredChannels,
    Contacts contacts)
    implements Serializable {
  public Person {
    require(subject >= 0, "subject must be >= 0");
  }
}
