package org.optika.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.Fixture;
import org.optika.evidence.bundle.Bundle;
import org.optika.evidence.bundle.BundleBuilder;
import org.optika.evidence.bundle.Manifest;
import org.optika.evidence.bundle.Signature;
import org.optika.evidence.bundle.SigningKey;

class VerificationTest {
  @TempDir private static Path folder;
  private static ECKey key;
  private static Bundle good;

  @BeforeAll
  static void build() {
    key = SigningKey.create(folder.resolve("key.pem"));
    good = BundleBuilder.signed(Fixture.input(), key);
  }

  @Test
  void a_good_bundle_holds() throws IOException {
    assertThat(verify(good.zip())).allMatch(Verdict::holds).hasSizeGreaterThan(4);
    assertThat(Verification.of(write(good.zip()), signedBy(key))).allMatch(Verdict::holds);
  }

  @Test
  void the_same_input_gives_the_same_bytes() {
    assertThat(BundleBuilder.unsigned(Fixture.input()).zip())
        .isEqualTo(BundleBuilder.unsigned(Fixture.input()).zip());
    Bundle again = BundleBuilder.signed(Fixture.input(), key);
    good.files().keySet().stream()
        .filter(path -> !path.equals(Signature.PATH))
        .forEach(path -> assertThat(again.files().get(path)).isEqualTo(good.files().get(path)));
  }

  @Test
  void a_flipped_byte_in_any_file_is_found() {
    Random random = new Random(1);
    for (String path : good.files().keySet()) {
      byte[] content = good.files().get(path).clone();
      content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
      Bundle flipped = good.with(path, content);
      // The manifest vouches for all others, and the signature for the manifest.
      Check check =
          path.equals(Signature.PATH) || path.equals(Manifest.PATH)
              ? new SignatureCheck(Optional.empty())
              : new FilesCheck();
      assertThatThrownBy(() -> check.run(flipped)).as(path).isInstanceOf(EvidenceException.class);
    }
  }

  @Test
  void a_flipped_byte_anywhere_in_the_zip_is_found() throws IOException {
    Random random = new Random(2);
    byte[] zip = good.zip();
    for (int trial = 0; trial < 300; trial++) {
      byte[] changed = zip.clone();
      int place = random.nextInt(zip.length);
      changed[place] ^= (byte) (1 << random.nextInt(8));
      assertThat(verify(changed)).as("byte %d", place).anyMatch(verdict -> !verdict.holds());
    }
  }

  @Test
  void a_removed_an_added_and_a_renamed_file_is_found() throws IOException {
    for (String path : good.files().keySet()) {
      Map<String, byte[]> removed = new TreeMap<>(good.files());
      byte[] content = removed.remove(path);
      boolean signature = path.equals(Signature.PATH);
      // The check of the signature misses its own file, that of the files all others.
      Check check = signature ? new SignatureCheck(Optional.empty()) : new FilesCheck();
      assertThatThrownBy(() -> check.run(new Bundle(removed))).as(path).hasMessageContaining(path);
      Map<String, byte[]> renamed = new TreeMap<>(removed);
      renamed.put(path + "x", content);
      assertThatThrownBy(() -> new FilesCheck().run(new Bundle(renamed)))
          .as(path + "x")
          .isNotNull();
    }
    assertThat(verify(good.with("data/more.csv", new byte[] {1}).zip()))
        .anyMatch(verdict -> verdict.line().contains("not in the manifest: data/more.csv"));
    Map<String, byte[]> without = new TreeMap<>(good.files());
    without.remove("report.html");
    assertThat(verify(new Bundle(without).zip())).anyMatch(verdict -> !verdict.holds());
  }

