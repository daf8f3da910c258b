package org.optika.jobs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.optika.core.scores.action.PolicyReward;
import org.optika.core.scores.manifest.ManifestHead;
import org.optika.core.scores.uplift.ArmBalance;
import org.optika.core.scores.uplift.ArmEffect;
import org.optika.core.scores.uplift.ArmMinimum;
import org.optika.core.scores.uplift.OffPolicyValue;
import org.optika.jobs.config.ScoresConfig;
import org.optika.jobs.config.ScoresConfig.Experiment;
import org.optika.spark.scores.ExperimentRows;
import org.optika.spark.scores.ExperimentTraining;
import org.optika.spark.scores.FlatUpliftEvaluation.Comparison;
import org.optika.spark.scores.UpliftBases;

/** What a training on an experiment has to tell: as JSON, and as a page to be read. */
final class UpliftCard {
  /** First key of the JSON and its value. */
  private static final String FORMAT = "optika-uplift-card-1";

  private final RunContext context;
  private final Experiment experiment;
  private final ExperimentRows people;
  private final ExperimentTraining.Learnt learnt;
  private final String id;
  private final ManifestHead manifest;

  UpliftCard(
      RunContext context,
      Experiment experiment,
      ExperimentRows people,
      ExperimentTraining.Learnt learnt,
      String id,
      ManifestHead manifest) {
    this.context = context;
    this.experiment = experiment;
    this.people = people;
    this.learnt = learnt;
    this.id = id;
    this.manifest = manifest;
  }

  private List<String> arms() {
    List<String> arms = new ArrayList<>(List.of(experiment.control()));
    arms.addAll(people.rows().treatments());
    return arms;
  }

  private String outcome() {
    return switch (context.scores().churn().label().kind()) {
      case CONTRACT_END -> "the relation lasts %d days on".formatted(experiment.withinDays());
      case NO_PURCHASE -> "an order within %d days".formatted(experiment.withinDays());
    };
  }

