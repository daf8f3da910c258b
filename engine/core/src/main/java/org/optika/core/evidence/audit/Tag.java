package org.optika.core.evidence.audit;

import static org.optika.core.Checks.require;

import java.util.List;
import java.util.Locale;
import org.optika.core.ingest.Wildcard;

/**
 * What belongs to one technology on the site or in the app, and what it is there for. In all
 * patterns {@code *} stands for any characters and case is ignored.
 *
 * @param id kebab-case
 * @param vendor who gets the data
 * @param purposes ids, all of which must be permitted; none if it is necessary
 * @param necessary needs no permission, such as the session of a shop
 * @param hosts requests to these
 * @param cookies names; a name with {@code @} and a host counts on that host only
 * @param storage names of items in the storage
 */
public record Tag(
    String id,
    String vendor,
    List<String> purposes,
    boolean necessary,
    List<String> hosts,
    List<String> cookies,
    List<String> storage) {
  public Tag {
    require(id.matches("[a-z0-9]+(-[a-z0-9]+)*"), "the id of a tag is like ad-pixel, got '%s'", id);
    require(!vendor.isBlank(), "tag '%s' needs a vendor", id);
    purposes = List.copyOf(purposes);
    hosts = List.copyOf(hosts);
    cookies = List.copyOf(cookies);
    storage = List.copyOf(storage);
    require(
        necessary == purposes.isEmpty(),
        "tag '%s' names the purposes that it needs, or is 'necessary: true', and not both",
        id);
    require(
        !(hosts.isEmpty() && cookies.isEmpty() && storage.isEmpty()),
        "tag '%s' has no hosts, cookies or storage by which it could be recognised",
        id);
  }

  /** Whether an observation is of this tag. */
  boolean claims(Observation seen) {
    return switch (seen.kind()) {
      case REQUEST -> hosts.stream().anyMatch(pattern -> matches(pattern, seen.host()));
      case COOKIE_SET, COOKIE_READ ->
          cookies.stream().anyMatch(pattern -> claimsCookie(pattern, seen));
      case STORAGE -> storage.stream().anyMatch(pattern -> matches(pattern, seen.name()));
    };
  }

  /** No name of a cookie holds an {@code @} (RFC 6265, section 4.1.1). */
  private static boolean claimsCookie(String pattern, Observation seen) {
    int at = pattern.indexOf('@');
    return at < 0
        ? matches(pattern, seen.name())
        : matches(pattern.substring(0, at), seen.name())
            && matches(pattern.substring(at + 1), seen.host());
  }

  private static boolean matches(String pattern, String text) {
    return new Wildcard(pattern).matches(text.toLowerCase(Locale.ROOT));
  }
}
