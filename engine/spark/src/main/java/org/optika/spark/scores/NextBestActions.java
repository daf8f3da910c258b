package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.unsafe.types.UTF8String;
import org.optika.core.scores.action.ActionRefusal;
import org.optika.core.scores.action.BudgetCut;
import org.optika.core.scores.action.BudgetOutcome;
import org.optika.core.scores.action.BudgetSearch;
import org.optika.core.scores.action.Catalogue;
import org.optika.core.scores.action.Decision;
import org.optika.core.scores.action.DecisionText;
import org.optika.core.scores.action.HumanReview;
import org.optika.core.scores.action.IncrementHistogram;
import org.optika.core.scores.action.Millionths;
import org.optika.core.scores.action.NextBestAction;
import org.optika.core.scores.action.OptionHull;
import org.optika.spark.table.InternalRows;

/** Chooses an action for each of many people, within one budget. */
public final class NextBestActions {
  /** {@code action} of a person for whom nothing is to be done. */
  public static final String NONE = "none";

  private static final StructType INCREMENTS =
      new StructType()
          .add("subject_id", DataTypes.LongType, false)
          .add("efficiency", DataTypes.createArrayType(DataTypes.DoubleType, false), false)
          .add("cost", DataTypes.createArrayType(DataTypes.LongType, false), false)
          .add("net", DataTypes.createArrayType(DataTypes.LongType, false), false);

  private static final StructType DECISIONS =
      new StructType()
          .add("subject_id", DataTypes.LongType, false)
          .add("action", DataTypes.StringType, false)
          .add("channel", DataTypes.StringType, true)
          .add("cost", DataTypes.createDecimalType(18, 4), false)
          .add("net_gain", DataTypes.DoubleType, false)
          .add("priority", DataTypes.DoubleType, false)
          .add("why", DataTypes.StringType, false)
          .add("why_not_next", DataTypes.StringType, false)
          .add("refusals", DataTypes.createArrayType(DataTypes.StringType, false), false)
          .add("human_review", DataTypes.BooleanType, false);

  private static final int MONEY_DIGITS = 18;
  private static final int MONEY_SCALE = 4;

  private NextBestActions() {}

