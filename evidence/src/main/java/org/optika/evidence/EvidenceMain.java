package org.optika.evidence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.optika.evidence.attack.AttackReport;
import org.optika.evidence.attack.Report;
import org.optika.evidence.attack.TableAttack;
import org.optika.evidence.bundle.Bundle;
import org.optika.evidence.bundle.BundleBuilder;
import org.optika.evidence.bundle.SigningKey;
import org.optika.evidence.bundle.TimeStamp;
import org.optika.evidence.bundle.TimeStampAuthorities;
import org.optika.evidence.format.HtmlFormat;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.verify.Verdict;
import org.optika.evidence.verify.Verification;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What {@code optika report} starts in a JVM of its own, since the libraries here and those of
 * Spark need different versions of the same things.
 */
@Command(
    name = "optika report",
    mixinStandardHelpOptions = true,
    description = "Bundles that a regulator can check without trusting who made them.",
    subcommands = {
      EvidenceMain.Build.class,
      EvidenceMain.Verify.class,
      EvidenceMain.NewKey.class,
      EvidenceMain.StampRequest.class,
      EvidenceMain.Stamp.class
    })
public final class EvidenceMain {
  private static final int USER_ERROR = 2;

  /** Ends with 0, 1 (failure) or 2 (a mistake, or a bundle that does not hold). */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CommandLine command = new CommandLine(new EvidenceMain());
    command.setExecutionExceptionHandler(
        (failure, failed, parsed) -> {
          if (failure instanceof EvidenceException) {
            failed.getErr().println(failure.getMessage());
            return USER_ERROR;
          }
          failed.getErr().println("Optika failed: " + failure);
          failure.printStackTrace(failed.getErr());
          return 1;
        });
    return command.execute(arguments);
  }

  @Command(
      name = "bundle",
      mixinStandardHelpOptions = true,
      description = "Make a signed bundle of an exported folder.")
  static final class Build implements Callable<Integer> {
    @Option(
        names = "--input",
        required = true,
        description = "folder of 'optika report build --keep-input'")
    private Path input;

    @Option(names = "--out", required = true, description = "folder of the bundle")
    private Path out;

    @Option(names = "--key", required = true, description = "signing key, PEM")
    private Path key;

    @Option(
        names = "--earlier",
        paramLabel = "FILE.zip",
        description = {
          "bundle of an earlier report to the same reader; repeatable. What is withheld must not",
          "follow from it either."
        })
    private List<Path> earlier = List.of();

    @Option(
        names = "--page",
        description = "also leave the page of the bundle beside it, to be looked at")
    private boolean page;

    @Override
    public Integer call() throws IOException {
      ECKey signing = SigningKey.read(key);
      ReportInput read = ReportInput.read(input);
      if (!earlier.isEmpty()) {
        attackWith(read);
      }
      Bundle bundle = BundleBuilder.signed(read, signing);
      Path file = out.resolve(read.header().bundleName() + ".zip");
      write(file, bundle.zip());
      System.out.printf(
          "%s: %d files, signed by the key %s%n",
          file, bundle.files().size(), SigningKey.thumbprint(signing));
      if (page) {
        Path copy = out.resolve(read.header().bundleName() + ".html");
        write(copy, bundle.file(HtmlFormat.PATH).orElseThrow());
        System.out.printf("%s: the same for people, a copy of %s%n", copy, HtmlFormat.PATH);
      }
      return 0;
    }

    private void attackWith(ReportInput read) throws IOException {
      List<Report> reports = new ArrayList<>();
      for (Path file : earlier) {
        ReportInput before = ReportInput.ofBundle(Bundle.of(Files.readAllBytes(file)).files());
        if (!before.header().controller().id().equals(read.header().controller().id())) {
          throw new EvidenceException("%s is a report of another controller", file);
        }
        reports.add(Report.of(before));
      }
      AttackReport attack = TableAttack.run(read, reports);
      attack.findings().forEach(System.out::println);
      attack.requireSafe();
      System.out.printf("attack test beside %d earlier reports: safe%n", reports.size());
    }
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Check a bundle, offline: one line a check, exit code 0 when all hold, else 2.",
        "It reads nothing but the file: no lake, no configuration, no network."
      })
  static final class Verify implements Callable<Integer> {
    @Parameters(paramLabel = "FILE.zip", description = "the bundle")
    private Path file;

    @Option(
        names = "--fingerprint",
        paramLabel = "TEXT",
        description =
            "of the key that has to have signed (RFC 7638), as the controller publishes it")
    private String fingerprint;

    @Option(names = "--format", description = "text or json", defaultValue = "text")
    private String format;

    @Mixin private Trusted trusted;

    @Override
    public Integer call() {
      List<Verdict> verdicts =
          Verification.of(
              file,
              new Verification.Known(Optional.ofNullable(fingerprint), trusted.authorities()));
      boolean holds = verdicts.stream().allMatch(Verdict::holds);
      if (format.equals("json")) {
        System.out.print(new String(Json.lines(json(verdicts, holds)), StandardCharsets.UTF_8));
      } else {
        verdicts.forEach(verdict -> System.out.println(verdict.line()));
      }
      return holds ? 0 : USER_ERROR;
    }

    private static ObjectNode json(List<Verdict> verdicts, boolean holds) {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      result.put("holds", holds);
      var checks = result.putArray("checks");
      for (Verdict verdict : verdicts) {
        ObjectNode check = checks.addObject();
        check.put("check", verdict.check());
        check.put("holds", verdict.holds());
        check.put("detail", verdict.detail());
      }
      return result;
    }
  }

  @Command(
      name = "new-key",
      mixinStandardHelpOptions = true,
      description =
          "Make a signing key (ECDSA on P-256) and print the fingerprint that verifiers compare.")
  static final class NewKey implements Callable<Integer> {
    @Option(names = "--out", required = true, description = "new file, only its owner can read it")
    private Path out;

    @Override
    public Integer call() {
      ECKey key = SigningKey.create(out);
      System.out.printf("%s: fingerprint %s%n", out, SigningKey.thumbprint(key));
      return 0;
    }
  }

  @Command(
      name = "stamp-request",
      mixinStandardHelpOptions = true,
      description = {
        "Write what a time stamping authority (RFC 3161) has to be sent. Send it yourself, e.g.",
        "curl -H 'Content-Type: application/timestamp-query' --data-binary @FILE.tsq URL -o"
            + " FILE.tsr"
      })
  static final class StampRequest implements Callable<Integer> {
    @Parameters(paramLabel = "FILE.zip", description = "the bundle")
    private Path file;

    @Option(names = "--out", required = true, description = "file of the request")
    private Path out;

    @Override
    public Integer call() throws IOException {
      write(out, TimeStamp.request(Bundle.of(Files.readAllBytes(file))));
      return 0;
    }
  }

  @Command(
      name = "stamp",
      mixinStandardHelpOptions = true,
      description = "Put the answer of a time stamping authority into the bundle.")
  static final class Stamp implements Callable<Integer> {
    @Parameters(paramLabel = "FILE.zip", description = "the bundle; replaced by the stamped one")
    private Path file;

    @Option(names = "--answer", required = true, description = "file that the authority has sent")
    private Path answer;

    @Mixin private Trusted trusted;

    @Override
    public Integer call() throws IOException {
      Bundle bundle = Bundle.of(Files.readAllBytes(file));
      byte[] stamp = Files.readAllBytes(answer);
      String said = TimeStamp.check(bundle, stamp, trusted.authorities());
      write(file, bundle.with(TimeStamp.PATH, stamp).zip());
      System.out.println(said);
      return 0;
    }
  }

  /** Who may say when something was signed. */
  private static final class Trusted {
    @Option(
        names = "--tsa-ca",
        paramLabel = "FILE",
        description = {
          "certificates (PEM) of time stamping authorities, or of those who vouch for them, that you",
          "trust; without it nobody knows whose time stamp it is"
        })
    private Path file;

    Optional<TimeStampAuthorities> authorities() {
      return Optional.ofNullable(file).map(TimeStampAuthorities::read);
    }
  }

  /** All or nothing, also when the JVM is killed. */
  private static void write(Path file, byte[] content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, "." + file.getFileName(), ".part");
    try {
      Files.write(part, content);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
