package org.optika.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Draws questions about permission and answers them: random (subject, purpose, instant) triples,
 * more than half of them at or one microsecond beside an instant at which the answer may change.
 */
final class Questions {
  static final String HEADER = "subject_type,subject,purpose,at,known_at,state,permitted";

  /** Questions with the {@code known_at} of the world. */
  static final int AT_THE_END = 10_000;

  /** Questions with an earlier {@code known_at}. */
  static final int AS_KNOWN = 2_000;

  private final Person person;
  private final List<Statement> statements;
  private final Window window;
  private final RandomStream random;

  Questions(Person person, List<Statement> statements, Window window) {
    this.person = person;
    this.statements = statements;
    this.window = window;
    this.random = person.randomFor(Person.Part.QUESTIONS);
  }

  /**
   * How many of {@code total} questions fall to person {@code index}: all persons together get
   * exactly all.
   */
  static int share(long index, long people, int total) {
    return (int) ((index + 1) * total / people - index * total / people);
  }

  /**
   * @return one line of CSV, with {@code known_at} at the end of the world
   */
  String atTheEnd() {
    return ask(Times.END);
  }

  /**
   * @return one line of CSV, with a random earlier {@code known_at}
   */
  String asKnown() {
    return ask(random.between(window.start(), window.end()));
  }

  private String ask(long knownAt) {
    Subject subject = anySubject();
    Purpose purpose = random.pick(List.of(Purpose.values()));
    if (!statements.isEmpty() && random.chance(0.8)) {
      Statement statement = random.pick(statements);
      subject = statement.subject;
      if (random.chance(0.85)) {
        purpose = random.pick(List.copyOf(statement.actions.keySet()));
      }
    }
    Subject asked = subject;
    Permission permission =
        new Permission(
            Rules.SAMPLE,
            purpose,
            statements.stream().filter(s -> s.subject.equals(asked)).toList());
    long at = instant(permission.breakpoints());
    int state = permission.stateAt(at, knownAt);
    return String.join(
        ",",
        subject.type(),
        subject.value(),
        purpose.id(),
        Times.instant(at).toString(),
        Times.instant(knownAt).toString(),
        Integer.toString(state),
        Boolean.toString(Permission.permits(state)));
  }

  private Subject anySubject() {
    List<Subject> subjects = new ArrayList<>();
    person.devices().forEach(device -> subjects.add(Subject.device(device.id())));
    if (person.hasAccount()) {
      subjects.add(Subject.account(person.accountId()));
    }
    if (person.hasEmail()) {
      subjects.add(Subject.email(person.email()));
    }
    return random.pick(subjects);
  }

  private long instant(TreeSet<Long> breakpoints) {
    List<Long> past = new ArrayList<>(breakpoints.headSet(Times.END));
    if (past.isEmpty() || random.chance(0.4)) {
      return random.between(window.start() - 20 * Times.DAY, window.end() + 1);
    }
    return random.pick(past) + random.below(3) - 1;
  }
}
