package org.optika.jobs.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.optika.core.gate.AdequacyDecision;
import org.optika.core.gate.Transfer;
import org.optika.core.gate.TransferMechanism;
import org.optika.core.gate.Vendor;
import org.optika.core.gate.VendorRegister;
import org.optika.core.gate.VendorRole;

/**
 * {@code conf/vendors.yaml} and {@code conf/transfers.yaml}: who serves or measures contacts, for
 * what, and on what transfers of data to them rest.
 */
public final class VendorsConfig {
  private static final String VENDORS = "vendors.yaml";
  private static final String TRANSFERS = "transfers.yaml";

  private final List<String> knownPurposes;
  private final Faults faults;
  private final List<Vendor> vendors = new ArrayList<>();
  private final List<AdequacyDecision> adequacy = new ArrayList<>();

  private VendorsConfig(List<String> knownPurposes, Faults faults) {
    this.knownPurposes = knownPurposes;
    this.faults = faults;
  }

  /**
   * Reads both files; whatever is wrong is in {@code faults}.
   *
   * @param folder holds both files, or none of them: then vendors decide nothing
   * @param knownPurposes of conf/purposes.yaml
   * @return empty when there are no such files, or when there are faults
   */
  public static Optional<VendorRegister> load(
      Path folder, List<String> knownPurposes, Faults faults) {
    if (files(folder).isEmpty()) {
      return Optional.empty();
    }
    return new VendorsConfig(knownPurposes, faults).read(folder);
  }

  /** Those of the two files that are there, in a fixed order. */
  static List<Path> files(Path folder) {
    return Stream.of(VENDORS, TRANSFERS).map(folder::resolve).filter(Files::exists).toList();
  }

  private Optional<VendorRegister> read(Path folder) {
    int before = faults.all().size();
    try (YamlMap top = YamlMap.load(folder.resolve(VENDORS), faults)) {
      vendors(top);
    }
    List<Transfer> transfers = new ArrayList<>();
    try (YamlMap top = YamlMap.load(folder.resolve(TRANSFERS), faults)) {
      adequacy(top);
      transfers(top, transfers);
    }
    return faults.all().size() > before
        ? Optional.empty()
        : Optional.of(new VendorRegister(vendors, adequacy, transfers));
  }

  private void vendors(YamlMap top) {
    for (YamlMap entry : top.maps("vendors")) {
      try (entry) {
        int before = faults.all().size();
        Optional<String> id = entry.requiredText("id");
        Optional<String> name = entry.requiredText("name");
        VendorRole role = entry.constant("role", VendorRole.class);
        Optional<String> country = Countries.one(entry, "country");
        Set<String> purposes = purposes(entry);
        Set<String> data = new HashSet<>(entry.texts("data"));
        if (data.isEmpty()) {
          entry.fault("data", "name the categories of personal data that the vendor gets");
        }
        Span span = Span.of(entry);
        if (faults.all().size() == before) {
          add(
              entry,
              new Vendor(
                  id.orElseThrow(),
                  name.orElseThrow(),
                  role,
                  country.orElseThrow(),
                  purposes,
                  data,
                  span.from(),
                  span.to()));
        }
      }
    }
  }

  private void add(YamlMap entry, Vendor vendor) {
    boolean overlaps =
        vendors.stream()
            .filter(other -> other.id().equals(vendor.id()))
            .anyMatch(
                other ->
                    other.validFromMicros() < vendor.validToMicros()
                        && vendor.validFromMicros() < other.validToMicros());
    if (overlaps) {
      entry.fault("id", "vendor '%s' has another entry for the same time", vendor.id());
    } else {
      vendors.add(vendor);
    }
  }

  private Set<String> purposes(YamlMap entry) {
    List<String> named = entry.texts("purposes");
    if (named.isEmpty()) {
      entry.fault("purposes", "name at least one purpose of %s", knownPurposes);
    }
    for (String purpose : named) {
      if (!knownPurposes.contains(purpose)) {
        entry.fault("purposes", "unknown purpose '%s'; known: %s", purpose, knownPurposes);
      }
    }
    return new HashSet<>(named);
  }

  private void adequacy(YamlMap top) {
    for (YamlMap entry : top.maps("adequacy")) {
      try (entry) {
        int before = faults.all().size();
        Optional<String> country = Countries.one(entry, "country");
        Optional<String> reference = entry.requiredText("reference");
        boolean certifiedOnly = entry.flag("certified_only", false);
        Span span = Span.of(entry);
        if (faults.all().size() == before) {
          adequacy.add(
              new AdequacyDecision(
                  country.orElseThrow(),
                  span.from(),
                  span.to(),
                  certifiedOnly,
                  reference.orElseThrow()));
        }
      }
    }
  }

  private void transfers(YamlMap top, List<Transfer> transfers) {
    for (YamlMap entry : top.maps("transfers")) {
      try (entry) {
        int before = faults.all().size();
        Optional<String> vendor = entry.found("vendor", this::known);
        TransferMechanism mechanism = entry.constant("mechanism", TransferMechanism.class);
        Optional<String> reference = entry.requiredText("reference");
        long assessed = assessed(entry, mechanism);
        Span span = Span.of(entry);
        if (mechanism == TransferMechanism.ADEQUACY) {
          vendor.ifPresent(id -> requireDecision(entry, id));
        }
        if (faults.all().size() == before) {
          transfers.add(
              new Transfer(
                  vendor.orElseThrow(),
                  mechanism,
                  span.from(),
                  span.to(),
                  reference.orElseThrow(),
                  assessed));
        }
      }
    }
  }

  private String known(String id) {
    if (vendors.stream().noneMatch(vendor -> vendor.id().equals(id))) {
      throw new IllegalArgumentException(
          "unknown vendor '%s'; %s has: %s"
              .formatted(id, VENDORS, vendors.stream().map(Vendor::id).distinct().toList()));
    }
    return id;
  }

  private static long assessed(YamlMap entry, TransferMechanism mechanism) {
    Optional<Instant> assessed = entry.optionalInstant("impact_assessment");
    if (mechanism.needsAssessment() && !entry.has("impact_assessment")) {
      entry.fault(
          "mechanism",
          "%s needs an assessment of the transfer: add 'impact_assessment' with its day",
          mechanism.id());
    }
    if (!mechanism.needsAssessment() && assessed.isPresent()) {
      entry.fault("impact_assessment", "belongs to scc and bcr, and only there");
    }
    return assessed.map(Span::micros).orElse(Transfer.NOT_ASSESSED);
  }

  /** A certificate under a decision that does not exist would silently open nothing. */
  private void requireDecision(YamlMap entry, String id) {
    List<String> countries =
        vendors.stream()
            .filter(vendor -> vendor.id().equals(id))
            .map(Vendor::country)
            .distinct()
            .toList();
    if (adequacy.stream().noneMatch(decision -> countries.contains(decision.country()))) {
      entry.fault(
          "mechanism",
          "there is no adequacy decision for %s, the country of vendor '%s'",
          String.join(", ", countries),
          id);
    }
  }

  /** Where an entry holds: {@code valid_from} until {@code valid_to}, which is optional. */
  record Span(long from, long to) {
    static Span of(YamlMap entry) {
      long from = micros(entry.instant("valid_from"));
      long to = entry.optionalInstant("valid_to").map(Span::micros).orElse(Long.MAX_VALUE);
      if (from >= to) {
        entry.fault("valid_to", "must be later than valid_from");
      }
      return new Span(from, to);
    }

    static long micros(Instant instant) {
      return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
  }
}
