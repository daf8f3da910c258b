package org.optika.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.optika.core.consent.LegalBasis;
import org.optika.core.consent.Purpose;
import org.optika.core.consent.RulePack;
import org.optika.core.scores.Feature;
import org.optika.core.scores.action.BudgetCut;
import org.optika.core.scores.action.BudgetOutcome;
import org.optika.core.scores.action.Catalogue;
import org.optika.core.scores.action.Millionths;
import org.optika.core.scores.card.SmallCell;
import org.optika.spark.scores.NextBestActions;
import org.optika.spark.scores.PersonFactRows;
import org.optika.spark.table.PersonTable;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;
import picocli.CommandLine;

/** churn_score, feature, model_card, contact, customer, permission -> next_best_action. */
public final class NextBestActionJob implements Job {
  /**
   * Purpose under which past contacts are counted: rules that protect people from too many contacts
   * hold for those who permit nothing, too.
   */
  private static final String ACCOUNTABILITY = "accountability";

  private final Optional<BigDecimal> budget;
  private final boolean audit;

  /** Usage: {@code --config conf/optika.yaml [--budget AMOUNT] [--audit] [--as-of T]}. */
  public static void main(String[] arguments) {
    System.exit(CommandLineMain.execute(new CommandLine(new NextBestActionCommand()), arguments));
  }

  /**
   * @param budget what all proposals together may cost; empty: no limit
   * @param audit whether what was written is read back and checked
   */
  NextBestActionJob(Optional<BigDecimal> budget, boolean audit) {
    this.budget = budget;
    this.audit = audit;
  }

  @Override
  public String name() {
    return "next-best-action";
  }

  @Override
  public String summary() {
    return "what to do for each person with a churn score, or nothing, and why";
  }

  @Override
  public List<Table> writes() {
    return List.of(Tables.NEXT_BEST_ACTION);
  }

