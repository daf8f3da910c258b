package org.optika.core.optin;

import java.util.Arrays;
import java.util.List;

/** How a choice was made: the {@code method} of a consent event. */
public enum NoticeMethod {
  /** The source gives no method, as is usual for a notice being shown. */
  NOT_RECORDED(""),
  ACCEPT_ALL("accept_all"),
  /** The person set purposes one by one and saved. */
  SAVE("save"),
  REJECT_ALL("reject_all"),
  /** The notice was closed without a choice. */
  DISMISS("dismiss"),
  /** A Global Privacy Control signal of the browser. */
  GPC("gpc"),
  /** First half of a double opt-in; not a choice before it is confirmed (R17). */
  DOI_REQUEST("doi_request"),
  /** Second half of a double opt-in. */
  DOI_CONFIRM("doi_confirm"),
  PAPER("paper"),
  CALL("call"),
  API("api");

  private final String id;

  NoticeMethod(String id) {
    this.id = id;
  }

  /** The value in the {@code method} column; empty where the source gives none. */
  public String id() {
    return id;
  }

  /**
   * @throws IllegalArgumentException if no method has this id
   */
  public static NoticeMethod of(String id) {
    return Arrays.stream(values())
        .filter(method -> method.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown consent method '%s'; known: %s".formatted(id, knownIds())));
  }

  private static List<String> knownIds() {
    return Arrays.stream(values()).map(NoticeMethod::id).filter(id -> !id.isEmpty()).toList();
  }
}