  /**
   * Finds the price of money at which the best choices of all people cost no more than the budget.
   * People are looked at once; the rounds of the search read what their options come to.
   *
   * @param facts of {@link PersonFacts}
   * @param budget in millionths of the currency
   * @param progress one line a round
   */
  public static BudgetOutcome search(
      Dataset<Row> facts,
      Catalogue catalogue,
      long asOfMicros,
      long budget,
      Consumer<String> progress) {
    JavaRDD<InternalRow> options =
        InternalRows.of(facts).mapPartitions(rows -> increments(rows, catalogue, asOfMicros));
    Dataset<Row> increments =
        InternalRows.frame(facts.sparkSession(), options, INCREMENTS)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      BudgetSearch search = BudgetSearch.of(budget);
      for (int round = 1; search.outcome().isEmpty(); round++) {
        IncrementHistogram empty = search.histogram();
        IncrementHistogram all =
            InternalRows.of(increments)
                .mapPartitions(rows -> List.of(counted(rows, empty)).iterator())
                .treeReduce(IncrementHistogram::plus);
        search = search.after(all);
        progress.accept("budget: round %d done".formatted(round));
      }
      return search.outcome().get();
    } finally {
      increments.unpersist();
    }
  }

  private static Iterator<InternalRow> increments(
      Iterator<InternalRow> rows, Catalogue catalogue, long asOfMicros) {
    NextBestAction choice = new NextBestAction(catalogue, asOfMicros);
    return new MappedRows<>(
        rows,
        row -> {
          OptionHull hull = choice.options(PersonFacts.person(row), PersonFacts.prospect(row));
          double[] efficiency = new double[hull.increments()];
          long[] cost = new long[efficiency.length];
          long[] net = new long[efficiency.length];
          for (int i = 0; i < efficiency.length; i++) {
            efficiency[i] = hull.efficiency(i);
            cost[i] = hull.costMore(i);
            net[i] = hull.netMore(i);
          }
          return new GenericInternalRow(
              new Object[] {
                row.getLong(0),
                new GenericArrayData(efficiency),
                new GenericArrayData(cost),
                new GenericArrayData(net)
              });
        });
  }

  private static IncrementHistogram counted(
      Iterator<InternalRow> rows, IncrementHistogram histogram) {
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      double[] efficiency = row.getArray(1).toDoubleArray();
      long[] cost = row.getArray(2).toLongArray();
      long[] net = row.getArray(3).toLongArray();
      for (int i = 0; i < efficiency.length; i++) {
        histogram.add(row.getLong(0), efficiency[i], cost[i], net[i]);
      }
    }
    return histogram;
  }

  /**
   * One row a person, in the order of the facts: {@code subject_id, action} (an id of the
   * catalogue, or {@link #NONE}), {@code channel, cost, net_gain} (in the currency), {@code
   * priority, why, why_not_next, refusals} ("action: rule"), {@code human_review}.
   *
   * @param untried ids of actions that no experiment has tried, see {@link PersonFactRows#untried}
   * @param cut what {@link #search} has found, or {@link BudgetCut#UNLIMITED}
   */
  public static Dataset<Row> decide(
      Dataset<Row> facts,
      Catalogue catalogue,
      Set<String> untried,
      long asOfMicros,
      BudgetCut cut) {
    return InternalRows.frame(
        facts.sparkSession(),
        InternalRows.of(facts)
            .mapPartitions(rows -> decisions(rows, catalogue, untried, asOfMicros, cut)),
        DECISIONS);
  }

  private static Iterator<InternalRow> decisions(
      Iterator<InternalRow> rows,
      Catalogue catalogue,
      Set<String> untried,
      long asOfMicros,
      BudgetCut cut) {
    NextBestAction choice = new NextBestAction(catalogue, untried, asOfMicros);
    DecisionText text = new DecisionText(catalogue, cut);
    return new MappedRows<>(
        rows,
        row ->
            row(
                row.getLong(0),
                choice.decide(PersonFacts.person(row), PersonFacts.prospect(row), cut),
                catalogue,
                text));
  }

  private static InternalRow row(
      long subject, Decision decision, Catalogue catalogue, DecisionText text) {
    boolean acts = decision.action() != OptionHull.NO_ACTION;
    return new GenericInternalRow(
        new Object[] {
          subject,
          utf8(acts ? catalogue.actions().get(decision.action()).id() : NONE),
          acts ? utf8(catalogue.actions().get(decision.action()).channel()) : null,
          Decimal.apply(Millionths.decimal(decision.cost()), MONEY_DIGITS, MONEY_SCALE),
          (double) decision.net() / Millionths.UNIT,
          decision.priority(),
          utf8(text.proposal(decision)),
          utf8(text.whyNotNext(decision)),
          new GenericArrayData(refusals(decision, catalogue)),
          decision.humanReview() == HumanReview.REQUIRED
        });
  }

  private static Object[] refusals(Decision decision, Catalogue catalogue) {
    List<UTF8String> refusals = new ArrayList<>();
    for (int action = 0; action < decision.refusals().length; action++) {
      String id = catalogue.actions().get(action).id();
      for (ActionRefusal rule : ActionRefusal.of(decision.refusals()[action])) {
        refusals.add(utf8(id + ": " + rule.id()));
      }
    }
    return refusals.toArray();
  }

  /**
   * Checks written decisions one by one with {@link DecisionAudit}.
   *
   * @param facts that they were made from
   * @param written columns of {@link #decide}
   * @param cut that they were made with
   * @return number of violations by kind, and how many people of the facts have no decision, or
   *     decisions no facts; empty when all is as it should be
   */
  public static Map<String, Long> audit(
      Dataset<Row> facts,
      Dataset<Row> written,
      Catalogue catalogue,
      long asOfMicros,
      BudgetCut cut) {
    String[] decision = DECISIONS.fieldNames();
    Dataset<Row> both =
        facts
            .select(struct("*").as("facts"), col("subject_id"))
            .join(
                written.select(
                    struct(decision[0], Arrays.copyOfRange(decision, 1, decision.length))
                        .as("decision"),
                    col("subject_id")),
                scala.jdk.javaapi.CollectionConverters.asScala(List.of("subject_id")).toSeq(),
                "full");
    Map<String, Long> violations = new TreeMap<>();
    both.select("facts", "decision")
        .mapPartitions(
            (MapPartitionsFunction<Row, String>)
                rows -> {
                  WrittenDecisions audit = new WrittenDecisions(catalogue, asOfMicros, cut);
                  List<String> found = new ArrayList<>();
                  rows.forEachRemaining(row -> found.addAll(audit.violations(row)));
                  return found.iterator();
                },
            Encoders.STRING())
        .groupBy("value")
        .count()
        .collectAsList()
        .forEach(row -> violations.put(row.getString(0), row.getLong(1)));
    return violations;
  }

  private static UTF8String utf8(String text) {
    return UTF8String.fromString(text);
  }
}