  private List<Comparison> comparisons() {
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < learnt.evaluations().size(); i++) {
      comparisons.add(
          new Comparison(
              people.rows().treatments().get(i),
              OptionalDouble.empty(),
              learnt.evaluations().get(i)));
    }
    return comparisons;
  }

  String json() {
    ScoresConfig scores = context.scores();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("model_id", id);
    json.put("experiment", experiment.id());
    json.put("starts", experiment.starts());
    json.put("within_days", experiment.withinDays());
    json.put("outcome", outcome());
    json.put("control", experiment.control());
    json.put("learner", experiment.learner().id());
    json.put("base", UpliftBases.DEFAULT);
    json.put("base_summary", UpliftBases.summary(UpliftBases.DEFAULT));
    json.put("folds", scores.folds());
    json.put("seed", scores.seed());
    json.put("features", scores.features().stream().map(feature -> feature.name()).toList());
    Map<String, Object> purposes = new LinkedHashMap<>();
    scores.purposes().forEach((source, needed) -> purposes.put(source.id(), needed));
    json.put("purposes_by_table", purposes);
    json.put("arms", arms(learnt.balance()));
    json.put("arms_p", learnt.balance().pValue());
    json.put("arms_balanced", learnt.balance().balanced());
    json.put("comparisons", comparisons().stream().map(UpliftReport::json).toList());
    json.put("policy", policy());
    json.put(
        "treated_by_policy",
        UpliftSections.treatedJson(learnt.treated(), people.rows().treatments()));
    json.put("drift", UpliftSections.driftJson(learnt.drift()));
    json.put("manifest", manifest());
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("delta_versions", context.lake().versionsRead());
    made.put("config_hash", context.configHash());
    made.put("rule_pack_hash", context.rulePackHash());
    made.put("code_version", Version.current());
    json.put("provenance", made);
    return JsonText.of(json);
  }

  /** As a model card has it, see {@link org.optika.jobs.cards.ManifestJson}. */
  private Map<String, Object> manifest() {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("root", manifest.root());
    head.put("people", manifest.people());
    head.put("bits", manifest.bits());
    head.put("salt", manifest.salt());
    head.put("clocks", manifest.clocks());
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("head", head);
    statement.put("hash", manifest.hash());
    statement.put(
        "command", "optika training-proof --model-id %s --identifier account".formatted(id));
    return statement;
  }

  private List<Map<String, Object>> arms(ArmBalance balance) {
    List<Map<String, Object>> arms = new ArrayList<>();
    for (int arm = 0; arm < arms().size(); arm++) {
      Map<String, Object> of = new LinkedHashMap<>();
      of.put("arm", arms().get(arm));
      of.put("probability", balance.drawn().get(arm));
      of.put("people", balance.people().get(arm));
      of.put("without_outcome", withoutOutcome(arm));
      if (arm > 0) {
        of.put("value_fixed", reward().values().get(arm - 1).fixed());
        of.put("value_customer_share", reward().values().get(arm - 1).customerShare());
        of.put("cost", reward().costs().get(arm - 1));
      }
      arms.add(of);
    }
    return arms;
  }

  /** People at risk who did not permit all of the time of the outcome. */
  private Object withoutOutcome(int arm) {
    long lost = people.drawn().get(arm) - learnt.balance().people().get(arm);
    return lost > 0 && lost < ArmMinimum.FEWEST_TOLD ? ArmMinimum.told(lost) : (Object) lost;
  }

  private List<Map<String, Object>> policy() {
    List<Map<String, Object>> values = new ArrayList<>();
    for (OffPolicyValue value : learnt.policy()) {
      Map<String, Object> of = new LinkedHashMap<>();
      of.put("estimator", value.estimator().id());
      of.putAll(UpliftReport.valueAndInterval(value.value(), value.interval()));
      of.put(
          "gain_over_control",
          UpliftReport.valueAndInterval(value.gain().difference(), value.gain().interval()));
      of.put("effective_people", value.effectiveSampleSize());
      values.add(of);
    }
    return values;
  }

  /** A page with tables in fixed pitch. */
  String markdown() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # What the actions of experiment %s change: model %s

        - **Outcome:** %s. An uplift of 0.03 means: of 100 people like this one, 3 more stay with the action than without it.
        - **Of whom:** people who permit all purposes that the tables need, for all of the time of the outcome and at the time of the run.
        - **What is done with it:** %s
        - **Arms:** %s

        ## Arms

        People without outcome did not permit all of its time to be looked at.

        """
            .formatted(
                experiment.id(), id, outcome(), verdicts(), balanceSentence(learnt.balance())));
    TextTable table = new TextTable("arm", "probability", "people", "without outcome");
    for (int arm = 0; arm < arms().size(); arm++) {
      table.row(
          arms().get(arm),
          String.format(Locale.ROOT, "%.4f", learnt.balance().drawn().get(arm)),
          learnt.balance().people().get(arm),
          withoutOutcome(arm));
    }
    block(page, table.toString());
    for (Comparison comparison : comparisons()) {
      page.append("\n## ").append(comparison.treatment()).append("\n\n");
      StringBuilder text = new StringBuilder();
      UpliftReport.append(text, comparison, experiment.control());
      block(page, text.toString());
    }
    page.append(
        """

        ## What following the predicted effects would have earned

        Each person gets the arm of the highest predicted effect x value - cost, by a model that has not seen the person; the baseline is %s for everybody. Value and cost are those of conf/actions.yaml, in the reporting currency: %s. Reward: value of the arm that is best for the person x stayed - cost of the arm that was drawn, a person; so the gain over the baseline is what `next-best-action` expects, effect x value - cost, with the effect that the experiment shows. It tells whether the predictions are worth following by themselves; `next-best-action` uses them only where the verdict above lets it, and where the rules of conf/actions.yaml do. Three ways to estimate it: weighting people by how unlikely their arm was (ips), the same in relation to the sum of weights (snips), and doubly robust (dr), whose interval is as a rule the narrowest; trust a gain that all three agree on.

        """
            .formatted(experiment.control(), terms()));
    for (OffPolicyValue value : learnt.policy()) {
      page.append("- ").append(value.sentence()).append('\n');
    }
    treated(page);
    drift(page);
    page.append(
        """

        ## What it was made from

        Learner %s: %s. %d parts, each scored by models of the others; seed %d. Features as at the instant before %s: %s.

        Manifest %s of %,d people: a proof that somebody was not among them can be checked against it. Config %s, rule pack %s, version %s.
        """
            .formatted(
                experiment.learner().id(),
                UpliftBases.summary(UpliftBases.DEFAULT),
                context.scores().folds(),
                context.scores().seed(),
                experiment.starts(),
                String.join(
                    ", ", context.scores().features().stream().map(one -> one.name()).toList()),
                manifest.hash().hex(),
                manifest.people(),
                context.configHash(),
                context.rulePackHash(),
                Version.current()));
    return page.toString();
  }

  private void treated(StringBuilder page) {
    page.append(
        """

        ## Whom it would treat

        The same policy by characteristics of people: to how many of a group it gives an action, and the mean effect that is predicted for the group, by models that have not seen its people. It says what the predictions do, before any rule of conf/actions.yaml. "hidden": fewer people than may be told of, or others could be found by it.

        """);
    if (learnt.treated().isEmpty()) {
      page.append("Neither age nor region is among the features.\n");
    } else {
      block(page, UpliftSections.treated(learnt.treated(), people.rows().treatments()));
    }
  }

  private void drift(StringBuilder page) {
    page.append(
        """

        ## Whether people are still alike

        Features of the people of the experiment as they were just before it, beside those of the people who would be in it if it began at %s: population stability index, as on the cards of churn. Where people differ much, effects learnt from the experiment may not hold for them; repeat it.

        """
            .formatted(
                Instant.EPOCH.plus(new ScoreMoments(context).nowMicros(), ChronoUnit.MICROS)));
    if (learnt.drift().isEmpty()) {
      page.append("Nobody is at risk now.\n");
    } else {
      block(page, UpliftSections.drift(learnt.drift()));
    }
  }

  private PolicyReward reward() {
    return PolicyReward.of(context.actions(), people.rows().treatments());
  }

  private String terms() {
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < reward().values().size(); i++) {
      terms.add(
          "%s is worth %s and costs %s"
              .formatted(
                  people.rows().treatments().get(i),
                  reward().values().get(i).inWords(),
                  reward().costs().get(i).toPlainString()));
    }
    return String.join("; ", terms);
  }

  private String verdicts() {
    List<String> verdicts = new ArrayList<>();
    for (Comparison comparison : comparisons()) {
      verdicts.add(
          "%s: %s".formatted(comparison.treatment(), ArmEffect.of(comparison.evaluation()).use()));
    }
    return String.join("; ", verdicts) + ".";
  }

  static String balanceSentence(ArmBalance balance) {
    return String.format(
        Locale.ROOT,
        balance.balanced()
            ? "people stand in them as they were drawn (p = %.4f)."
            : "people do **not** stand in them as they were drawn (p = %.4f): an action may have made people withdraw, and the effect may be that of who is left.",
        balance.pValue());
  }

  private static void block(StringBuilder page, String text) {
    page.append("```\n").append(text.stripTrailing()).append("\n```\n");
  }
}
