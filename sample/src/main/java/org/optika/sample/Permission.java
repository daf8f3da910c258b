package org.optika.sample;

import static org.optika.sample.Action.EXPIRED;
import static org.optika.sample.Action.GIVEN;
import static org.optika.sample.Action.IMPORTED;
import static org.optika.sample.Action.INVALIDATED;
import static org.optika.sample.Action.OBJECTED;
import static org.optika.sample.Action.REFUSED;
import static org.optika.sample.Action.RENEWED;
import static org.optika.sample.Action.REVOKED;
import static org.optika.sample.Action.SHOWN;
import static org.optika.sample.Action.WITHDRAWN;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The truth about one subject and purpose: a plain reading of {@code docs/consent.md} that folds
 * the whole history anew for every question. It shares no code with the engine and is written for
 * the eye and not for speed.
 *
 * <p>A source delivers a statement once in this list; statements are known from their recorded time
 * on.
 */
final class Permission {
  static final int UNKNOWN = 0;
  static final int CONSENT = 1;
  static final int LEGITIMATE_INTEREST = 2;
  static final int SOFT_OPT_IN = 3;
  static final int LEGAL_OBLIGATION = 4;
  static final int REFUSED_STATE = 5;
  static final int WITHDRAWN_STATE = 6;
  static final int EXPIRED_STATE = 7;
  static final int OBJECTED_STATE = 8;
  static final int REQUESTED = 9;
  static final int SUPERSEDED = 10;
  static final int NO_VALID_LIA = 11;
  static final int REVOKED_STATE = 12;
  static final int CONFLICT = 13;
  static final int MINOR = 14;

  private static final Set<Action> CLOSERS =
      Set.of(OBJECTED, REVOKED, INVALIDATED, WITHDRAWN, REFUSED, EXPIRED);
  private static final Set<Action> NOES = Set.of(OBJECTED, WITHDRAWN, REFUSED);

  private final Rules rules;
  private final Purpose purpose;
  private final List<Statement> history;

  /**
   * @param history statements of one subject, about any purpose, in any order
   */
  Permission(Rules rules, Purpose purpose, Collection<Statement> history) {
    this.rules = rules;
    this.purpose = purpose;
    this.history = history.stream().filter(s -> s.actions.containsKey(purpose)).toList();
  }

  static boolean permits(int state) {
    return state >= CONSENT && state <= LEGAL_OBLIGATION;
  }

  /**
   * @return the state code (0 to 14) at {@code at} for a reader who knows what was recorded up to
   *     {@code knownAt}
   */
  int stateAt(long at, long knownAt) {
    TreeMap<Long, List<Statement>> instants = new TreeMap<>();
    for (Statement statement : uncorrected(knownAt)) {
      long effective = effectiveInstant(statement);
      if (effective <= at) {
        instants.computeIfAbsent(effective, unused -> new ArrayList<>()).add(statement);
      }
    }
    if (instants.isEmpty()) {
      return rules.basis(purpose, "EU") == Rules.Basis.LEGAL_OBLIGATION
          ? LEGAL_OBLIGATION
          : UNKNOWN;
    }
    Memory memory = new Memory();
    instants.values().forEach(memory::fold);
    return memory.stateAt(at);
  }

  /**
   * Instants at which the state may change: choices, ends of consents, notices, assessments, rules.
   */
  TreeSet<Long> breakpoints() {
    TreeSet<Long> at = new TreeSet<>();
    for (Statement statement : history) {
      at.add(effectiveInstant(statement));
      if (statement.expiresMicros != null) {
        at.add(statement.expiresMicros);
      }
      if (isGrant(statement) && grantEnd(statement) != Long.MAX_VALUE) {
        at.add(grantEnd(statement));
      }
    }
    rules.notices().stream()
        .filter(n -> n.changed().contains(purpose))
        .forEach(n -> at.add(n.publishedMicros()));
    rules.assessments().stream()
        .filter(a -> a.purpose() == purpose)
        .forEach(
            a -> {
              at.add(a.fromMicros());
              at.add(a.untilMicros());
            });
    rules.softOptInRules().stream()
        .filter(r -> r.purpose() == purpose)
        .forEach(r -> at.add(r.untilMicros()));
    at.remove(Long.MAX_VALUE);
    return at;
  }

  private List<Statement> uncorrected(long knownAt) {
    List<Statement> known = history.stream().filter(s -> s.recordedMicros <= knownAt).toList();
    Set<List<String>> corrected = new HashSet<>();
    for (Statement statement : known) {
      if (statement.correctionOf != null) {
        corrected.add(List.of(statement.source, statement.correctionOf));
      }
    }
    return known.stream().filter(s -> !corrected.contains(List.of(s.source, s.id))).toList();
  }

