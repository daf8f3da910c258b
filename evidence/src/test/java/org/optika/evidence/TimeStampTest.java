package org.optika.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.evidence.bundle.Bundle;
import org.optika.evidence.bundle.BundleBuilder;
import org.optika.evidence.bundle.Signature;
import org.optika.evidence.bundle.SigningKey;
import org.optika.evidence.bundle.TimeStamp;
import org.optika.evidence.bundle.TimeStampAuthorities;

/** Time stamps of authorities that are made here, honest ones and others. */
class TimeStampTest {
  private static final Instant NOW = Instant.parse("2026-10-05T09:00:00Z");
  private static final Instant BEFORE = NOW.minus(Duration.ofDays(365));
  private static final Instant AFTER = NOW.plus(Duration.ofDays(365));

  private static final Authority ROOT = Authority.root("CN=Root", BEFORE, AFTER);
  private static final Authority HONEST = stamping(KeyPurposeId.id_kp_timeStamping);

  /** Nothing else of a bundle is looked at. */
  private static final Bundle BUNDLE = new Bundle(Map.of(Signature.PATH, new byte[] {1, 2, 3}));

  @TempDir private static Path folder;
  private static TimeStampAuthorities trusted;

  @BeforeAll
  static void trust_the_root() throws IOException {
    trusted = TimeStampAuthorities.read(Authority.pem(folder.resolve("root.pem"), ROOT));
  }

  @Test
  void a_bundle_is_stamped_by_commands_and_verified() throws IOException {
    Path zip = folder.resolve("report.zip");
    Files.write(
        zip,
        BundleBuilder.signed(Fixture.input(), SigningKey.create(folder.resolve("key.pem"))).zip());
    Path request = folder.resolve("manifest.tsq");
    Path answer = folder.resolve("manifest.tsr");
    String root = folder.resolve("root.pem").toString();

    assertThat(run("stamp-request", zip.toString(), "--out", request.toString())).isEqualTo("0\n");
    Files.write(answer, HONEST.answer(Files.readAllBytes(request), NOW));
    assertThat(run("stamp", zip.toString(), "--answer", answer.toString(), "--tsa-ca", root))
        .isEqualTo("0\n2026-10-05T09:00:00Z by CN=Stamps, vouched for by CN=Root\n");

    assertThat(run("verify", zip.toString(), "--tsa-ca", root))
        .startsWith("0\n")
        .contains("ok      time stamp 2026-10-05T09:00:00Z by CN=Stamps, vouched for by CN=Root\n");
    assertThat(run("verify", zip.toString()))
        .startsWith("0\n")
        .contains(
            "ok      time stamp 2026-10-05T09:00:00Z by CN=Stamps, says its certificate; whether that is so was not checked, --tsa-ca FILE does\n");
  }

  @Test
  void an_answer_that_does_not_hold_is_not_put_into_the_bundle() throws IOException {
    Path zip = Files.write(folder.resolve("other.zip"), BUNDLE.zip());
    Path answer = folder.resolve("other.tsr");
    Files.write(answer, HONEST.answer(TimeStamp.request(of(9)), NOW));

    assertThat(run("stamp", zip.toString(), "--answer", answer.toString()))
        .isEqualTo("2\nmanifest.tsr is about another signature\n");
    assertThat(zip).hasBinaryContent(BUNDLE.zip());
  }

  @Test
  void a_stamp_about_another_signature_is_refused() throws IOException {
    assertRefused(
        HONEST.answer(TimeStamp.request(of(9)), NOW), "manifest.tsr is about another signature");
  }

  @Test
  void a_stamp_for_another_request_is_refused() throws IOException {
    TimeStampRequest request = new TimeStampRequest(TimeStamp.request(BUNDLE));
    String refusal =
        "manifest.tsr answers another request than that of 'report stamp-request': its nonce differs";

    assertRefused(HONEST.answer(request, Optional.of(BigInteger.TEN), NOW), refusal);
    assertRefused(HONEST.answer(request, Optional.empty(), NOW), refusal);
  }

  @Test
  void a_certificate_that_is_not_for_time_stamps_alone_is_refused() throws IOException {
    assertRefused(
        answer(stamping()),
        "manifest.tsr does not hold: Certificate must have an ExtendedKeyUsage extension.");
    assertRefused(
        answer(stamping(KeyPurposeId.id_kp_codeSigning)),
        "manifest.tsr does not hold: ExtendedKeyUsage not solely time stamping.");
    assertRefused(
        answer(stamping(KeyPurposeId.id_kp_timeStamping, KeyPurposeId.id_kp_codeSigning)),
        "manifest.tsr does not hold: ExtendedKeyUsage not solely time stamping.");
  }

