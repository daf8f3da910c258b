package org.optika.core.privacy.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a decision needs to know of the releases so far: what is charged for good, and the
 * reservations that may still be given back. So that a composition never has to be undone, the
 * latter are kept apart and added on demand. Immutable.
 */
public final class Account {

  private final Profile settled;
  private final SortedMap<String, Charge> open;

  private Account(Profile settled, SortedMap<String, Charge> open) {
    this.settled = settled;
    this.open = open;
  }

  /** The account of a ledger without entries. */
  public static Account empty(Accounting accounting) {
    return new Account(Profile.empty(accounting), new TreeMap<>());
  }

  /** The account after a row of this kind. */
  Account after(EntryKind kind, Charge charge) {
    SortedMap<String, Charge> reserved = new TreeMap<>(open);
    return switch (kind) {
      case RESERVE -> {
        reserved.put(charge.releaseId(), charge);
        yield new Account(settled, reserved);
      }
      case RELEASE -> {
        reserved.remove(charge.releaseId());
        yield new Account(settled, reserved);
      }
      case COMMIT, VOID -> {
        reserved.remove(charge.releaseId());
        yield new Account(settled.plus(charge), reserved);
      }
    };
  }

  /** Reservations that are neither committed, given back nor void, by release id. */
  public List<Charge> open() {
    return List.copyOf(open.values());
  }

  /** Open reservations whose run may be taken for dead, by release id. */
  public List<Charge> overdue(Instant at) {
    return open.values().stream().filter(charge -> !charge.heldUntil().isAfter(at)).toList();
  }

  /** What lies on each day of the data, open reservations included; ascending. */
  public List<Step> steps() {
    return all().steps();
  }

  /** What lies on a day of the data, open reservations included. */
  public Load on(LocalDate day) {
    return all().on(day);
  }

  Profile all() {
    Profile all = settled;
    for (Charge charge : open.values()) {
      all = all.plus(charge);
    }
    return all;
  }

  /** Canonical: equal accounts have equal bytes. */
  byte[] bytes() {
    FieldWriter fields = new FieldWriter();
    settled.write(fields);
    fields.number(open.size());
    open.values().forEach(charge -> charge.write(fields));
    return fields.bytes();
  }

  /**
   * @throws IllegalArgumentException when the bytes are not those of an account
   */
  static Account read(Accounting accounting, byte[] bytes) {
    FieldReader fields = new FieldReader(bytes);
    Profile settled = Profile.read(accounting, fields);
    SortedMap<String, Charge> open = new TreeMap<>();
    for (long charges = fields.number(); charges > 0; charges--) {
      Charge charge = Charge.read(accounting, fields);
      open.put(charge.releaseId(), charge);
    }
    fields.end();
    return new Account(settled, open);
  }
}
