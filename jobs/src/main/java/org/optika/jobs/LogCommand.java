package org.optika.jobs;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.optika.core.evidence.log.Finding;
import org.optika.core.evidence.log.LogHead;
import org.optika.core.scores.manifest.Hash;
import org.optika.spark.evidence.ConsentLog;
import org.optika.spark.evidence.ErasedEvents;
import org.optika.spark.evidence.LogReport;
import org.optika.spark.evidence.RecordedHead;
import org.optika.spark.table.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The Merkle log over consent events: is it intact, what does it prove, and how is it forgotten.
 */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    description =
        "The log of consent events in which no row can be changed, taken out or moved unseen: check it, prove things from it, erase people. See docs/evidence.md.",
    subcommands = {
      LogCommand.Verify.class,
      LogCommand.Head.class,
      LogCommand.Prove.class,
      LogCommand.CheckProof.class,
      LogCommand.Erase.class
    })
final class LogCommand {
  private static final Pattern HEAD = Pattern.compile("(\\d{1,18}):([0-9a-fA-F]{64})");

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UserErrorException("%s: cannot be read: %s", file, unreadable.getMessage());
    }
  }

  /**
   * @param text {@code SIZE:ROOT}, or a file that {@code optika log} has written
   * @param logId of the log, for a head that names none
   */
  private static LogHead head(String text, String logId) {
    Matcher short_ = HEAD.matcher(text);
    if (short_.matches()) {
      return new LogHead(logId, Long.parseLong(short_.group(1)), Hash.ofHex(short_.group(2)));
    }
    if (!Files.exists(Path.of(text))) {
      throw new UserErrorException(
          "Expected a head as SIZE:ROOT with a root of 64 hex digits, or a file that 'optika log head' has written, got '%s'.",
          text);
    }
    return LogProofJson.head(text, read(Path.of(text)));
  }

  private static RecordedHead newest(ConsentLog log, RunContext context) {
    return log.newest()
        .orElseThrow(
            () ->
                new UserErrorException(
                    "The log in %s has no head yet. Run 'optika ingest', which logs all events.",
                    context.lake().root()));
  }

  /** Looks for rows that are not as they were logged. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Compare every row of consent_event with its leaf, and all leaves with the heads. Ends with 2 and one line a finding when something was edited, removed, moved or added; what was erased is no finding.")
  static final class Verify implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Option(
        names = "--head",
        paramLabel = "HEAD",
        description =
            "A head that was kept elsewhere, as SIZE:ROOT or as a file: the log must continue it. Without one, whoever may write all tables can make them anew unseen.")
    private String given;

    @Mixin private RunOptions options;

    @Override
    public Integer call() {
      AtomicInteger exit = new AtomicInteger();
      Run.inContext("log-verify", options, (spark, context) -> exit.set(verify(context)));
      return exit.get();
    }

    private int verify(RunContext context) {
      ConsentLog log = ConsentLog.in(context.lake());
      Optional<LogHead> head = Optional.ofNullable(given).map(text -> head(text, log.id()));
      head.filter(kept -> !kept.logId().equals(log.id()))
          .ifPresent(
              kept -> {
                throw new UserErrorException(
                    "The head is of log %s, the log in %s is %s: it is another one, or was made anew.",
                    kept.logId(), context.lake().root(), log.id());
              });
      LogReport report = log.verify(head);
      List<Finding> findings = report.findings();
      findings.stream().limit(SHOWN).forEach(finding -> System.out.println(finding.line()));
      if (findings.size() > SHOWN) {
        System.out.printf("... and %,d more%n", findings.size() - SHOWN);
      }
      if (!report.complete()) {
        System.out.println("Not all rows that are wrong were looked at: there are too many.");
      }
      System.out.printf(
          "Log %s: head %s, %,d events erased, %s%n",
          log.id(),
          report.head().map(LogHead::text).orElse("none yet"),
          report.erased(),
          findings.isEmpty()
              ? "nothing else was changed"
              : "%,d wrong. Compare the tables with their older versions or a copy (DESCRIBE HISTORY names who wrote when), and restore what was changed."
                  .formatted(findings.size()));
      if (findings.isEmpty() && head.isPresent()) {
        System.out.printf("The log continues the head %s%n", head.get().text());
      }
      return findings.isEmpty() ? 0 : CommandLineMain.USER_ERROR;
    }
  }

  /** Shows a head to keep elsewhere. */
  @Command(
      name = "head",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Print the newest head as JSON. Keep it where those who write the tables cannot: with it, 'optika log verify --head' finds a log that was made anew.")
  static final class Head implements Runnable {
    @Option(
        names = "--at",
        paramLabel = "TIME",
        converter = RunOptions.InstantConverter.class,
        description = "The newest one that was recorded at this instant (UTC) or before.")
    private Instant at;

    @Mixin private RunOptions options;

    @Override
    public void run() {
      Run.inContext(
          "log-head",
          options,
          (spark, context) -> {
            ConsentLog log = ConsentLog.in(context.lake());
            RecordedHead head = newest(log, context);
            if (at != null) {
              head =
                  log.at(RunContext.micros(at))
                      .orElseThrow(
                          () -> new UserErrorException("No head was recorded up to %s.", at));
            }
            System.out.print(LogProofJson.write(log.named(head)));
          });
    }
  }

  /** Makes a proof for somebody else. */
  @Command(
      name = "prove",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Print a proof as JSON that 'optika log check-proof', or anybody with RFC 9162 at hand, can check without the lake: that an event is in the log, or that the log was only appended to.")
  static final class Prove implements Runnable {
    @Option(names = "--event-id", paramLabel = "ID", description = "Event, see consent_event.")
    private String eventId;

    @Option(names = "--leaf", paramLabel = "N", description = "Instead of it: leaf, from 0.")
    private Long leaf;

    @Option(
        names = "--with-row",
        description =
            "Show the row and its salt too, so that the holder sees what was logged. They are a person's data.")
    private boolean withRow;

    @Option(
        names = "--size",
        paramLabel = "N",
        description = "In the log of so many leaves (default: the newest head).")
    private Long size;

    @Option(
        names = "--from",
        paramLabel = "N",
        description = "Prove that the log of so many leaves is continued by ...")
    private Long from;

    @Option(
        names = "--to",
        paramLabel = "N",
        description = "... the one of so many (default: the newest head).")
    private Long to;

    @Mixin private RunOptions options;

    @Override
    public void run() {
      int wanted = (eventId == null ? 0 : 1) + (leaf == null ? 0 : 1) + (from == null ? 0 : 1);
      if (wanted != 1) {
        throw new UserErrorException(
            "Say what to prove by one of --event-id ID, --leaf N and --from N.");
      }
      Run.inContext("log-prove", options, (spark, context) -> prove(context));
    }

    private void prove(RunContext context) {
      ConsentLog log = ConsentLog.in(context.lake());
      long newest = newest(log, context).head().size();
      if (from != null) {
        long later = to == null ? newest : to;
        requireWithin("--to", later, newest + 1);
        requireWithin("--from", from, later + 1);
        System.out.print(LogProofJson.write(log.history(from, later)));
        return;
      }
      long leaves = size == null ? newest : size;
      requireWithin("--size", leaves, newest + 1);
      long index = leaf == null ? leafOf(log) : leaf;
      requireWithin(leaf == null ? "the leaf of the event" : "--leaf", index, leaves);
      System.out.print(
          LogProofJson.write(
              (withRow
                      ? log.openProofs(List.of(index), leaves)
                      : log.proofs(List.of(index), leaves))
                  .get(0)));
    }

    private long leafOf(ConsentLog log) {
      OptionalLong found = log.leafOf(eventId);
      return found.orElseThrow(
          () ->
              new UserErrorException(
                  "No leaf names this event: it is not in consent_event, was erased, or is not logged yet ('optika ingest' logs it)."));
    }

    private static void requireWithin(String what, long number, long limit) {
      if (number < 0 || number >= limit) {
        throw new UserErrorException("Expected %s in [0, %d), got %d.", what, limit, number);
      }
    }
  }

  /** Checks a proof without the lake. */
  @Command(
      name = "check-proof",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Check a proof that 'optika log prove' has made; needs no lake. Ends with 2 when it proves nothing.")
  static final class CheckProof implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The proof, JSON.")
    private Path file;

    @Option(
        names = "--head",
        paramLabel = "HEAD",
        description = "The head that you have from elsewhere, as SIZE:ROOT or as a file.")
    private String given;

    @Override
    public Integer call() {
      LogProofJson.Proof proof = LogProofJson.proof(file.toString(), read(file));
      List<String> faults = new ArrayList<>(proof.faults());
      if (given != null && !head(given, proof.head().logId()).equals(proof.head())) {
        faults.add(
            "The proof is about the head %s, not about yours.".formatted(proof.head().text()));
      }
      if (!faults.isEmpty()) {
        faults.forEach(fault -> System.out.println("REFUSED: " + fault));
        return CommandLineMain.USER_ERROR;
      }
      System.out.printf("PROVEN: %s%nHead: %s%n", proof.claim(), proof.head().text());
      if (given == null) {
        System.out.println(
            "Compare the head with one that you have from elsewhere: --head SIZE:ROOT.");
      }
      return 0;
    }
  }

  /** Erases people. */
  @Command(
      name = "erase",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Erase the consent events of some subjects: an erased leaf for each goes into the log, then rows, salts and the files that held them go. May be killed and repeated. Runs that read at this moment may fail.")
  static final class Erase implements Runnable {
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern ID = Pattern.compile("\\d{1,19}");

    @Option(
        names = "--subjects",
        paramLabel = "FILE",
        required = true,
        description =
            "One pseudonym a line: subject_key (64 hex digits) or subject_id as in table subject. Never identifiers.")
    private Path subjects;

    @Mixin private RunOptions options;

    @Override
    public void run() {
      List<String> keys = new ArrayList<>();
      List<Long> ids = new ArrayList<>();
      int number = 0;
      for (String line : read(subjects).lines().toList()) {
        number++;
        String text = line.strip();
        if (KEY.matcher(text).matches()) {
          keys.add(text);
        } else if (ID.matcher(text).matches()) {
          ids.add(id(text, number));
        } else if (!text.isEmpty()) {
          throw wrong(number);
        }
      }
      Run.inContext("log-erase", options, (spark, context) -> erase(context, keys, ids));
    }

    private long id(String text, int line) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException tooLarge) {
        throw wrong(line);
      }
    }

    private UserErrorException wrong(int line) {
      return new UserErrorException(
          "%s, line %d: expected a subject_key of 64 hex digits or a subject_id, got something else. Nothing was erased.",
          subjects, line);
    }

    private static void erase(RunContext context, List<String> keys, List<Long> ids) {
      Dataset<Row> known = context.lake().read(Tables.SUBJECT_TABLE);
      Dataset<Row> wanted =
          known
              .join(
                  known.sparkSession().createDataset(keys, Encoders.STRING()).toDF("wanted"),
                  col("subject_key").equalTo(col("wanted")),
                  "left_semi")
              .select("subject_id")
              .union(known.sparkSession().createDataset(ids, Encoders.LONG()).toDF());
      ErasedEvents erased =
          ConsentLog.in(context.lake()).erase(wanted, context.nowMicros(), context.runId());
      context.log(
          "%,d events of %,d subjects erased from consent_event and consent_log, %,d files deleted"
              .formatted(erased.events(), wanted.distinct().count(), erased.files()));
      context.log(
          "Run 'optika build-consent-timeline' now: consent_timeline and permission still rest on them. Activity, customers and all that was computed are not touched.");
    }
  }
}
