package org.optika.spark.table.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.privacy.ledger.BasicSpending;
import org.optika.core.privacy.ledger.Decision.NoRoom;
import org.optika.core.privacy.ledger.EntryKind;
import org.optika.core.privacy.ledger.LedgerEntry;

/** Processes that are killed: by themselves between two steps, or by kill -9 at any time. */
@Tag("slow")
@Tag("release-kill")
class LedgerKillTest {

  /**
   * Rows before the victim comes: it then reserves at version 9 of the table and commits at version
   * 10, after which a checkpoint is written.
   */
  private static final int EARLIER_RELEASES = 4;

  /** Three files for the reservation, five for the commit with its checkpoint. */
  private static final int STEPS = 16;

  private static final int NEVER = Integer.MAX_VALUE;
  private static final int FIRST_LIFE_MILLIS = 400;

  @TempDir private Path root;
  private Path table;
  private Path published;
  private BudgetLedger ledger;
  private ReleaseRun survivor;

  static IntStream steps() {
    return IntStream.rangeClosed(1, STEPS);
  }

  @BeforeEach
  void openLedger() throws IOException {
    table = root.resolve("ledger");
    published = Files.createDirectories(root.resolve("published"));
    ledger = Ledgers.open(table);
    survivor = new ReleaseRun(ledger, published);
  }

  private Jvm victim(int from, int until, int haltAt) throws IOException {
    return new Jvm(
        LedgerVictim.class,
        List.of(
            table.toString(),
            published.toString(),
            Integer.toString(from),
            Integer.toString(until),
            Integer.toString(haltAt)));
  }

  private int runEarlierReleasesAndHaltAt(int step) throws Exception {
    for (int i = 0; i < EARLIER_RELEASES; i++) {
      survivor.run("release-" + i);
    }
    try (Jvm victim = victim(EARLIER_RELEASES, EARLIER_RELEASES + 1, step)) {
      return victim.exit();
    }
  }

  @ParameterizedTest(name = "step {0}")
  @MethodSource("steps")
  void a_process_killed_between_two_steps_is_charged_once_and_on_record(int step) throws Exception {
    assertThat(runEarlierReleasesAndHaltAt(step)).isEqualTo(LedgerVictim.KILLED);

    assertThatPublishedReleasesAreCharged();

    survivor.run("release-" + EARLIER_RELEASES);

    assertThatReleasesAreChargedOnceAndCommitted(EARLIER_RELEASES + 1);
  }

  @Test
  void there_are_no_further_steps() throws Exception {
    assertThat(runEarlierReleasesAndHaltAt(STEPS + 1)).isZero();

    assertThatReleasesAreChargedOnceAndCommitted(EARLIER_RELEASES + 1);
    assertThat(table.resolve("_delta_log/_last_checkpoint")).exists();
  }

  /** Each process goes on with what the one before it has left. */
  @Test
  void processes_killed_at_any_time_charge_ten_releases_ten_times() throws Exception {
    Random random = new Random(42);
    int kills = 0;
    boolean ended = false;
    while (!ended) {
      try (Jvm victim = victim(0, Ledgers.ROOM, NEVER)) {
        victim.awaitLine("started");
        // Later ones live longer, so that one comes to the end on a slow machine too.
        Thread.sleep(random.nextInt(FIRST_LIFE_MILLIS * (1 + kills)));
        victim.kill();
        ended = victim.exit() == 0;
        kills += ended ? 0 : 1;
      }
      assertThatPublishedReleasesAreCharged();
    }

    System.out.printf("%d kills%n", kills);
    assertThat(kills).isPositive();
    assertThatReleasesAreChargedOnceAndCommitted(Ledgers.ROOM);
    assertThat(survivor.run("one-more")).isInstanceOf(NoRoom.class);
  }

  private void assertThatPublishedReleasesAreCharged() throws IOException {
    List<LedgerEntry> entries = ledger.entries();
    assertThat(ledger.audit()).isEmpty();
    assertThat(releases(entries, EntryKind.RESERVE)).doesNotHaveDuplicates();
    assertThat(releases(entries, EntryKind.RESERVE)).containsAll(publishedReleases());
    assertThat(publishedReleases()).containsAll(releases(entries, EntryKind.COMMIT));
    assertThatSpent(releases(entries, EntryKind.RESERVE).size());
  }

  private void assertThatReleasesAreChargedOnceAndCommitted(int releases) throws IOException {
    List<String> expected =
        IntStream.range(0, releases).mapToObj(release -> "release-" + release).toList();
    List<LedgerEntry> entries = ledger.entries();
    assertThat(ledger.audit()).isEmpty();
    assertThat(publishedReleases()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(releases(entries, EntryKind.RESERVE)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(releases(entries, EntryKind.COMMIT)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(entries).hasSize(2 * releases);
    assertThatSpent(releases);
  }

  private void assertThatSpent(int releases) {
    BasicSpending expected = BasicSpending.of("0", "0");
    for (int release = 0; release < releases; release++) {
      expected = expected.compose(BasicSpending.of("0.1", "1e-7"));
    }
    assertThat(ledger.head().account().on(LocalDate.of(2026, 1, 1)).spending()).isEqualTo(expected);
  }

  private static List<String> releases(List<LedgerEntry> entries, EntryKind kind) {
    return entries.stream()
        .filter(entry -> entry.kind() == kind)
        .map(entry -> entry.charge().releaseId())
        .toList();
  }

  private List<String> publishedReleases() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(published)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }
}
