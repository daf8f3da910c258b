package org.optika.core.scores;

import static org.optika.core.Checks.require;

import java.util.Arrays;

/**
 * What may be used of one person, up to an instant: touches, orders, refunds and contacts, each
 * ascending in time, and the state of the customer. Filled again for each person; not for several
 * threads.
 */
public final class PersonHistory {
  /** {@link #profileUntil} of a customer whose relation lasts. */
  public static final long NO_END = Long.MAX_VALUE;

  private long person;

  private int touches;
  private long[] touchAt = new long[16];
  private int[] touchChannel = new int[16];

  private int orders;
  private long[] orderAt = new long[16];
  private long[] orderId = new long[16];
  private long[] orderValue = new long[16];
  private int refunds;

  private int contacts;
  private long[] contactAt = new long[16];
  private boolean[] contactInbound = new boolean[16];
  private String[] contactChannel = new String[16];
  private String[] contactTopic = new String[16];

  private boolean profile;
  private long profileKnown;
  private long profileSince;
  private long profileUntil;
  private int birthYear;
  private String region;

  /** Forgets everything and turns to another person. */
  public void begin(long person) {
    this.person = person;
    touches = 0;
    orders = 0;
    refunds = 0;
    contacts = 0;
    profile = false;
    region = null;
  }

  public long person() {
    return person;
  }

  /**
   * @param atMicros not before the last touch
   * @param channel code of conf/channels.yaml
   */
  public void addTouch(long atMicros, int channel) {
    require(touches == 0 || touchAt[touches - 1] <= atMicros, "touches must ascend in time");
    if (touches == touchAt.length) {
      touchAt = Arrays.copyOf(touchAt, 2 * touches);
      touchChannel = Arrays.copyOf(touchChannel, 2 * touches);
    }
    touchAt[touches] = atMicros;
    touchChannel[touches++] = channel;
  }

  /**
   * @param atMicros not before the last order
   * @param value ten-thousandths of the reporting currency
   */
  public void addOrder(long atMicros, long id, long value) {
    require(orders == 0 || orderAt[orders - 1] <= atMicros, "orders must ascend in time");
    if (orders == orderAt.length) {
      orderAt = Arrays.copyOf(orderAt, 2 * orders);
      orderId = Arrays.copyOf(orderId, 2 * orders);
      orderValue = Arrays.copyOf(orderValue, 2 * orders);
    }
    orderAt[orders] = atMicros;
    orderId[orders] = id;
    orderValue[orders++] = value;
  }

  /** Takes the value off its order; a refund of an order that is not there is passed over. */
  public void addRefund(long orderId, long value) {
    for (int i = 0; i < orders; i++) {
      if (this.orderId[i] == orderId) {
        orderValue[i] = Math.max(0, orderValue[i] - value);
        refunds++;
        return;
      }
    }
  }

  /** Somebody wrote to the person or called them. */
  public void addOutbound(long atMicros, String channel, String topic) {
    addContact(atMicros, channel, topic);
    contactInbound[contacts - 1] = false;
  }

  /** The person wrote or called. */
  public void addInbound(long atMicros, String channel, String topic) {
    addContact(atMicros, channel, topic);
    contactInbound[contacts - 1] = true;
  }

  private void addContact(long atMicros, String channel, String topic) {
    require(contacts == 0 || contactAt[contacts - 1] <= atMicros, "contacts must ascend in time");
    if (contacts == contactAt.length) {
      contactAt = Arrays.copyOf(contactAt, 2 * contacts);
      contactInbound = Arrays.copyOf(contactInbound, 2 * contacts);
      contactChannel = Arrays.copyOf(contactChannel, 2 * contacts);
      contactTopic = Arrays.copyOf(contactTopic, 2 * contacts);
    }
    contactAt[contacts] = atMicros;
    contactChannel[contacts] = channel;
    contactTopic[contacts++] = topic;
  }

  /**
   * A state of the customer; of several the one known last counts, of those the one whose relation
   * began last.
   *
   * @param untilMicros {@link #NO_END} while the relation lasts
   * @param birthYear 0 = not known
   * @param region null = not known
   */
  public void addProfile(
      long knownMicros, long sinceMicros, long untilMicros, int birthYear, String region) {
    boolean newer =
        !profile
            || knownMicros > profileKnown
            || knownMicros == profileKnown && sinceMicros >= profileSince;
    if (newer) {
      profile = true;
      profileKnown = knownMicros;
      profileSince = sinceMicros;
      profileUntil = untilMicros;
      this.birthYear = birthYear;
      this.region = region;
    }
  }

  public int touches() {
    return touches;
  }

  public long touchAt(int touch) {
    return touchAt[touch];
  }

  public int touchChannel(int touch) {
    return touchChannel[touch];
  }

  public int orders() {
    return orders;
  }

  public long orderAt(int order) {
    return orderAt[order];
  }

  /** Ten-thousandths of the reporting currency, net of refunds. */
  public long orderValue(int order) {
    return orderValue[order];
  }

  public int refunds() {
    return refunds;
  }

  public int contacts() {
    return contacts;
  }

  public long contactAt(int contact) {
    return contactAt[contact];
  }

  public boolean contactInbound(int contact) {
    return contactInbound[contact];
  }

  public String contactChannel(int contact) {
    return contactChannel[contact];
  }

  public String contactTopic(int contact) {
    return contactTopic[contact];
  }

  public boolean hasProfile() {
    return profile;
  }

  public long profileSince() {
    return profileSince;
  }

  public long profileUntil() {
    return profileUntil;
  }

  /** 0 = not known. */
  public int birthYear() {
    return birthYear;
  }

  /** Null = not known. */
  String region() {
    return region;
  }
}
