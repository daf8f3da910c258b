package org.optika.core.evidence.register;

import java.util.List;
import java.util.Optional;

/**
 * The record of processing activities, as far as it does not follow from what is run (GDPR 30(1)).
 *
 * @param controller who decides
 * @param activities one at least
 * @param securityMeasures of all activities, in general terms
 */
public record ProcessingRecord(
    Party controller,
    Optional<Party> representative,
    Optional<Party> dataProtectionOfficer,
    List<Activity> activities,
    List<String> securityMeasures) {

  /**
   * @param contact address, e-mail or telephone number of an office; never of a customer
   */
  public record Party(String name, String contact) {}

  /**
   * @param purposes of conf/purposes.yaml
   * @param people categories of people
   * @param data categories of personal data
   * @param recipients categories of recipients, beside the vendors of the register
   * @param retention how long, and what it is counted from
   */
  public record Activity(
      String id,
      String title,
      List<String> purposes,
      List<String> people,
      List<String> data,
      List<String> recipients,
      String retention) {
    public Activity {
      purposes = List.copyOf(purposes);
      people = List.copyOf(people);
      data = List.copyOf(data);
      recipients = List.copyOf(recipients);
    }
  }

  public ProcessingRecord {
    activities = List.copyOf(activities);
    securityMeasures = List.copyOf(securityMeasures);
  }
}
