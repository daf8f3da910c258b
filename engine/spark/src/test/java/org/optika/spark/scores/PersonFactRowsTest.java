package org.optika.spark.scores;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optika.core.scores.Encoding;
import org.optika.core.scores.Encoding.Part;
import org.optika.core.scores.Encoding.PartKind;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.action.Action;
import org.optika.core.scores.action.ActionKind;
import org.optika.core.scores.action.ActionValue;
import org.optika.core.scores.action.Catalogue;
import org.optika.core.scores.action.ContactPressure;
import org.optika.core.scores.action.ContactRules;
import org.optika.core.scores.action.Contacts;
import org.optika.core.scores.action.Effect;
import org.optika.core.scores.model.LinearModel;
import org.optika.core.scores.uplift.ArmEffect;
import org.optika.core.scores.uplift.ExperimentEffects;
import org.optika.core.scores.uplift.Fit;
import org.optika.core.scores.uplift.Link;
import org.optika.core.scores.uplift.OutcomeKind;
import org.optika.core.scores.uplift.Propensities;
import org.optika.core.scores.uplift.Targeting;
import org.optika.core.scores.uplift.TrainedFit;
import org.optika.core.scores.uplift.TwoModelLearner;
import org.optika.core.scores.uplift.UpliftLearner;
import org.optika.core.scores.uplift.UpliftModel;
import org.optika.spark.LocalSpark;
import org.optika.spark.gate.Gate;

@ExtendWith(LocalSpark.class)
class PersonFactRowsTest {
  private static final Catalogue CATALOGUE =
      new Catalogue(
          List.of(Action.PROFILING),
          List.of("email", "phone"),
          List.of(action("mail", "email"), action("call", "phone"), action("chat", "phone")),
          new ContactRules(List.of(), List.of(), List.of(), ZoneOffset.UTC));

  private static final StructType PEOPLE =
      new StructType()
          .add("subject_id", DataTypes.LongType, false)
          .add("numbers", DataTypes.createArrayType(DataTypes.DoubleType, true), false)
          .add("texts", DataTypes.createArrayType(DataTypes.StringType, true), false)
          .add("customer_value", DataTypes.DoubleType, false)
          .add("churn_probability", DataTypes.DoubleType, false)
          .add("states", DataTypes.LongType, false);

  private static final StructType HISTORY =
      new StructType()
          .add("subject_id", DataTypes.LongType, false)
          .add("at", DataTypes.LongType, false)
          .add("known", DataTypes.LongType, false)
          .add("kind", DataTypes.IntegerType, false)
          .add("id", DataTypes.LongType, false)
          .add("ref", DataTypes.LongType, false)
          .add("number", DataTypes.LongType, false)
          .add("text", DataTypes.StringType, true)
          .add("topic", DataTypes.StringType, true);

  private static Action action(String id, String channel) {
    return new Action(
        id,
        ActionKind.OFFER,
        channel,
        List.of(Action.PROFILING),
        BigDecimal.ONE,
        ActionValue.customerValue(),
        30,
        Set.of(),
        Effect.ORDINARY,
        ContactPressure.COUNTED);
  }

  /** An effect of share of the number that people have, where its verdict lets it be used. */
  private static ExperimentEffects effects(String treatment, double share, Targeting verdict) {
    UpliftLearner learner = new TwoModelLearner();
    List<Fit> fits = learner.fits(1, OutcomeKind.BINARY);
    return new ExperimentEffects(
        new UpliftModel(
            learner,
            OutcomeKind.BINARY,
            List.of(treatment),
            Propensities.equal(2),
            new Encoding(
                List.of(new RawColumn("orders", RawColumn.Kind.NUMBER)),
                List.of(new Part(0, PartKind.NUMBER, 0, 0, ""))),
            List.of(
                new TrainedFit(
                    fits.get(0), new LinearModel(new double[1], 0, new double[1]), Link.IDENTITY),
                new TrainedFit(
                    fits.get(1),
                    new LinearModel(new double[] {share}, 0, new double[1]),
                    Link.IDENTITY))),
        List.of(new ArmEffect(verdict, 0.07)));
  }