  @Test
  void a_certificate_that_had_expired_or_was_not_valid_yet_is_refused() throws IOException {
    String refusal = "manifest.tsr does not hold: certificate not valid when time stamp created.";

    assertRefused(HONEST.answer(TimeStamp.request(BUNDLE), AFTER.plusSeconds(1)), refusal);
    assertRefused(HONEST.answer(TimeStamp.request(BUNDLE), BEFORE.minusSeconds(1)), refusal);
    assertAccepted(HONEST.answer(TimeStamp.request(BUNDLE), AFTER), trusted);
  }

  @Test
  void a_stamp_of_somebody_for_whom_nobody_vouches_is_refused_when_that_is_asked()
      throws IOException {
    byte[] answer =
        Authority.root("CN=Root", BEFORE, AFTER)
            .stamping("CN=Stamps", BEFORE, AFTER, KeyPurposeId.id_kp_timeStamping)
            .answer(TimeStamp.request(BUNDLE), NOW);

    assertThat(TimeStamp.check(BUNDLE, answer, Optional.empty())).contains("was not checked");
    assertThatThrownBy(() -> TimeStamp.check(BUNDLE, answer, Optional.of(trusted)))
        .hasMessage(
            "manifest.tsr: the certificate of CN=Stamps leads to none in %s that was valid at 2026-10-05T09:00:00Z",
            folder.resolve("root.pem"));
  }

  @Test
  void an_authority_that_had_expired_vouches_for_nobody() throws IOException {
    Authority old = Authority.root("CN=Old", BEFORE, NOW.minusSeconds(1));
    TimeStampAuthorities file =
        TimeStampAuthorities.read(Authority.pem(folder.resolve("old.pem"), old));
    byte[] answer =
        old.stamping("CN=Stamps", BEFORE, AFTER, KeyPurposeId.id_kp_timeStamping)
            .answer(TimeStamp.request(BUNDLE), NOW);

    assertThatThrownBy(() -> TimeStamp.check(BUNDLE, answer, Optional.of(file)))
        .hasMessage(
            "manifest.tsr: the certificate of CN=Stamps leads to none in %s that was valid at 2026-10-05T09:00:00Z",
            folder.resolve("old.pem"));
  }

  @Test
  void certificates_in_between_come_with_the_stamp_or_with_those_that_are_trusted()
      throws IOException {
    Authority between = ROOT.intermediate("CN=Between", BEFORE, AFTER);
    Authority stamping =
        between.stamping("CN=Stamps", BEFORE, AFTER, KeyPurposeId.id_kp_timeStamping);
    byte[] request = TimeStamp.request(BUNDLE);
    TimeStampAuthorities both =
        TimeStampAuthorities.read(Authority.pem(folder.resolve("both.pem"), ROOT, between));

    assertAccepted(stamping.answer(request, NOW, between), trusted);
    assertAccepted(stamping.answer(request, NOW), both);
    byte[] without = stamping.answer(request, NOW);
    assertThatThrownBy(() -> TimeStamp.check(BUNDLE, without, Optional.of(trusted)))
        .hasMessageContaining("leads to none in");
    Authority imposter =
        HONEST.stamping("CN=Imposter", BEFORE, AFTER, KeyPurposeId.id_kp_timeStamping);
    byte[] vouchedForByAStamp = imposter.answer(request, NOW, HONEST);
    assertThatThrownBy(() -> TimeStamp.check(BUNDLE, vouchedForByAStamp, Optional.of(trusted)))
        .hasMessageContaining("leads to none in");
  }

  /** What is wrapped around these is signed by nobody (RFC 5652), and says nothing. */
  @Test
  void a_flipped_byte_of_statement_certificate_or_signature_is_found() throws Exception {
    byte[] answer = answer(HONEST);
    TimeStampToken token = new TimeStampResponse(answer).getTimeStampToken();
    byte[] signature =
        token.toCMSSignedData().getSignerInfos().getSigners().iterator().next().getSignature();
    Random random = new Random(1);
    for (byte[] part :
        List.of(
            token.getTimeStampInfo().getEncoded(), HONEST.certificate().getEncoded(), signature)) {
      int start = indexOf(answer, part);
      for (int place = start; place < start + part.length; place++) {
        byte[] flipped = answer.clone();
        flipped[place] ^= (byte) (1 << random.nextInt(8));
        assertThatThrownBy(() -> TimeStamp.check(BUNDLE, flipped, Optional.empty()))
            .as("byte %d", place)
            .isInstanceOf(EvidenceException.class)
            .hasMessageStartingWith("manifest.tsr");
      }
    }
  }

