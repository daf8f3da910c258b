package org.optika.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.optika.core.ingest.IdentifierType;
import org.optika.core.ingest.Pseudonymiser;
import picocli.CommandLine.Option;

/** Whose data a command is about: named by pseudonym, or by an identifier that no shell keeps. */
final class SubjectOptions {
  @Option(
      names = "--subject-key",
      paramLabel = "HEX",
      description = "Key of the subject as in table subject (64 hex digits).")
  private String subjectKey;

  @Option(
      names = "--identifier",
      paramLabel = "TYPE",
      description =
          "Instead of the key: read an identifier of this type (device, account, email, phone, household) from standard input, so that it stands in no shell history.")
  private String identifierType;

  /**
   * @throws UserErrorException when there is no name or two
   */
  void requireOne() {
    if ((subjectKey == null) == (identifierType == null)) {
      throw new UserErrorException(
          "Name the subject by either --subject-key or --identifier TYPE.");
    }
  }

  /** Key as in table {@code subject}; reads standard input when it has to be made. */
  String key(RunContext context) {
    return subjectKey != null ? subjectKey : keyOf(context, identifierType, identifierFromInput());
  }

  private static String keyOf(RunContext context, String typeId, String identifier) {
    IdentifierType type =
        Arrays.stream(IdentifierType.values())
            .filter(known -> known.id().equals(typeId))
            .findFirst()
            .orElseThrow(
                () ->
                    new UserErrorException(
                        "--identifier: unknown type '%s'; known: %s",
                        typeId,
                        Arrays.stream(IdentifierType.values()).map(IdentifierType::id).toList()));
    return Pseudonymiser.keyed(Keys.pseudonymKey(context.config().pseudonymisation()))
        .of(type, type.normalise(identifier))
        .key();
  }

  private static String identifierFromInput() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      if (line == null || line.isBlank()) {
        throw new UserErrorException(
            "--identifier: expected the identifier on standard input, got nothing.");
      }
      return line.strip();
    } catch (IOException unreadable) {
      throw new UserErrorException("--identifier: standard input cannot be read.");
    }
  }
}
