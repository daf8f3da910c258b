package org.optika.core.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.optika.core.evidence.log.Finding.Kind;
import org.optika.core.privacy.ledger.Bytes;
import org.optika.core.scores.manifest.Hash;

/** What an audit finds when rows, leaves and heads are changed. */
class LogAuditTest {

  /** A log in memory, with the rows that it stands for. */
  private static final class World {
    final Map<String, byte[]> rows = new TreeMap<>();
    List<StoredLeaf> leaves = new ArrayList<>();
    final List<Long> erases = new ArrayList<>();
    final List<StoredHead> heads = new ArrayList<>();
    LogTree tree = LogTree.empty();

    static World of(int events, int... appends) {
      World world = new World();
      int logged = 0;
      for (int append : appends) {
        world.append(logged, logged + append);
        logged += append;
      }
      if (logged < events) {
        world.append(logged, events);
      }
      return world;
    }

    static EventName name(int event) {
      return new EventName("e%06d".formatted(event), 1, event + 1);
    }

    private static int number(String eventId) {
      return Integer.parseInt(eventId.substring(1));
    }

    void append(int from, int to) {
      for (int event = from; event < to; event++) {
        byte[] salt = ByteBuffer.allocate(16).putInt(event * 31).array();
        byte[] content = {(byte) (event % 7)};
        rows.put(name(event).eventId(), content);
        long index = leaves.size();
        byte[] commitment = new LeafCommitment().of(index, digest(salt, name(event), content));
        leaves.add(
            new StoredLeaf(
                index,
                "event",
                name(event),
                Optional.of(Bytes.of(salt)),
                Optional.of(Bytes.of(commitment))));
        erases.add(-1L);
      }
      writeHead();
    }

    static byte[] digest(byte[] salt, EventName name, byte[] content) {
      return new RowDigest()
          .start(salt)
          .text(RowDigest.column("action"), content)
          .text(RowDigest.column("event_id"), name.eventId().getBytes())
          .number(RowDigest.column("file_row"), name.fileRow())
          .digest();
    }

    void writeHead() {
      MerkleHash merkle = new MerkleHash();
      LogTree next = tree.size() == 0 ? LogTree.empty() : LogTree.after(tree.size(), tree.hashes());
      parts(next.size(), new long[0]).forEach(next::append);
      assertThat(next.root()).isNotNull();
      tree = next;
      heads.add(StoredHead.of(tree));
    }

    byte[] leafHash(StoredLeaf leaf) {
      return new MerkleHash()
          .leaf(
              leaf.kind().equals("event")
                  ? LeafData.event(leaf.commitment().get().toArray())
                  : LeafData.erased(erases.get((int) leaf.index())));
    }

    /** As the adapter yields them: cut at pages and heads, doubles left out. */
    List<CompactRange> parts(long from, long[] cuts) {
      MerkleHash merkle = new MerkleHash();
      List<CompactRange> parts = new ArrayList<>();
      CompactRange open = CompactRange.empty(from);
      Set<Long> ends = Arrays.stream(cuts).boxed().collect(Collectors.toSet());
      long last = -1;
      for (StoredLeaf leaf :
          leaves.stream()
              .filter(leaf -> leaf.index() >= from)
              .sorted(Comparator.comparingLong(StoredLeaf::index))
              .toList()) {
        if (leaf.index() == last) {
          continue;
        }
        last = leaf.index();
        if (open.end() != leaf.index()
            || ends.contains(leaf.index())
            || leaf.index() % LogTree.PAGE_LEAVES == 0) {
          if (open.end() > open.begin()) {
            parts.add(open);
          }
          open = CompactRange.empty(leaf.index());
        }
        open.append(leafHash(leaf), merkle);
      }
      if (open.end() > open.begin()) {
        parts.add(open);
      }
      return parts;
    }

    void erase(int event) {
      StoredLeaf leaf = leafOf(event);
      leaves.add(
          new StoredLeaf(
              leaves.size(), "erased", EventName.NONE, Optional.empty(), Optional.empty()));
      erases.add(leaf.index());
      rows.remove(leaf.event().eventId());
      replace(
          new StoredLeaf(
              leaf.index(), "event", EventName.NONE, Optional.empty(), leaf.commitment()));
    }

    StoredLeaf leafOf(int event) {
      return leaves.stream()
          .filter(leaf -> leaf.event().equals(name(event)))
          .findFirst()
          .orElseThrow();
    }

