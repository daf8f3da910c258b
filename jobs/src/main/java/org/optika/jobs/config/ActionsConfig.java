package org.optika.jobs.config;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.optika.core.ingest.ContactRecord;
import org.optika.core.scores.action.Action;
import org.optika.core.scores.action.ActionKind;
import org.optika.core.scores.action.ActionValue;
import org.optika.core.scores.action.Catalogue;
import org.optika.core.scores.action.ContactPressure;
import org.optika.core.scores.action.ContactRules;
import org.optika.core.scores.action.Effect;

/**
 * {@code conf/actions.yaml}: what can be done for people, and how often they may be contacted. The
 * id of an action is the topic of its contacts, and so its arm in an experiment of
 * conf/scores.yaml; a channel is that of contacts, none of conf/channels.yaml.
 */
public final class ActionsConfig {
  private static final String CHANNEL_ID = "[a-z][a-z0-9_-]*";

  private final List<String> knownPurposes;
  private final Faults faults;

  private ActionsConfig(List<String> knownPurposes, Faults faults) {
    this.knownPurposes = knownPurposes;
    this.faults = faults;
  }

  /**
   * Reads the file; whatever is wrong is in {@code faults}.
   *
   * @param folder holds {@code actions.yaml}, or does not: then nothing is proposed
   * @param knownPurposes of conf/purposes.yaml, in the order of the rule pack
   * @return empty when there is no such file, or when there are faults
   */
  public static Optional<Catalogue> load(Path folder, List<String> knownPurposes, Faults faults) {
    Path file = folder.resolve("actions.yaml");
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    int before = faults.all().size();
    Optional<Catalogue> catalogue = new ActionsConfig(knownPurposes, faults).read(file);
    return faults.all().size() > before ? Optional.empty() : catalogue;
  }

  private Optional<Catalogue> read(Path file) {
    int before = faults.all().size();
    try (YamlMap top = YamlMap.load(file, faults)) {
      ZoneId zone = top.found("zone", ActionsConfig::zone).orElse(ZoneOffset.UTC);
      List<String> channels = channels(top);
      List<Action> actions = actions(top, channels);
      Optional<ContactRules> rules =
          top.requiredMap("contact_rules")
              .map(section -> ContactRulesConfig.read(section, zone, channels));
      if (faults.all().size() > before) {
        return Optional.empty();
      }
      return Optional.of(new Catalogue(knownPurposes, channels, actions, rules.orElseThrow()));
    } catch (IllegalArgumentException wrong) {
      faults.add(file, 0, "%s", wrong.getMessage());
      return Optional.empty();
    }
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException(
          "expected a time zone such as Europe/Amsterdam, got '%s'".formatted(name), unknown);
    }
  }

  private static List<String> channels(YamlMap top) {
    List<String> channels = top.texts("channels");
    size(top, "channels", channels, Catalogue.MOST - 1);
    Set<String> seen = new HashSet<>();
    for (String channel : channels) {
      if (!channel.matches(CHANNEL_ID)) {
        top.fault("channels", "expected lower-case ids such as email, got '%s'", channel);
      }
      if (!seen.add(channel)) {
        top.fault("channels", "'%s' stands twice", channel);
      }
    }
    return channels;
  }

  private List<Action> actions(YamlMap top, List<String> channels) {
    List<YamlMap> entries = top.maps("actions");
    size(top, "actions", entries, Catalogue.MOST);
    Set<String> ids = new HashSet<>();
    List<Action> actions = new ArrayList<>();
    for (YamlMap entry : entries) {
      try (entry) {
        action(entry, channels, ids).ifPresent(actions::add);
      }
    }
    return actions;
  }

  private static void size(YamlMap top, String key, List<?> entries, int most) {
    if (entries.isEmpty() || entries.size() > most) {
      top.fault(key, "expected 1 to %s, got %s", most, entries.size());
    }
  }

  private Optional<Action> action(YamlMap entry, List<String> channels, Set<String> ids) {
    int before = faults.all().size();
    Optional<String> id = entry.found("id", name -> action(name, BigDecimal.ZERO).id());
    if (id.isPresent() && !ids.add(id.get())) {
      entry.fault("id", "'%s' is declared twice", id.get());
    }
    if (id.filter(ContactRecord.NOBODY_CONTACTED::equals).isPresent()) {
      entry.fault("id", "'%s' is the topic of people who were not contacted", id.get());
    }
    ActionKind kind = entry.constant("kind", ActionKind.class);
    String channel = channel(entry, channels);
    List<String> purposes = NeededPurposes.read(entry, "purposes", knownPurposes);
    Optional<BigDecimal> cost =
        entry
            .decimal("cost")
            .flatMap(
                amount -> entry.checked("cost", () -> action(id.orElse("unnamed"), amount).cost()));
    Optional<ActionValue> value = entry.requiredMap("value").map(ActionsConfig::value);
    int coolDownDays = entry.integer("cool_down_days", 0, ContactRules.MOST_DAYS);
    Set<String> countries = Countries.read(entry);
    Effect effect = entry.constant("effect", Effect.class);
    ContactPressure pressure =
        entry.constant("pressure", ContactPressure.class, ContactPressure.COUNTED);
    if (faults.all().size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new Action(
            id.orElseThrow(),
            kind,
            channel,
            purposes,
            cost.orElseThrow(),
            value.orElseThrow(),
            coolDownDays,
            countries,
            effect,
            pressure));
  }

  /** Only these two can be wrong: tried alone, so that no fault hides those of other keys. */
  private static Action action(String id, BigDecimal cost) {
    return new Action(
        id,
        ActionKind.SERVICE,
        "none",
        List.of(Action.PROFILING),
        cost,
        ActionValue.customerValue(),
        0,
        Set.of(),
        Effect.SIGNIFICANT,
        ContactPressure.COUNTED);
  }

  static String channel(YamlMap entry, List<String> channels) {
    Optional<String> channel = entry.requiredText("channel");
    if (channel.isPresent() && !channels.contains(channel.get())) {
      entry.fault("channel", "unknown channel '%s'; known: %s", channel.get(), channels);
    }
    return channel.orElse("");
  }

  private static ActionValue value(YamlMap section) {
    try (section) {
      if (!section.has("fixed") && !section.has("customer_share")) {
        section.fault(
            "fixed", "say what it is worth if it works: {fixed: 12.50} or {customer_share: 0.5}");
      }
      BigDecimal fixed = part(section, "fixed", amount -> new ActionValue(amount, BigDecimal.ZERO));
      BigDecimal share =
          part(section, "customer_share", amount -> new ActionValue(BigDecimal.ZERO, amount));
      return new ActionValue(fixed, share);
    }
  }

  /** Zero when it is absent or no part of a value. */
  private static BigDecimal part(
      YamlMap section, String key, Function<BigDecimal, ActionValue> alone) {
    Optional<BigDecimal> given = section.optionalDecimal(key);
    return given
        .filter(amount -> section.checked(key, () -> alone.apply(amount)).isPresent())
        .orElse(BigDecimal.ZERO);
  }
}
