package org.optika.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.storage.CloseableIterator;
import io.delta.storage.HDFSLogStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkLogStoreTest {
  private static final int WRITERS = 8;

  private final Configuration configuration = new Configuration();
  private final LinkLogStore store = new LinkLogStore(configuration);

  @TempDir private Path root;

  @Test
  void what_was_written_is_read_again() throws IOException {
    List<String> actions = List.of("{\"commitInfo\":{}}", "{\"note\":\"Zoë, 数\"}", "");

    write(version(0), actions, false);

    assertThat(read(version(0))).isEqualTo(actions);
  }

  @Test
  void a_version_that_exists_is_not_written_again() throws IOException {
    write(version(0), List.of("first"), false);

    assertThatThrownBy(() -> write(version(0), List.of("second"), false))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage(version(0).toString());
    assertThat(read(version(0))).containsExactly("first");
  }

  @Test
  void a_file_may_be_overwritten_when_asked() throws IOException {
    write(version(0), List.of("first", "longer than the second"), false);

    write(version(0), List.of("second"), true);

    assertThat(read(version(0))).containsExactly("second");
  }

  @Test
  void a_file_of_the_default_log_store_may_be_overwritten() throws IOException {
    Files.createDirectories(root.resolve("_delta_log"));
    new HDFSLogStore(configuration)
        .write(version(0), List.of("by the default").iterator(), false, configuration);

    write(version(0), List.of("by us"), true);

    assertThat(read(version(0))).containsExactly("by us");
  }

  @Test
  void concurrent_writers_of_one_version_have_exactly_one_winner() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int version = 0; version < 50; version++) {
        CountDownLatch start = new CountDownLatch(1);
        org.apache.hadoop.fs.Path path = version(version);
        List<Future<Boolean>> won = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
          String name = "writer " + writer;
          Callable<Boolean> attempt =
              () -> {
                start.await();
                try {
                  write(path, List.of(name, name), false);
                  return true;
                } catch (FileAlreadyExistsException taken) {
                  return false;
                }
              };
          won.add(pool.submit(attempt));
        }

        start.countDown();

        List<String> winners = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
          if (won.get(writer).get()) {
            winners.add("writer " + writer);
          }
        }
        assertThat(winners).as("version %s", version).hasSize(1);
        assertThat(read(path)).containsExactly(winners.get(0), winners.get(0));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void nothing_but_the_versions_is_left_in_the_log() throws IOException {
    for (int version : IntStream.range(0, 3).toArray()) {
      write(version(version), List.of("{}"), false);
    }
    assertThatThrownBy(() -> write(version(1), List.of("{}"), false))
        .isInstanceOf(FileAlreadyExistsException.class);

    try (Stream<Path> files = Files.list(root.resolve("_delta_log"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "00000000000000000000.json",
              "00000000000000000001.json",
              "00000000000000000002.json");
    }
  }

  @Test
  void delta_is_told_to_write_checkpoints_under_another_name_first() {
    assertThat(store.isPartialWriteVisible(version(0), configuration)).isTrue();
  }

  private org.apache.hadoop.fs.Path version(int version) {
    return new org.apache.hadoop.fs.Path(
        root.resolve("_delta_log").resolve("%020d.json".formatted(version)).toUri());
  }

  private void write(org.apache.hadoop.fs.Path path, List<String> actions, boolean overwrite)
      throws IOException {
    store.write(path, actions.iterator(), overwrite, configuration);
  }

  private List<String> read(org.apache.hadoop.fs.Path path) throws IOException {
    List<String> actions = new ArrayList<>();
    try (CloseableIterator<String> lines = store.read(path, configuration)) {
      lines.forEachRemaining(actions::add);
    }
    return actions;
  }
}