    void replace(StoredLeaf leaf) {
      leaves.set((int) leaf.index(), leaf);
    }

    List<Finding> audit() {
      return audit(Optional.empty());
    }

    List<Finding> audit(Optional<LogHead> given) {
      LeafCheck check = new LeafCheck();
      Set<Long> named = new HashSet<>(erases);
      List<Suspect> suspects = new ArrayList<>();
      Set<String> logged = new HashSet<>();
      for (StoredLeaf leaf : leaves) {
        if (leaf.kind().equals("erased")) {
          continue;
        }
        logged.add(leaf.event().eventId());
        Optional<byte[]> row = Optional.ofNullable(rows.get(leaf.event().eventId()));
        Optional<EventName> name = row.map(content -> name(number(leaf.event().eventId())));
        Optional<byte[]> digest =
            leaf.salt()
                .filter(salt -> row.isPresent())
                .map(salt -> digest(salt.toArray(), name.get(), row.get()));
        LeafVerdict verdict = check.ofEvent(leaf, named.contains(leaf.index()), name, digest);
        if (!verdict.isFine()) {
          suspects.add(
              new Suspect(
                  verdict,
                  leaf.index(),
                  leaf.event(),
                  leaf.commitment().get().toArray(),
                  digest.orElse(new byte[0])));
        }
      }
      rows.keySet().stream()
          .filter(id -> !logged.contains(id))
          .forEach(
              id ->
                  suspects.add(
                      new Suspect(
                          LeafVerdict.NOT_LOGGED,
                          Suspect.NO_LEAF,
                          name(number(id)),
                          new byte[0],
                          new byte[0])));
      List<Finding> findings = new ArrayList<>(Reordering.findings(suspects));
      TreeAudit tree = new TreeAudit(heads, given);
      parts(0, tree.cuts()).forEach(tree::add);
      findings.addAll(tree.findings());
      return findings;
    }

    LogHead head() {
      return new LogHead("log", tree.size(), tree.root());
    }
  }