  private static int indexOf(byte[] all, byte[] part) {
    for (int start = 0; start <= all.length - part.length; start++) {
      if (Arrays.equals(all, start, start + part.length, part, 0, part.length)) {
        return start;
      }
    }
    throw new AssertionError("not a part of it");
  }

  @Test
  void a_refusal_of_the_authority_is_said_as_it_is() throws IOException {
    byte[] refused =
        new TimeStampResp(
                new PKIStatusInfo(PKIStatus.rejection, new PKIFreeText("out of office")), null)
            .getEncoded();

    assertRefused(refused, "manifest.tsr: the authority has refused: out of office");
  }

  @Test
  void what_is_no_answer_at_all_is_refused() {
    assertThatThrownBy(
            () ->
                TimeStamp.check(
                    BUNDLE, "<html>".getBytes(StandardCharsets.UTF_8), Optional.empty()))
        .isInstanceOf(EvidenceException.class)
        .hasMessageStartingWith("manifest.tsr does not hold: ");
  }

  @Test
  void certificates_to_trust_have_to_be_certificates() throws IOException {
    Path key = folder.resolve("no-certificate.pem");
    SigningKey.create(key);
    Path empty = Files.createFile(folder.resolve("empty.pem"));

    assertThatThrownBy(() -> TimeStampAuthorities.read(folder.resolve("nowhere.pem")))
        .hasMessage("the certificates %s cannot be read", folder.resolve("nowhere.pem"));
    assertThatThrownBy(() -> TimeStampAuthorities.read(key))
        .isInstanceOf(EvidenceException.class)
        .hasMessageStartingWith(key + ": expected certificates in PEM: ");
    assertThatThrownBy(() -> TimeStampAuthorities.read(empty))
        .hasMessage("%s holds no certificate", empty);
  }

  @Test
  void openssl_takes_and_refuses_the_same_stamps() throws Exception {
    assumeTrue(hasOpenssl(), "no openssl on this machine");
    Authority stranger =
        Authority.root("CN=Root", BEFORE, AFTER)
            .stamping("CN=Stamps", BEFORE, AFTER, KeyPurposeId.id_kp_timeStamping);

    assertThat(opensslAccepts(answer(HONEST))).isTrue();
    assertThat(opensslAccepts(answer(stranger))).isFalse();
    assertThat(opensslAccepts(answer(stamping()))).isFalse();
    assertThat(opensslAccepts(HONEST.answer(TimeStamp.request(of(9)), NOW))).isFalse();
  }

  private static boolean opensslAccepts(byte[] answer) throws Exception {
    Path data = Files.write(folder.resolve("manifest.jws"), new byte[] {1, 2, 3});
    Path stamp = Files.write(folder.resolve("openssl.tsr"), answer);
    return openssl(
        "ts",
        "-verify",
        "-data",
        data.toString(),
        "-in",
        stamp.toString(),
        "-CAfile",
        folder.resolve("root.pem").toString(),
        "-attime",
        Long.toString(NOW.getEpochSecond()));
  }

  private static boolean hasOpenssl() throws InterruptedException {
    try {
      return openssl("version");
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean openssl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }

  private static Authority stamping(KeyPurposeId... usages) {
    return ROOT.stamping("CN=Stamps", BEFORE, AFTER, usages);
  }

  private static byte[] answer(Authority authority) throws IOException {
    return authority.answer(TimeStamp.request(BUNDLE), NOW);
  }

  private static Bundle of(int signature) {
    return new Bundle(Map.of(Signature.PATH, new byte[] {(byte) signature}));
  }

  private static void assertAccepted(byte[] answer, TimeStampAuthorities authorities) {
    assertThatCode(() -> TimeStamp.check(BUNDLE, answer, Optional.of(authorities)))
        .doesNotThrowAnyException();
  }

  private static void assertRefused(byte[] answer, String message) {
    for (Optional<TimeStampAuthorities> known :
        List.of(Optional.<TimeStampAuthorities>empty(), Optional.of(trusted))) {
      assertThatThrownBy(() -> TimeStamp.check(BUNDLE, answer, known))
          .isInstanceOf(EvidenceException.class)
          .hasMessage(message);
    }
  }

  /** Exit code, and what was said on both streams. */
  private static String run(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      int exit = EvidenceMain.run(arguments);
      return exit + "\n" + said.toString(StandardCharsets.UTF_8);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
