package org.optika.jobs;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.optika.core.attribution.AttributionModels;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;
import org.optika.core.evidence.audit.TagBook;
import org.optika.core.gate.VendorRegister;
import org.optika.core.ingest.ChannelRules;
import org.optika.core.ingest.Currencies;
import org.optika.core.ingest.SourceSpec;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.scores.action.Catalogue;
import org.optika.jobs.config.ActionsConfig;
import org.optika.jobs.config.ChannelsConfig;
import org.optika.jobs.config.CurrenciesConfig;
import org.optika.jobs.config.EngineConfig;
import org.optika.jobs.config.EvidenceConfig;
import org.optika.jobs.config.Faults;
import org.optika.jobs.config.OptInConfig;
import org.optika.jobs.config.RegistersConfig;
import org.optika.jobs.config.RulePackConfig;
import org.optika.jobs.config.ScoresConfig;
import org.optika.jobs.config.SourcesConfig;
import org.optika.jobs.config.TagsConfig;
import org.optika.jobs.config.VendorsConfig;
import org.optika.spark.optin.OptInRates;

/**
 * The whole configuration, checked. A run that starts has a usable one.
 *
 * @param vendors empty when vendors decide nothing
 * @param registers what else an authority asks for
 * @param scores empty when nobody is scored, see {@link #requiredScores}
 * @param actions empty when nothing is proposed, see {@link #requiredActions}
 * @param tags empty when no captures are checked, see {@link #requiredTags}
 * @param evidence empty when nothing is reported to a regulator, see {@link #requiredEvidence}
 */
record Configuration(
    EngineConfig engine,
    RulePack rules,
    List<SourceSpec> sources,
    ChannelRules channels,
    Currencies currencies,
    OptInConfig optIn,
    Optional<VendorRegister> vendors,
    RegistersConfig registers,
    Optional<ScoresConfig> scores,
    Optional<Catalogue> actions,
    Optional<TagBook> tags,
    Optional<EvidenceConfig> evidence) {

  /**
   * @throws org.optika.jobs.config.BadConfigException with every fault of every file
   */
  static Configuration load(RunOptions options) {
    Faults faults = new Faults();
    EngineConfig engine = options.override(EngineConfig.load(options.config, faults));
    Optional<RulePack> rules = RulePackConfig.load(engine.folder(), faults);
    List<String> purposes = RulePackConfig.purposeIds(engine.folder());
    checkNames(engine, purposes, faults);
    List<SourceSpec> sources = SourcesConfig.load(engine.folder(), purposes, faults);
    Optional<ChannelRules> channels = ChannelsConfig.load(engine.folder(), faults);
    Optional<Currencies> currencies = CurrenciesConfig.load(engine.folder(), faults);
    OptInConfig optIn = OptInConfig.load(engine.folder(), purposes, faults);
    Optional<VendorRegister> vendors = VendorsConfig.load(engine.folder(), purposes, faults);
    RegistersConfig registers = RegistersConfig.load(engine.folder(), purposes, faults);
    Optional<ScoresConfig> scores = ScoresConfig.load(engine.folder(), purposes, faults);
    Optional<Catalogue> actions = ActionsConfig.load(engine.folder(), purposes, faults);
    Optional<TagBook> tags = TagsConfig.load(engine.folder(), purposes, faults);
    Optional<EvidenceConfig> evidence =
        EvidenceConfig.load(
            engine.folder(),
            optIn.tables().stream().map(OptInRates.TableSpec::id).toList(),
            faults);
    faults.throwIfAny();
    return new Configuration(
        engine,
        rules.orElseThrow(),
        sources,
        channels.orElseThrow(),
        currencies.orElseThrow(),
        optIn,
        vendors,
        registers,
        scores,
        actions,
        tags,
        evidence);
  }

  /** The same with other places of files and tables. */
  Configuration with(UnaryOperator<EngineConfig> places) {
    return new Configuration(
        places.apply(engine),
        rules,
        sources,
        channels,
        currencies,
        optIn,
        vendors,
        registers,
        scores,
        actions,
        tags,
        evidence);
  }

  /**
   * For jobs that cannot do without.
   *
   * @throws UserErrorException when there is no file of scores
   */
  ScoresConfig requiredScores() {
    return scores.orElseThrow(
        () ->
            new UserErrorException(
                "%s: there is no scores.yaml, so nobody is scored. Copy the one that Optika ships in conf/ and say there which purposes scores need, and what churn is.",
                engine.folder()));
  }

  /**
   * For jobs that cannot do without.
   *
   * @throws UserErrorException when there is no catalogue of actions
   */
  Catalogue requiredActions() {
    return actions.orElseThrow(
        () ->
            new UserErrorException(
                "%s: there is no actions.yaml, so nothing is proposed. Copy the one that Optika ships in conf/ and say there what can be done for a customer, and how often one may be contacted.",
                engine.folder()));
  }

  /**
   * For commands that cannot do without.
   *
   * @throws UserErrorException when no tags are declared
   */
  TagBook requiredTags() {
    return tags.orElseThrow(
        () ->
            new UserErrorException(
                "%s: there is no tags.yaml, so nobody can tell what a cookie is for. Copy the one that Optika ships in conf/ and declare there the cookies, hosts and stored items of your site.",
                engine.folder()));
  }

  /**
   * For commands that cannot do without.
   *
   * @throws UserErrorException when nothing is reported
   */
  EvidenceConfig requiredEvidence() {
    return evidence.orElseThrow(
        () ->
            new UserErrorException(
                "%s has no evidence.yaml, so nothing is reported. Copy the one that Optika ships in conf/ and say there who is responsible, and to whom you report.",
                engine.folder()));
  }

  private static void checkNames(EngineConfig engine, List<String> purposes, Faults faults) {
    EngineConfig.Attribution attribution = engine.attribution();
    check(engine, faults, "journeys.purposes", "purpose", engine.journeys().purposes(), purposes);
    check(
        engine,
        faults,
        "attribution.models",
        "model",
        attribution.models(),
        AttributionModels.ids());
    check(
        engine,
        faults,
        "attribution.policies",
        "policy",
        attribution.policies(),
        RefusedTouchPolicy.ids());
    check(
        engine,
        faults,
        "attribution.default_model",
        "model",
        List.of(attribution.defaultModel()),
        attribution.models());
    check(
        engine,
        faults,
        "attribution.default_policy",
        "policy",
        List.of(attribution.defaultPolicy()),
        attribution.policies());
  }

  private static void check(
      EngineConfig engine,
      Faults faults,
      String key,
      String what,
      List<String> named,
      List<String> known) {
    if (named.isEmpty()) {
      faults.add(engine.file(), 0, "'%s': name at least one %s of %s", key, what, known);
    }
    for (String name : named) {
      if (!known.contains(name)) {
        faults.add(engine.file(), 0, "'%s': unknown %s '%s'; known: %s", key, what, name, known);
      }
    }
  }

  /** Ids of all purposes, in declared order. */
  List<String> purposeIds() {
    return rules.purposes().stream().map(Purpose::id).toList();
  }
}