  private static Set<Long> leaves(List<Finding> findings, Kind kind) {
    return findings.stream()
        .filter(finding -> finding.kind() == kind)
        .map(Finding::firstLeaf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void a_log_that_nobody_has_touched_has_no_findings() {
    assertThat(World.of(0).audit()).isEmpty();
    assertThat(World.of(3_000, 1, 1_023, 1, 500).audit()).isEmpty();
  }

  @Test
  void a_thousand_edits_deletions_and_swaps_among_100_000_rows_are_all_found_and_named() {
    World world = World.of(100_000, 40_000, 1, 20_000);
    Random random = new Random(42);
    List<Integer> victims = random.ints(0, 100_000).distinct().limit(1_300).boxed().toList();
    Set<Long> edited = new TreeSet<>();
    Set<Long> removed = new TreeSet<>();
    Set<Long> moved = new TreeSet<>();
    for (int change = 0; change < 1_000; change++) {
      int event = victims.get(change);
      if (change % 3 == 0) {
        world.rows.put(World.name(event).eventId(), new byte[] {99});
        edited.add((long) event);
      } else if (change % 3 == 1) {
        world.rows.remove(World.name(event).eventId());
        removed.add((long) event);
      }
    }
    for (int swap = 0; swap < 150; swap++) {
      int one = victims.get(1_000 + 2 * swap);
      int other = victims.get(1_001 + 2 * swap);
      swap(world, one, other);
      moved.addAll(List.of((long) one, (long) other));
    }

    List<Finding> findings = world.audit();

    assertThat(leaves(findings, Kind.EDITED)).isEqualTo(edited);
    assertThat(leaves(findings, Kind.REMOVED)).isEqualTo(removed);
    assertThat(leaves(findings, Kind.REORDERED)).isEqualTo(moved);
    assertThat(edited.size() + removed.size() + moved.size()).isBetween(960, 970);
    int one = victims.get(1_000);
    assertThat(findings)
        .filteredOn(finding -> finding.firstLeaf() == one && finding.kind() == Kind.REORDERED)
        .extracting(Finding::line)
        .containsExactly(
            "REORDERED: leaf %d, %s, was moved in the log: it was logged as leaf %d"
                .formatted(one, World.name(victims.get(1_001)), victims.get(1_001)));
  }

  private static void swap(World world, int one, int other) {
    StoredLeaf first = world.leaves.get(one);
    StoredLeaf second = world.leaves.get(other);
    world.replace(at(other, first));
    world.replace(at(one, second));
  }

  private static StoredLeaf at(long index, StoredLeaf leaf) {
    return new StoredLeaf(index, leaf.kind(), leaf.event(), leaf.salt(), leaf.commitment());
  }

  @Test
  void each_change_of_one_thing_in_a_small_log_is_found() {
    byte[] other = new byte[RowDigest.SALT_BYTES];
    Arrays.fill(other, (byte) -1);
    for (int event = 0; event < 50; event++) {
      int leaf = event;
      World salt = World.of(50, 20);
      StoredLeaf row = salt.leafOf(leaf);
      salt.replace(
          new StoredLeaf(
              leaf, "event", row.event(), Optional.of(Bytes.of(other)), row.commitment()));
      assertThat(kinds(salt.audit())).containsExactly(Kind.EDITED);

      World commitment = World.of(50, 20);
      commitment.replace(
          new StoredLeaf(
              leaf, "event", row.event(), row.salt(), Optional.of(Bytes.of(new byte[32]))));
      assertThat(kinds(commitment.audit()))
          .containsExactlyInAnyOrder(Kind.EDITED, Kind.LEAVES_CHANGED);

      World id = World.of(50, 20);
      id.replace(new StoredLeaf(leaf, "event", World.name(77), row.salt(), row.commitment()));
      assertThat(kinds(id.audit())).containsExactlyInAnyOrder(Kind.REMOVED, Kind.NOT_LOGGED);

      World missing = World.of(50, 20);
      missing.leaves.remove(leaf);
      assertThat(kinds(missing.audit()))
          .containsExactlyInAnyOrder(Kind.LEAVES_MISSING, Kind.NOT_LOGGED);

      World forgotten = World.of(50, 20);
      forgotten.replace(
          new StoredLeaf(leaf, "event", EventName.NONE, Optional.empty(), row.commitment()));
      forgotten.rows.remove(World.name(leaf).eventId());
      assertThat(forgotten.audit())
          .extracting(Finding::line)
          .containsExactly(
              "SALT_GONE: leaf %d, event unknown, has lost its salt, and no leaf says that it was erased"
                  .formatted(leaf));
    }
  }

  private static List<Kind> kinds(List<Finding> findings) {
    return findings.stream().map(Finding::kind).toList();
  }

  @Test
  void a_row_and_its_leaf_that_were_changed_together_are_found_by_the_tree() {
    World world = World.of(5_000, 2_000, 500);
    for (int event : List.of(1_500, 2_200, 4_900)) {
      StoredLeaf leaf = world.leafOf(event);
      byte[] forged = {50};
      world.rows.put(leaf.event().eventId(), forged);
      byte[] digest = World.digest(leaf.salt().get().toArray(), leaf.event(), forged);
      byte[] commitment = new LeafCommitment().of(event, digest);
      world.replace(
          new StoredLeaf(
              event, "event", leaf.event(), leaf.salt(), Optional.of(Bytes.of(commitment))));
    }

    assertThat(world.audit())
        .extracting(Finding::line)
        .containsExactly(
            "LEAVES_CHANGED: leaves 1024 to 3071 of the log are not those that were logged",
            "LEAVES_CHANGED: leaves 4096 to 4999 of the log are not those that were logged");
  }

  @Test
  void a_log_that_was_made_anew_is_found_by_a_head_that_was_kept() {
    World world = World.of(3_000, 1_500);
    World forged = World.of(3_000, 1_500);
    LogHead kept = world.head();
    swap(forged, 5, 6);
    World again = new World();
    again.rows.putAll(forged.rows);
    again.leaves = forged.leaves;
    again.erases.addAll(forged.erases);
    again.writeHead();

    assertThat(world.audit(Optional.of(kept))).isEmpty();
    assertThat(again.audit(Optional.of(kept)))
        .filteredOn(finding -> finding.kind() == Kind.HEAD_DIFFERS)
        .extracting(Finding::line)
        .containsExactly(
            "HEAD_DIFFERS: the log does not continue the head %s: its first 3000 leaves have another root"
                .formatted(kept.text()));
    assertThat(World.of(2_000).audit(Optional.of(kept)))
        .extracting(Finding::line)
        .containsExactly(
            "HEAD_DIFFERS: the log does not continue the head %s: it has 2000 leaves only"
                .formatted(kept.text()));
    assertThat(kinds(world.audit(Optional.of(new LogHead("log", 1_700, kept.root())))))
        .as("a size between two appends")
        .containsExactly(Kind.HEAD_DIFFERS);
  }

  @Test
  void an_erased_row_is_no_finding_and_half_an_erasure_is_told_as_such() {
    World world = World.of(2_000, 700);
    world.erase(3);
    world.erase(1_999);
    world.writeHead();
    assertThat(world.audit()).isEmpty();

    World half = World.of(2_000, 700);
    byte[] row = half.rows.get(World.name(3).eventId());
    StoredLeaf leaf = half.leafOf(3);
    half.erase(3);
    half.writeHead();
    half.replace(leaf);
    assertThat(kinds(half.audit())).containsExactly(Kind.ERASURE_UNFINISHED);
    half.rows.put(World.name(3).eventId(), row);
    assertThat(half.audit())
        .extracting(Finding::line)
        .containsExactly(
            "ERASURE_UNFINISHED: leaf 3, event e000003 (file 1, row 4), is named by an erased leaf and not all of it is gone; run 'optika log erase' again");
  }

  @Test
  void erasures_among_edits_are_told_apart() {
    World world = World.of(10_000, 5_000);
    List<Integer> victims = new Random(3).ints(0, 10_000).distinct().limit(300).boxed().toList();
    Set<Long> removed = new TreeSet<>();
    for (int i = 0; i < victims.size(); i++) {
      if (i % 2 == 0) {
        world.erase(victims.get(i));
      } else {
        world.rows.remove(World.name(victims.get(i)).eventId());
        removed.add((long) victims.get(i));
      }
    }
    world.writeHead();

    List<Finding> findings = world.audit();

    assertThat(leaves(findings, Kind.REMOVED)).isEqualTo(removed);
    assertThat(findings).hasSize(removed.size());
  }

  @Test
  void heads_that_were_edited_or_are_missing_are_found() {
    World edited = World.of(100, 60);
    StoredHead head = edited.heads.get(0);
    edited.heads.set(
        0, new StoredHead(head.size(), Hash.of(new byte[32]), head.hashes(), 0, head.pages()));
    assertThat(edited.audit())
        .extracting(Finding::line)
        .containsExactly(
            "HEAD_EDITED: the head of 60 leaves was edited: its root is not that of its subtrees");

    World cut = World.of(100, 60);
    cut.heads.remove(1);
    assertThat(cut.audit())
        .extracting(Finding::line)
        .containsExactly(
            "HEAD_MISSING: leaves 60 to 99 are under no head; when an ingest was stopped, the next one writes it");

    World short_ = World.of(100, 60);
    short_.leaves = new ArrayList<>(short_.leaves.subList(0, 60));
    IntStream.range(60, 100).forEach(event -> short_.rows.remove(World.name(event).eventId()));
    assertThat(short_.audit())
        .extracting(Finding::line)
        .containsExactly("LEAVES_MISSING: leaves 60 to 99 are missing in the log");
  }

  @Test
  void after_leaves_that_are_missing_later_ones_are_still_compared() {
    World world = World.of(6_000, 2_000, 2_000);
    StoredLeaf late = world.leafOf(5_500);
    world.replace(
        new StoredLeaf(
            5_500, "event", late.event(), late.salt(), Optional.of(Bytes.of(new byte[32]))));
    world.leaves.removeIf(leaf -> 1_000 <= leaf.index() && leaf.index() < 2_500);

    List<Finding> findings = world.audit();

    assertThat(findings)
        .filteredOn(finding -> finding.kind() == Kind.LEAVES_MISSING)
        .extracting(Finding::line)
        .containsExactly("LEAVES_MISSING: leaves 1000 to 2499 are missing in the log");
    assertThat(leaves(findings, Kind.EDITED)).containsExactly(5_500L);
    assertThat(leaves(findings, Kind.LEAVES_CHANGED)).containsExactly(5_120L);
  }

  @Test
  void leaves_that_stand_twice_are_found() {
    TreeAudit audit = new TreeAudit(List.of(), Optional.empty());
    World world = World.of(10);
    List<CompactRange> parts = world.parts(0, new long[] {5});
    audit.add(parts.get(0));
    audit.add(parts.get(1));
    audit.add(parts.get(1));

    assertThat(audit.findings())
        .extracting(Finding::kind)
        .containsExactly(Kind.LEAF_TWICE, Kind.HEAD_MISSING);
  }
}