  private static Row person(long subject, double orders) {
    return RowFactory.create(
        subject, new Double[] {orders}, new String[0], 100.0 * subject, 0.1 * subject, 5L);
  }

  private static Row contact(long subject, long at, String channel, String topic) {
    return RowFactory.create(subject, at, at, Gate.OUTBOUND, at, 0L, 0L, channel, topic);
  }

  private static Row profile(long subject, long known, String region, String wishes) {
    return RowFactory.create(
        subject, 1L, known, Gate.PROFILE, known, Long.MAX_VALUE, 1980L, region, wishes);
  }

  private static List<Row> facts(
      SparkSession spark, List<ExperimentEffects> effects, List<Row> people, List<Row> history) {
    Dataset<Row> facts =
        new PersonFactRows(CATALOGUE, effects)
            .of(spark.createDataFrame(people, PEOPLE), spark.createDataFrame(history, HISTORY));
    return facts.orderBy("subject_id").collectAsList();
  }

  @Test
  void contacts_in_order_with_codes_and_inbound_ones_and_hold_outs_left_out(SparkSession spark) {
    List<Row> facts =
        facts(
            spark,
            List.of(),
            List.of(person(1, 0), person(2, 0)),
            List.of(
                contact(1, 30, "phone", "call"),
                contact(1, 20, "post", "newsletter"),
                contact(1, 10, "email", "mail"),
                RowFactory.create(1L, 25L, 25L, Gate.INBOUND, 1L, 0L, 0L, "phone", "complaint"),
                RowFactory.create(1L, 26L, 26L, Gate.HELD_OUT, 2L, 0L, 0L, "email", "none")));

    assertThat(facts.get(0).<Long>getList(5)).containsExactly(10L, 20L, 30L);
    assertThat(facts.get(0).<Integer>getList(6)).containsExactly(0, Contacts.OTHER, 1);
    assertThat(facts.get(0).<Integer>getList(7)).containsExactly(0, Contacts.OTHER, 1);
    assertThat(facts.get(1).<Long>getList(5)).as("nobody has contacted person 2").isEmpty();
    assertThat(facts.get(1).getLong(1)).isEqualTo(5);
    assertThat(facts.get(1).getDouble(9)).isEqualTo(200);
    assertThat(facts.get(1).getDouble(10)).isEqualTo(0.2);
  }

  @Test
  void the_newest_state_tells_country_and_wishes(SparkSession spark) {
    List<Row> facts =
        facts(
            spark,
            List.of(),
            List.of(person(1, 0), person(2, 0), person(3, 0), person(4, 0)),
            List.of(
                profile(1, 10, "DE-BE", "email;phone"),
                profile(1, 20, "NL-NH", ";email"),
                profile(2, 10, "Holland", null),
                profile(3, 10, null, "post;phone|fax")));

    assertThat(facts.stream().map(row -> row.getString(2))).containsExactly("NL", "", "", "");
    assertThat(facts.stream().map(row -> row.getLong(3)))
        .as("declined")
        .containsExactly(1L, 0L, 2L | Catalogue.OTHER_CHANNELS, 0L);
    assertThat(facts.stream().map(row -> row.getLong(4)))
        .as("preferred: whoever wants post only is not somebody without a wish")
        .containsExactly(0L, 0L, Catalogue.OTHER_CHANNELS, 0L);
  }

  @Test
  void uplift_is_what_the_first_experiment_with_the_action_shows(SparkSession spark) {
    List<ExperimentEffects> experiments =
        List.of(
            effects("call", 0.05, Targeting.BY_UPLIFT),
            effects("call", 0.5, Targeting.BY_UPLIFT),
            effects("mail", 0.5, Targeting.ALL));

    List<Row> facts = facts(spark, experiments, List.of(person(1, 2), person(2, -4)), List.of());

    assertThat(facts.get(0).<Double>getList(8)).containsExactly(0.07, 0.1, 0.0);
    assertThat(facts.get(1).<Double>getList(8)).containsExactly(0.07, -0.2, 0.0);
    assertThat(new PersonFactRows(CATALOGUE, experiments).untried()).containsExactly("chat");
  }
}