  private long effectiveInstant(Statement statement) {
    if (!statement.dayPrecision) {
      return statement.eventMicros;
    }
    long day = Times.startOfDay(statement.eventMicros);
    return isGrant(statement) || isSoftGrant(statement) ? day + Times.DAY : day;
  }

  private Action action(Statement statement) {
    return statement.actions.get(purpose);
  }

  private boolean isSoftGrant(Statement statement) {
    Action action = action(statement);
    return (action == GIVEN || action == RENEWED || action == IMPORTED)
        && statement.softOptInRule != null;
  }

  private boolean isRequest(Statement statement) {
    Action action = action(statement);
    if (isSoftGrant(statement) || (action != GIVEN && action != RENEWED)) {
      return false;
    }
    return statement.method == Method.DOI_REQUEST
        || (statement.method != Method.DOI_CONFIRM
            && rules.demandsDoubleOptIn(purpose, statement.jurisdiction));
  }

  private boolean isGrant(Statement statement) {
    Action action = action(statement);
    return !isSoftGrant(statement)
        && !isRequest(statement)
        && (action == GIVEN || action == RENEWED || action == IMPORTED);
  }

  private boolean isCloser(Statement statement) {
    return CLOSERS.contains(action(statement));
  }

  private boolean isDecision(Statement statement) {
    return action(statement) != SHOWN && action(statement) != Action.DEFERRED;
  }

  private boolean isExplicitNo(Statement statement) {
    return NOES.contains(action(statement)) && statement.method != Method.GPC;
  }

  private boolean isWeak(Statement statement) {
    return isSoftGrant(statement)
        || action(statement) == IMPORTED
        || statement.method == Method.GPC;
  }

  private int restrictiveness(Statement closer) {
    return switch (action(closer)) {
      case OBJECTED -> 6;
      case REVOKED, INVALIDATED -> 5;
      case WITHDRAWN -> 4;
      case REFUSED -> 3;
      case EXPIRED -> 2;
      case SHOWN, GIVEN, RENEWED, DEFERRED, IMPORTED ->
          throw new IllegalArgumentException(action(closer) + " closes nothing");
    };
  }

  private long grantEnd(Statement grant) {
    long end = grant.expiresMicros == null ? Long.MAX_VALUE : grant.expiresMicros;
    OptionalInt months = rules.validityMonths(purpose, grant.jurisdiction);
    if (months.isEmpty()) {
      return end;
    }
    return Math.min(end, Times.plusMonths(eventTime(grant), months.getAsInt()));
  }

  private static long eventTime(Statement grant) {
    return grant.dayPrecision ? Times.startOfDay(grant.eventMicros) : grant.eventMicros;
  }

  private boolean supersededAt(Statement grant, long at) {
    return rules.notices().stream()
        .filter(n -> n.material() && n.publishedMicros() <= at && n.changed().contains(purpose))
        .anyMatch(
            n ->
                grant.noticeId == null
                    ? eventTime(grant) < n.publishedMicros()
                    : grant.noticeId.equals(n.notice())
                        && (grant.noticeVersion == null || grant.noticeVersion < n.version()));
  }

  /** What is remembered while the instants are folded, oldest first. */
  private final class Memory {
    private Statement closer;
    private boolean conflict;
    private boolean barred;
    private boolean everNo;
    private Statement grant;
    private Statement soft;
    private boolean requested;
    private boolean shown;
    private boolean minor;
    private String jurisdiction;

    void fold(List<Statement> sameInstant) {
      remember(sameInstant);
      List<Statement> standing =
          sameInstant.stream().filter(s -> !superseded(s, sameInstant)).toList();
      List<Statement> closers = standing.stream().filter(Permission.this::isCloser).toList();
      boolean opened = standing.stream().anyMatch(s -> isGrant(s) || isSoftGrant(s));
      if (!closers.isEmpty()) {
        close(closers, opened);
      } else {
        open(standing);
      }
    }

    private void remember(List<Statement> sameInstant) {
      shown |= sameInstant.stream().anyMatch(s -> action(s) == SHOWN || isDecision(s));
      List<Boolean> said = sameInstant.stream().map(s -> s.minor).filter(Objects::nonNull).toList();
      if (!said.isEmpty()) {
        minor = said.contains(true);
      }
      everNo |= sameInstant.stream().anyMatch(s -> NOES.contains(action(s)));
      jurisdiction =
          sameInstant.stream()
              .map(s -> s.jurisdiction)
              .min(Comparator.naturalOrder())
              .orElseThrow();
    }

    private boolean superseded(Statement statement, List<Statement> sameInstant) {
      return isDecision(statement)
          && statement.sequence != null
          && sameInstant.stream()
              .anyMatch(
                  other ->
                      other.source.equals(statement.source)
                          && isDecision(other)
                          && !isRequest(other)
                          && other.sequence != null
                          && other.sequence > statement.sequence);
    }

