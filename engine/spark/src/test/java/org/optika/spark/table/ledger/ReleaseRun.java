package org.optika.spark.table.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.optika.core.privacy.ledger.Decision;
import org.optika.core.privacy.ledger.Decision.Granted;
import org.optika.core.privacy.ledger.Decision.Resumed;

/** A release as a job makes it: charge, publish in one step, commit. */
final class ReleaseRun {

  private final BudgetLedger ledger;
  private final Path published;

  /**
   * @param published one file for each published release
   */
  ReleaseRun(BudgetLedger ledger, Path published) {
    this.ledger = ledger;
    this.published = published;
  }

  Decision run(String releaseId) {
    Decision decision = ledger.reserve(Ledgers.tenth(releaseId), Ledgers.NOW);
    if (decision instanceof Granted || decision instanceof Resumed) {
      publish(releaseId);
      ledger.commit(releaseId, publishedAs(releaseId).orElseThrow(), Ledgers.NOW);
    }
    return decision;
  }

  private void publish(String releaseId) {
    try {
      Files.createFile(published.resolve(releaseId));
    } catch (FileAlreadyExistsException byAnEarlierRun) {
      // The key of that run gives the same rows again.
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Optional<String> publishedAs(String releaseId) {
    return Files.exists(published.resolve(releaseId))
        ? Optional.of("file " + releaseId)
        : Optional.empty();
  }
}