  @Override
  public void run(RunContext context) {
    Catalogue catalogue = context.actions();
    List<StoredEffects> effects = StoredEffects.newest(context);
    StoredManifest.retraining(
        context,
        effects.stream().map(StoredEffects::manifest).toList(),
        context.scores().retrainWhenWithdrawn(),
        SmallCell.defaults());
    Dataset<Row> scores = context.stored(Tables.CHURN_SCORE).rows();
    String churnModel = churnModel(scores);
    PersonFactRows rows =
        new PersonFactRows(catalogue, effects.stream().map(StoredEffects::effects).toList());
    Set<String> untried = rows.untried();
    if (!untried.isEmpty()) {
      context.log(
          "no experiment says what these actions change, so they are not proposed: %s"
              .formatted(String.join(", ", untried)));
    }
    Dataset<Row> facts = facts(context, rows, scores).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long asOf = context.clocks().asOfMicros();
      BudgetCut cut =
          budget.isEmpty()
              ? BudgetCut.UNLIMITED
              : withinBudget(context, facts, catalogue, Millionths.of(budget.get()));
      Column models =
          array(
              Stream.concat(Stream.of(churnModel), effects.stream().map(StoredEffects::id))
                  .map(org.apache.spark.sql.functions::lit)
                  .toArray(Column[]::new));
      context
          .lake()
          .replace(
              Tables.NEXT_BEST_ACTION,
              context.stamped(
                  NextBestActions.decide(facts, catalogue, untried, asOf, cut)
                      .withColumn("controller_id", lit(context.config().controller()))
                      .withColumn("models", models)));
      tell(context);
      if (audit) {
        audit(context, facts, catalogue, cut);
      }
    } finally {
      facts.unpersist();
    }
  }

  private static String churnModel(Dataset<Row> scores) {
    List<Row> models = scores.select("model_id").limit(1).collectAsList();
    if (models.isEmpty()) {
      throw new UserErrorException(
          "Table 'churn_score' has no rows, so there is nobody to propose anything for. Score first: optika score");
    }
    return models.get(0).getString(0);
  }

  private static Dataset<Row> facts(RunContext context, PersonFactRows rows, Dataset<Row> scores) {
    long now = new ScoreMoments(context).nowMicros();
    Dataset<Row> features =
        context
            .stored(Tables.FEATURE)
            .rows()
            .where(col("moment").equalTo(timestamp_micros(lit(now))))
            .select("subject_id", "numbers", "texts");
    Dataset<Row> people =
        scores
            .select(
                col("subject_id"),
                col("customer_value"),
                col("probability").as("churn_probability"))
            .join(
                features,
                scala.jdk.javaapi.CollectionConverters.asScala(List.of("subject_id")).toSeq());
    return rows.of(
        context.gate().withStates(people),
        context
            .gate()
            .history(purposes(context.rules(), context.scores().purposes()), now, List.of())
            .permitted()
            .rows());
  }

  /**
   * Purposes under which past contacts and states of customers are read.
   *
   * @param ofScores purposes that rows of each table need for a score
   * @throws UserErrorException when contacts cannot be counted
   */
  static Map<PersonTable, List<String>> purposes(
      RulePack rules, Map<Feature.Source, List<String>> ofScores) {
    if (rules.purposes().stream().noneMatch(NextBestActionJob::countsContacts)) {
      throw new UserErrorException(
          "conf/purposes.yaml needs a purpose '%s' with basis legal_obligation in all jurisdictions: past contacts are counted under it, so that nobody is contacted too often.",
          ACCOUNTABILITY);
    }
    Map<PersonTable, List<String>> purposes = new LinkedHashMap<>();
    purposes.put(Tables.CONTACT, List.of(ACCOUNTABILITY));
    purposes.put(Tables.CUSTOMER, ofScores.get(Feature.Source.CUSTOMER));
    return purposes;
  }

  /** Everywhere a legal obligation: where it was not, people's contacts would go uncounted. */
  static boolean countsContacts(Purpose purpose) {
    return purpose.id().equals(ACCOUNTABILITY)
        && purpose.defaultBasis() == LegalBasis.LEGAL_OBLIGATION
        && purpose.basisIn().values().stream().allMatch(LegalBasis.LEGAL_OBLIGATION::equals);
  }

  private BudgetCut withinBudget(
      RunContext context, Dataset<Row> facts, Catalogue catalogue, long millionths) {
    BudgetOutcome outcome =
        NextBestActions.search(
            facts, catalogue, context.clocks().asOfMicros(), millionths, context::log);
    context.log(
        String.format(
            Locale.ROOT,
            "budget %s: %s spent for an expected gain of %s; no choice within it gains more than %s. %s",
            money(outcome.budget(), RoundingMode.UNNECESSARY),
            money(outcome.spent(), RoundingMode.UNNECESSARY),
            money(outcome.net(), RoundingMode.FLOOR),
            money(outcome.bound(), RoundingMode.CEILING),
            outcome.cut().lambda() == 0
                ? "More money would bring nothing"
                : "One more unit of money would bring %.2f".formatted(outcome.cut().lambda())));
    return outcome.cut();
  }

  /** With two decimals, or as many as costs can have. */
  private static String money(long millionths, RoundingMode rounding) {
    BigDecimal amount = Millionths.decimal(millionths);
    BigDecimal exact = amount.stripTrailingZeros();
    return rounding == RoundingMode.UNNECESSARY && exact.scale() > 2
        ? exact.toPlainString()
        : amount.setScale(2, rounding).toPlainString();
  }

  /** How often each action is proposed; aggregates only. */
  private static void tell(RunContext context) {
    List<String> counts = new ArrayList<>();
    for (Row row :
        context
            .gate()
            .stored(Tables.NEXT_BEST_ACTION)
            .rows()
            .groupBy("action")
            .count()
            .orderBy(col("count").desc(), col("action"))
            .collectAsList()) {
      counts.add("%s %,d".formatted(row.getString(0), row.getLong(1)));
    }
    context.log("proposed: " + String.join(", ", counts));
  }

  private void audit(RunContext context, Dataset<Row> facts, Catalogue catalogue, BudgetCut cut) {
    Dataset<Row> written = context.gate().stored(Tables.NEXT_BEST_ACTION).rows();
    Map<String, Long> violations =
        NextBestActions.audit(facts, written, catalogue, context.clocks().asOfMicros(), cut);
    BigDecimal spent =
        written.agg(org.apache.spark.sql.functions.sum("cost")).first().getDecimal(0);
    if (budget.isPresent() && spent.compareTo(budget.get()) > 0) {
      throw new IllegalStateException(
          "Audit: proposals cost %s, the budget is %s".formatted(spent, budget.get()));
    }
    if (!violations.isEmpty()) {
      throw new IllegalStateException("Audit: violations by kind: " + violations);
    }
    context.log(
        "audit: %,d proposals checked, 0 violations, cost %s"
            .formatted(written.count(), spent.toPlainString()));
  }
}
