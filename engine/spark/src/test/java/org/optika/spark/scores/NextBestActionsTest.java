package org.optika.spark.scores;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optika.core.scores.action.Action;
import org.optika.core.scores.action.ActionKind;
import org.optika.core.scores.action.ActionValue;
import org.optika.core.scores.action.BudgetCut;
import org.optika.core.scores.action.BudgetOutcome;
import org.optika.core.scores.action.Catalogue;
import org.optika.core.scores.action.ChannelRule;
import org.optika.core.scores.action.ContactPressure;
import org.optika.core.scores.action.ContactRules;
import org.optika.core.scores.action.Effect;
import org.optika.core.scores.action.Millionths;
import org.optika.spark.LocalSpark;

@ExtendWith(LocalSpark.class)
class NextBestActionsTest {
  private static final int PEOPLE = 400;
  private static final long DAY = 86_400_000_000L;
  private static final long AS_OF = 100 * DAY;

  private static final Catalogue CATALOGUE =
      new Catalogue(
          List.of("profiling", "email_marketing", "phone_marketing"),
          List.of("email", "phone"),
          List.of(
              action("email-offer", "email", "email_marketing", "2.5", Effect.ORDINARY),
              action("phone-call", "phone", "phone_marketing", "6", Effect.SIGNIFICANT)),
          new ContactRules(
              List.of(new ChannelRule("email", Set.of(), 2, 30, 7)),
              List.of(),
              List.of(),
              ZoneOffset.UTC));

  private static Action action(
      String id, String channel, String purpose, String cost, Effect effect) {
    return new Action(
        id,
        ActionKind.OFFER,
        channel,
        List.of("profiling", purpose),
        new BigDecimal(cost),
        ActionValue.customerValue(),
        30,
        Set.of(),
        effect,
        ContactPressure.COUNTED);
  }

  @Test
  void a_budget_is_kept_whatever_the_partitions_and_nobody_is_contacted_against_a_rule(
      SparkSession spark) {
    Dataset<Row> facts = facts(spark);
    long budget = 150 * Millionths.UNIT;

    BudgetOutcome outcome =
        NextBestActions.search(facts.repartition(3), CATALOGUE, AS_OF, budget, line -> {});
    BudgetOutcome again =
        NextBestActions.search(facts.coalesce(1), CATALOGUE, AS_OF, budget, line -> {});
    List<Row> decisions =
        NextBestActions.decide(facts, CATALOGUE, Set.of(), AS_OF, outcome.cut()).collectAsList();

    assertThat(again).isEqualTo(outcome);
    assertThat(outcome.spent()).isLessThanOrEqualTo(budget).isGreaterThan(budget * 9 / 10);
    assertThat(outcome.net()).isLessThanOrEqualTo(outcome.bound());
    assertThat(decisions).hasSize(PEOPLE);
    BigDecimal spent =
        decisions.stream().map(row -> row.getDecimal(3)).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(spent).isEqualByComparingTo(Millionths.decimal(outcome.spent()));
    Map<Long, Row> factsOf = new HashMap<>();
    facts.collectAsList().forEach(row -> factsOf.put(row.getLong(0), row));
    for (Row decision : decisions) {
      Row fact = factsOf.get(decision.getLong(0));
      String action = decision.getString(1);
      boolean phone = action.equals("phone-call");
      if (!action.equals(NextBestActions.NONE)) {
        int purpose = phone ? 2 : 1;
        assertThat(fact.getLong(1) >>> 4 * purpose & 15).isBetween(1L, 4L);
        assertThat(fact.getLong(1) & 15).isEqualTo(1);
      }
      if (action.equals("email-offer")) {
        List<Long> contacts = fact.getList(5);
        assertThat(contacts).allMatch(at -> AS_OF - at >= 7 * DAY);
      }
      assertThat(decision.getBoolean(9)).isEqualTo(phone);
    }
  }

  @Test
  void a_decision_says_why_this_and_why_not_the_next(SparkSession spark) {
    Dataset<Row> facts =
        spark.createDataFrame(
            List.of(
                fact(1, states(1, 1, 6), new long[] {}, 0.2, 0),
                fact(2, states(1, 1, 1), new long[] {AS_OF - DAY}, 0.2, 0),
                fact(3, states(1, 1, 6), new long[] {}, -0.1, 0)),
            PersonFacts.SCHEMA);

    List<Row> decisions =
        NextBestActions.decide(facts, CATALOGUE, Set.of("phone-call"), AS_OF, BudgetCut.UNLIMITED)
            .orderBy("subject_id")
            .collectAsList();

    assertThat(decisions.get(0).getString(1)).isEqualTo("email-offer");
    assertThat(decisions.get(0).getDouble(4)).isEqualTo(0.2 * 100 - 2.5);
    assertThat(decisions.get(0).getString(7))
        .isEqualTo("no action: lower expected net gain by 17.50");
    assertThat(decisions.get(1).getString(1)).isEqualTo(NextBestActions.NONE);
    assertThat(decisions.get(1).isNullAt(2)).isTrue();
    assertThat(decisions.get(1).<String>getList(8)).containsExactly("email-offer: channel-gap");
    assertThat(decisions.get(1).getString(7)).isEqualTo("email-offer: refused: channel-gap");
    assertThat(decisions.get(2).getString(7))
        .isEqualTo("phone-call: not tried: no experiment says what it changes");
  }