  @Test
  void a_figure_changed_with_a_manifest_to_match_is_found() throws IOException {
    String path = "data/requests.json";
    String text = new String(good.files().get(path), StandardCharsets.UTF_8);
    Map<String, byte[]> files = new TreeMap<>(good.files());
    files.put(path, text.replace("\"received\":14", "\"received\":15").getBytes());
    Bundle forged = resigned(files, key);
    assertThat(verify(forged.zip()))
        .filteredOn(verdict -> !verdict.holds())
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.detail()).contains("data/requests.csv"));
  }

  @Test
  void a_signature_by_another_key_is_found_when_the_key_is_known() throws IOException {
    ECKey other = SigningKey.create(folder.resolve("other.pem"));
    Bundle forged = BundleBuilder.signed(Fixture.input(), other);
    assertThat(verify(forged.zip())).allMatch(Verdict::holds);
    assertThat(Verification.of(write(forged.zip()), signedBy(key)))
        .filteredOn(verdict -> !verdict.holds())
        .extracting(Verdict::check)
        .containsExactly("signature");
  }

  @Test
  void what_is_no_zip_is_said_to_be_none() throws IOException {
    assertThat(verify("no zip".getBytes(StandardCharsets.UTF_8)))
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.line()).startsWith("FAILED  container"));
  }

  @Test
  void node_alone_accepts_the_good_bundle_and_refuses_tampered_ones() throws Exception {
    assumeTrue(hasNode(), "no node on this machine");
    Path script = folder.resolve("verify.mjs");
    Files.write(script, good.files().get("verify.mjs"));
    assertThat(node(script, good)).isZero();
    Random random = new Random(3);
    for (String path : good.files().keySet()) {
      byte[] content = good.files().get(path).clone();
      content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(node(script, good.with(path, content))).as("flipped in " + path).isEqualTo(2);
    }
    Map<String, byte[]> removed = new TreeMap<>(good.files());
    removed.remove("report.json");
    assertThat(node(script, new Bundle(removed))).isEqualTo(2);
    assertThat(node(script, good.with("more.txt", new byte[1]))).isEqualTo(2);
    Map<String, byte[]> cells = new TreeMap<>(good.files());
    String csv = new String(cells.get("data/requests.csv"), StandardCharsets.UTF_8);
    cells.put("data/requests.csv", csv.replace(",14,14", ",11,14").getBytes());
    assertThat(node(script, resigned(cells, key))).isEqualTo(2);
    Map<String, byte[]> sums = new TreeMap<>(good.files());
    for (String path : List.of("data/retention.csv", "data/retention.json")) {
      String text = new String(sums.get(path), StandardCharsets.UTF_8);
      sums.put(path, text.replace("30000", "30001").getBytes(StandardCharsets.UTF_8));
    }
    assertThat(node(script, resigned(sums, key))).isEqualTo(2);
  }

  @Test
  void a_changed_proof_of_the_consent_log_is_found_here_and_by_node() throws Exception {
    String path = "evidence/consent-log.json";
    String text = new String(good.files().get(path), StandardCharsets.UTF_8);
    Matcher hashes = Pattern.compile("[0-9a-f]{64}").matcher(text);
    Path script = Files.write(folder.resolve("verify.mjs"), good.files().get("verify.mjs"));
    Set<String> tried = new HashSet<>();
    while (hashes.find()) {
      if (tried.add(hashes.group()) && tried.size() % 5 == 1) {
        char changed = hashes.group().charAt(0) == '0' ? '1' : '0';
        String forged =
            text.substring(0, hashes.start()) + changed + text.substring(hashes.start() + 1);
        Map<String, byte[]> files = new TreeMap<>(good.files());
        files.put(path, forged.getBytes(StandardCharsets.UTF_8));
        Bundle bundle = resigned(files, key);
        assertThatThrownBy(() -> new LogCheck().run(bundle))
            .as(hashes.group())
            .isInstanceOf(EvidenceException.class);
        if (hasNode()) {
          assertThat(node(script, bundle)).isEqualTo(2);
        }
      }
    }
    assertThat(tried).hasSizeGreaterThan(20);
  }

  /** A forgery by somebody who has the key. */
  private static Bundle resigned(Map<String, byte[]> files, ECKey key) {
    files.remove(Manifest.PATH);
    files.remove(Signature.PATH);
    byte[] manifest = Manifest.of(Fixture.input().header(), files);
    files.put(Manifest.PATH, manifest);
    files.put(Signature.PATH, Signature.sign(manifest, key));
    return new Bundle(files);
  }

  private static Verification.Known signedBy(ECKey key) {
    return new Verification.Known(Optional.of(SigningKey.thumbprint(key)), Optional.empty());
  }

  private static List<Verdict> verify(byte[] zip) throws IOException {
    return Verification.of(write(zip), Verification.Known.NOTHING);
  }

  private static Path write(byte[] zip) throws IOException {
    return Files.write(folder.resolve("bundle.zip"), zip);
  }

  private static boolean hasNode() throws InterruptedException {
    try {
      return new ProcessBuilder("node", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int node(Path script, Bundle bundle) throws Exception {
    Process process =
        new ProcessBuilder("node", script.toString(), write(bundle.zip()).toString())
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
