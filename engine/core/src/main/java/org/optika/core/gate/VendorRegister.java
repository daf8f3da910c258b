package org.optika.core.gate;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.optika.core.consent.RulePack;

/**
 * The registers of vendors and of transfers: for which purposes the touchpoints of a vendor may be
 * used, and when. Effective-dated, without a known time, as a rule pack.
 *
 * @param vendors entries of one vendor do not overlap
 */
public record VendorRegister(
    List<Vendor> vendors, List<AdequacyDecision> adequacy, List<Transfer> transfers)
    implements Serializable {

  public VendorRegister {
    vendors = List.copyOf(vendors);
    adequacy = List.copyOf(adequacy);
    transfers = List.copyOf(transfers);
    Map<String, Long> end = new HashMap<>();
    vendors.stream()
        .sorted(Comparator.comparingLong(Vendor::validFromMicros))
        .forEach(
            vendor -> {
              Long before = end.put(vendor.id(), vendor.validToMicros());
              require(
                  before == null || before <= vendor.validFromMicros(),
                  "vendor '%s' has two entries for one time",
                  vendor.id());
            });
  }

  /** The entry of a vendor that is in force at an instant. */
  public Optional<Vendor> vendorAt(String vendorId, long atMicros) {
    return vendors.stream()
        .filter(vendor -> vendor.id().equals(vendorId) && vendor.inForceAt(atMicros))
        .findFirst();
  }

  /** What the registers say of a vendor and a purpose. A vendor that is not there is closed. */
  public VendorState stateAt(String vendorId, String purpose, long atMicros) {
    Optional<Vendor> vendor = vendorAt(vendorId, atMicros);
    if (vendor.isEmpty()) {
      return VendorState.VENDOR_NOT_REGISTERED;
    }
    if (!vendor.get().purposes().contains(purpose)) {
      return VendorState.VENDOR_NOT_FOR_PURPOSE;
    }
    return groundAt(vendor.get(), atMicros).isPresent()
        ? VendorState.OPEN
        : VendorState.NO_VALID_TRANSFER;
  }

  /**
   * What the transfers to a vendor rest on at an instant; of several grounds the one that holds
   * longest. Empty when there is none: a derogation is none, since it is for single occasions.
   */
  public Optional<TransferGround> groundAt(Vendor vendor, long atMicros) {
    if (EuropeanEconomicArea.holds(vendor.country())) {
      return Optional.of(new TransferGround(TransferGround.NONE_NEEDED, "", Long.MAX_VALUE));
    }
    Stream<TransferGround> ofCountry =
        adequacy.stream()
            .filter(decision -> decision.country().equals(vendor.country()))
            .filter(decision -> !decision.certifiedOnly() && decision.inForceAt(atMicros))
            .map(
                decision ->
                    new TransferGround(
                        TransferMechanism.ADEQUACY.id(),
                        decision.reference(),
                        decision.validToMicros()));
    Stream<TransferGround> ofVendor =
        transfers.stream()
            .filter(transfer -> transfer.vendorId().equals(vendor.id()))
            .filter(transfer -> transfer.opensAt(atMicros))
            .flatMap(transfer -> ground(vendor, transfer, atMicros));
    return Stream.concat(ofCountry, ofVendor)
        .max(Comparator.comparingLong(TransferGround::validToMicros));
  }

  /** A certificate is worth as much as the decision of its country, and ends with it. */
  private Stream<TransferGround> ground(Vendor vendor, Transfer transfer, long atMicros) {
    TransferGround ground =
        new TransferGround(
            transfer.mechanism().id(), transfer.reference(), transfer.validToMicros());
    if (transfer.mechanism() != TransferMechanism.ADEQUACY) {
      return Stream.of(ground);
    }
    return adequacy.stream()
        .filter(decision -> decision.country().equals(vendor.country()))
        .filter(decision -> decision.inForceAt(atMicros))
        .map(
            decision ->
                new TransferGround(
                    ground.kind(),
                    ground.reference(),
                    Math.min(ground.validToMicros(), decision.validToMicros())));
  }

  /**
   * What a run has to refuse: closings of the vendors that have touchpoints, at times up to that of
   * the processing at which they have some. Later ones are out anyway.
   *
   * @param purposeIds purposes that a row needs
   * @param activity by vendor, of all touchpoints that the run may read
   * @param asOfMicros instant of the processing
   */
  public VendorClosings closings(
      RulePack rules,
      List<String> purposeIds,
      Map<String, VendorActivity> activity,
      long asOfMicros) {
    Map<String, VendorClosings.Steps> closed = new HashMap<>();
    activity.forEach(
        (vendor, when) -> {
          VendorClosings.Steps steps = steps(vendor, rules, purposeIds, asOfMicros);
          if (steps.closesWithin(when.upTo(asOfMicros))) {
            closed.put(vendor, steps);
          }
        });
    return new VendorClosings(closed);
  }

  private VendorClosings.Steps steps(
      String vendor, RulePack rules, List<String> purposeIds, long asOfMicros) {
    long[] from = changes(vendor);
    long[] closed = new long[from.length];
    for (String purpose : purposeIds) {
      int index = rules.indexOf(purpose);
      int now =
          rules.purpose(purpose).eventTimeOnly()
              ? VendorState.OPEN.code()
              : stateAt(vendor, purpose, asOfMicros).code();
      for (int step = 0; step < from.length; step++) {
        int then = stateAt(vendor, purpose, from[step]).code();
        closed[step] =
            PermissionSteps.withCode(
                closed[step], index, then == VendorState.OPEN.code() ? now : then);
      }
    }
    return new VendorClosings.Steps(from, closed);
  }

  /** All instants at which something may change for a vendor, from the start of time on. */
  private long[] changes(String vendorId) {
    TreeSet<Long> instants = new TreeSet<>(List.of(Long.MIN_VALUE));
    for (Vendor vendor : vendors) {
      if (vendor.id().equals(vendorId)) {
        instants.addAll(List.of(vendor.validFromMicros(), vendor.validToMicros()));
        for (AdequacyDecision decision : adequacy) {
          if (decision.country().equals(vendor.country())) {
            instants.addAll(List.of(decision.validFromMicros(), decision.validToMicros()));
          }
        }
      }
    }
    for (Transfer transfer : transfers) {
      if (transfer.vendorId().equals(vendorId)) {
        instants.addAll(
            List.of(
                transfer.validFromMicros(), transfer.validToMicros(), transfer.assessedMicros()));
      }
    }
    return instants.stream().mapToLong(Long::longValue).toArray();
  }
}
