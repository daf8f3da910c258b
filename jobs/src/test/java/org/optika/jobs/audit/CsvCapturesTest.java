package org.optika.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.evidence.audit.DrawnSample;
import org.optika.core.evidence.audit.Observation;
import org.optika.core.evidence.audit.ObservationKind;
import org.optika.core.evidence.audit.SampledDevice;

class CsvCapturesTest {
  private static final DrawnSample SAMPLE = TestSample.of("a", "b");
  private static final SampledDevice A = SAMPLE.devices().get(0);
  private static final SampledDevice B = SAMPLE.devices().get(1);

  @TempDir private Path folder;

  private CsvCaptures captures(String text) throws IOException {
    Path file = folder.resolve("captures.csv");
    Files.writeString(file, text.replace("$A", A.sampleId()).replace("$B", B.sampleId()));
    return new CsvCaptures(file, SAMPLE);
  }

  @Test
  void each_row_is_an_observation() throws IOException {
    CsvCaptures captures =
        captures(
            """
            seen_at,sample_id,kind,host,name,note
            2026-09-01T10:00:00Z,$A,request,WWW.shop.example,,first
            2026-09-01T12:00:01+02:00,$A,storage,www.shop.example,"ctr.""a"", b",
            """);

    long at = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-09-01T10:00:00Z"));
    assertThat(captures.source()).isEqualTo("csv");
    assertThat(captures.of(A).orElseThrow().observations())
        .containsExactly(
            new Observation(at, ObservationKind.REQUEST, "www.shop.example", ""),
            new Observation(
                at + 1_000_000, ObservationKind.STORAGE, "www.shop.example", "ctr.\"a\", b"));
    assertThat(captures.of(A).orElseThrow().faults()).isEmpty();
    assertThat(captures.of(B)).isEmpty();
    assertThat(captures.strays()).isEmpty();
  }

  @Test
  void bad_rows_are_told_with_the_device_where_it_is_known() throws IOException {
    CsvCaptures captures =
        captures(
            """
            sample_id,seen_at,kind,host,name
            $A,1 September,request,www.shop.example,
            $A,2026-09-01T10:00:00Z,cookie,www.shop.example,x
            $A,2026-09-01T10:00:00Z,request,https://www.shop.example/,
            $A,2026-09-01T10:00:00Z,request,www.shop.example,x
            $A,2026-09-01T10:00:00Z,cookie-set,www.shop.example,
            nobody99,2026-09-01T10:00:00Z,request,www.shop.example,
            $B,2026-09-01T10:00:00Z
            """);

    assertThat(captures.of(A).orElseThrow().observations()).isEmpty();
    assertThat(captures.of(A).orElseThrow().faults().stream().map(CaptureFault::toString))
        .containsExactly(
            "captures.csv, row 1, 'seen_at': expected an instant with its offset, e.g. 2026-09-01T10:00:00Z, got 9 xxxxxxxxx",
            "captures.csv, row 2, 'kind': expected one of [cookie-set, cookie-read, request, storage], got xxxxxx",
            "captures.csv, row 3, 'host': expected a host, e.g. www.shop.example, got xxxxx://xxx.xxxx.xxxxxxx/",
            "captures.csv, row 4, 'name': expected nothing for a request, got x",
            "captures.csv, row 5, 'name': expected the name of what was seen, got nothing");
    assertThat(captures.strays().stream().map(CaptureFault::toString))
        .containsExactly(
            "captures.csv, row 6, 'sample_id': expected a sample_id of the sample, got xxxxxx99",
            "captures.csv, row 7: expected 5 fields, got 2 fields");
  }

  @Test
  void a_file_without_the_columns_is_refused() {
    assertThatThrownBy(() -> captures("sample_id,seen_at,kind,host\nx,y,z,h\n"))
        .hasMessage(
            "%s, column 'name': expected a column of that name, got no such column"
                .formatted(folder.resolve("captures.csv")));
    assertThatThrownBy(() -> new CsvCaptures(folder.resolve("none.csv"), SAMPLE))
        .hasMessage("%s: no such file".formatted(folder.resolve("none.csv")));
  }
}
