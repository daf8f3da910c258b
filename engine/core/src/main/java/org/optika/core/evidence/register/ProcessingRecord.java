package org.optika.core.evidence.register;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.optika.core.evidence.report.RetentionLimit;
import org.optika.core.evidence.report.StoredData;

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
   * @param retentionMonths the same as months from the event of a row on, of rows whose age can be
   *     told; empty when nothing is said
   */
  public record Activity(
      String id,
      String title,
      List<String> purposes,
      List<String> people,
      List<String> data,
      List<String> recipients,
      String retention,
      SortedMap<StoredData, Integer> retentionMonths) {
    public Activity {
      purposes = List.copyOf(purposes);
      people = List.copyOf(people);
      data = List.copyOf(data);
      recipients = List.copyOf(recipients);
      retentionMonths = Collections.unmodifiableSortedMap(new TreeMap<>(retentionMonths));
    }
  }

  /** Limits of all purposes, in the order of activities and purposes. */
  public List<RetentionLimit> limits() {
    List<RetentionLimit> limits = new ArrayList<>();
    for (Activity activity : activities) {
      for (String purpose : activity.purposes()) {
        activity
            .retentionMonths()
            .forEach(
                (data, months) ->
                    limits.add(new RetentionLimit(purpose, activity.id(), data, months)));
      }
    }
    return limits;
  }

  public ProcessingRecord {
    activities = List.copyOf(activities);
    securityMeasures = List.copyOf(securityMeasures);
  }
}