    private void close(List<Statement> closers, boolean opened) {
      closer =
          closers.stream()
              .max(
                  Comparator.comparingInt(Permission.this::restrictiveness)
                      .thenComparing(s -> s.id, Comparator.reverseOrder()))
              .orElseThrow();
      conflict = opened;
      barred |= closers.stream().anyMatch(Permission.this::isExplicitNo);
      grant = null;
      soft = null;
      requested = false;
    }

    private void open(List<Statement> standing) {
      requested |= standing.stream().anyMatch(Permission.this::isRequest);
      standing.stream()
          .filter(Permission.this::isSoftGrant)
          .filter(s -> !barred && ruleInForce(s))
          .min(Comparator.comparing(s -> s.id))
          .ifPresent(
              accepted -> {
                soft = accepted;
                closer = null;
              });
      standing.stream()
          .filter(Permission.this::isGrant)
          .min(
              Comparator.comparing(Permission.this::isWeak)
                  .thenComparing(Permission.this::grantEnd)
                  .thenComparing(s -> s.id))
          .filter(s -> !(barred && isWeak(s)))
          .ifPresent(
              accepted -> {
                grant = accepted;
                closer = null;
                requested = false;
                barred &= isWeak(accepted);
              });
    }

    private boolean ruleInForce(Statement softGrant) {
      long effective = effectiveInstant(softGrant);
      return rules.softOptInRules().stream()
          .anyMatch(
              rule ->
                  rule.id().equals(softGrant.softOptInRule)
                      && rule.jurisdictions().contains(softGrant.jurisdiction)
                      && rule.purpose() == purpose
                      && rule.fromMicros() <= effective
                      && effective < rule.untilMicros());
    }

    int stateAt(long at) {
      Rules.Basis basis = rules.basis(purpose, jurisdiction);
      if (basis == Rules.Basis.LEGAL_OBLIGATION) {
        return LEGAL_OBLIGATION;
      }
      boolean overridden = false;
      if (closer != null) {
        overridden = !conflict && objectionIsOverridden(basis, at);
        if (!overridden && conflict) {
          return CONFLICT;
        }
        if (!overridden) {
          switch (action(closer)) {
            case OBJECTED:
              return OBJECTED_STATE;
            case REVOKED:
            case INVALIDATED:
              return REVOKED_STATE;
            case WITHDRAWN:
              return WITHDRAWN_STATE;
            case REFUSED:
              return REFUSED_STATE;
            default:
              break; // EXPIRED goes on: legitimate interest may hold
          }
        }
      }
      if (!overridden) {
        if (grant != null && at < grantEnd(grant) && !supersededAt(grant, at)) {
          return minor && !grant.explicit ? MINOR : CONSENT;
        }
        if (soft != null && !softEndedByRule(at) && !softPastItsEnd(at)) {
          return minor ? MINOR : SOFT_OPT_IN;
        }
      }
      if (basis == Rules.Basis.LEGITIMATE_INTEREST && (overridden || !everNo)) {
        if (minor) {
          return MINOR;
        }
        if (assessmentsAt(at).isEmpty()) {
          return NO_VALID_LIA;
        }
        if (shown) {
          return LEGITIMATE_INTEREST;
        }
      }
      if (requested) {
        return REQUESTED;
      }
      if (grant != null && supersededAt(grant, at)) {
        return SUPERSEDED;
      }
      if (grant != null || (closer != null && action(closer) == EXPIRED)) {
        return EXPIRED_STATE;
      }
      if (soft != null) {
        return softEndedByRule(at) ? REVOKED_STATE : EXPIRED_STATE;
      }
      return UNKNOWN;
    }

    private boolean objectionIsOverridden(Rules.Basis basis, long at) {
      return action(closer) == OBJECTED
          && basis == Rules.Basis.LEGITIMATE_INTEREST
          && !purpose.isDirectMarketing()
          && assessmentsAt(at).stream().anyMatch(Rules.Assessment::compellingGrounds);
    }

    private List<Rules.Assessment> assessmentsAt(long at) {
      return rules.assessments().stream()
          .filter(a -> a.validAt(at, purpose, jurisdiction))
          .toList();
    }

    private boolean softEndedByRule(long at) {
      return rules.softOptInRules().stream()
          .anyMatch(
              rule ->
                  rule.id().equals(soft.softOptInRule)
                      && rule.endsEarlierPermissions()
                      && rule.untilMicros() <= at);
    }

    private boolean softPastItsEnd(long at) {
      return soft.expiresMicros != null && soft.expiresMicros <= at;
    }
  }
}