  @Test
  void an_audit_finds_nothing_in_what_was_decided_and_every_change_to_it(SparkSession spark) {
    Dataset<Row> facts = facts(spark).persist();
    BudgetCut cut =
        NextBestActions.search(facts, CATALOGUE, AS_OF, 150 * Millionths.UNIT, line -> {}).cut();
    Dataset<Row> decided = NextBestActions.decide(facts, CATALOGUE, Set.of(), AS_OF, cut).persist();

    assertThat(audit(facts, decided, cut)).isEmpty();
    assertThat(audit(facts, decided.where("subject_id < 390"), cut))
        .isEqualTo(Map.of("NOT_DECIDED", 10L));
    assertThat(audit(facts.where("subject_id >= 10"), decided, cut))
        .isEqualTo(Map.of("NOT_KNOWN", 10L));
    long mails = decided.where("action = 'email-offer'").count();
    assertThat(mails).isGreaterThan(10);
    assertThat(audit(facts, changed(decided, "cost", "cost + 1"), cut))
        .containsEntry("WRONG_COST", mails);
    assertThat(audit(facts, changed(decided, "priority", "priority * 2"), cut))
        .isEqualTo(Map.of("WRONG_PRIORITY", mails));
    assertThat(audit(facts, changed(decided, "human_review", "true"), cut))
        .isEqualTo(Map.of("WRONG_REVIEW", mails));
    assertThat(audit(facts, changed(decided, "net_gain", "net_gain + 1"), cut))
        .containsEntry("WRONG_NET_GAIN", mails);
    assertThat(audit(facts, changed(decided, "refusals", "array('email-offer: channel-cap')"), cut))
        .containsEntry("REFUSAL_WITHOUT_GROUND", mails);
    assertThat(
            audit(
                facts,
                decided.withColumn(
                    "refusals", functions.expr("filter(refusals, r -> r not like '%gap')")),
                cut))
        .containsOnlyKeys("REFUSAL_NOT_TOLD");
    // Everybody gets what few were given: the rules, and the price of money, are against it.
    assertThat(
            audit(
                facts,
                decided
                    .withColumn("action", functions.lit("email-offer"))
                    .withColumn("cost", functions.expr("cast(2.5 as decimal(18,4))")),
                cut))
        .containsKeys("CHOSEN_BUT_REFUSED", "BETTER_OPTION");
  }

  private static Map<String, Long> audit(Dataset<Row> facts, Dataset<Row> decided, BudgetCut cut) {
    return NextBestActions.audit(facts, decided, CATALOGUE, AS_OF, cut);
  }

  private static Dataset<Row> changed(Dataset<Row> decided, String column, String expression) {
    return decided.withColumn(
        column,
        functions.expr(
            "if(action = 'email-offer', cast(%s as %s), %s)"
                .formatted(expression, decided.schema().apply(column).dataType().sql(), column)));
  }

  private static Dataset<Row> facts(SparkSession spark) {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int subject = 0; subject < PEOPLE; subject++) {
      long[] contacts =
          random.nextInt(3) == 0 ? new long[] {AS_OF - random.nextInt(20) * DAY} : new long[0];
      rows.add(
          fact(
              subject,
              states(1, random.nextInt(9), random.nextInt(9)),
              contacts,
              random.nextDouble() / 2 - 0.1,
              random.nextDouble() / 2 - 0.1));
    }
    return spark.createDataFrame(rows, PersonFacts.SCHEMA);
  }

  private static long states(int profiling, int email, int phone) {
    return profiling | (long) email << 4 | (long) phone << 8;
  }

  private static Row fact(long subject, long states, long[] contacts, double email, double phone) {
    List<Long> at = java.util.Arrays.stream(contacts).boxed().toList();
    List<Integer> channel = at.stream().map(contact -> 0).toList();
    List<Integer> action = at.stream().map(contact -> -1).toList();
    return RowFactory.create(
        subject,
        states,
        "NL",
        0L,
        0L,
        at.toArray(),
        channel.toArray(),
        action.toArray(),
        new Object[] {email, phone},
        100.0,
        0.3);
  }
}
