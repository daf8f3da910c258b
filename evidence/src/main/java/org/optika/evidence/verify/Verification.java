package org.optika.evidence.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.bundle.Bundle;
import org.optika.evidence.bundle.TimeStampAuthorities;

/** Runs all checks on a bundle. */
public final class Verification {
  private Verification() {}

  /**
   * What whoever verifies knows from elsewhere.
   *
   * @param fingerprint of the key that has to have signed
   * @param authorities who may say when it was signed
   */
  public record Known(Optional<String> fingerprint, Optional<TimeStampAuthorities> authorities) {

    /** Nothing but the file. */
    public static final Known NOTHING = new Known(Optional.empty(), Optional.empty());
  }

  /**
   * @return one verdict a check, all of them also after one that fails; only one when the file is
   *     no bundle at all
   */
  public static List<Verdict> of(Path file, Known known) {
    Bundle bundle;
    try {
      bundle = Bundle.of(Files.readAllBytes(file));
    } catch (IOException e) {
      return List.of(new Verdict("container", false, "%s cannot be read".formatted(file)));
    } catch (EvidenceException e) {
      return List.of(new Verdict("container", false, e.getMessage()));
    }
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(
        new Verdict(
            "container", true, "%d files, packed as bundles are".formatted(bundle.files().size())));
    for (Check check : checks(known)) {
      verdicts.add(verdict(check, bundle));
    }
    return verdicts;
  }

  private static List<Check> checks(Known known) {
    return List.of(
        new FilesCheck(),
        new SignatureCheck(known.fingerprint()),
        new TimeStampCheck(known.authorities()),
        new DerivedCheck(),
        new SumsCheck(),
        new LogCheck(),
        new SchemaValidity(),
        new LinkedValidity());
  }

  private static Verdict verdict(Check check, Bundle bundle) {
    try {
      return new Verdict(check.name(), true, check.run(bundle));
    } catch (EvidenceException e) {
      return new Verdict(check.name(), false, e.getMessage());
    }
  }
}
