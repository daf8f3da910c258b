package org.optika.spark.scores;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.optika.core.scores.action.Action;
import org.optika.core.scores.action.Catalogue;
import org.optika.core.scores.action.Contacts;
import org.optika.core.scores.uplift.ExperimentEffects;
import org.optika.spark.gate.Gate;
import org.optika.spark.table.InternalRows;

/**
 * Puts together {@link PersonFacts}: who is scored, what they permit, how often they were
 * contacted, and what each action is expected to change.
 */
public final class PersonFactRows {
  private final Catalogue catalogue;
  private final List<ExperimentEffects> experiments;

  /**
   * @param experiments what actions do, by the id of the action; of several that tried an action
   *     the first counts. An action that none has tried is expected to change nothing
   */
  public PersonFactRows(Catalogue catalogue, List<ExperimentEffects> experiments) {
    this.catalogue = catalogue;
    this.experiments = List.copyOf(experiments);
  }

  /** Ids of actions that no experiment has tried, in order. */
  public Set<String> untried() {
    return catalogue.actions().stream()
        .map(Action::id)
        .filter(id -> experiments.stream().noneMatch(one -> one.model().treatments().contains(id)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * @param people {@code subject_id, numbers, texts, customer_value, churn_probability, states}
   * @param history contacts and states of customers, see {@link Gate#history}
   * @return rows of {@link PersonFacts#SCHEMA}
   */
  public Dataset<Row> of(Dataset<Row> people, Dataset<Row> history) {
    Facts facts = Facts.of(catalogue, experiments);
    Dataset<Row> known =
        people
            .join(
                known(history),
                scala.jdk.javaapi.CollectionConverters.asScala(List.of("subject_id")).toSeq(),
                "left")
            .select(
                col("subject_id"),
                col("states"),
                coalesce(col("profile.country"), lit("")),
                col("contacts"),
                coalesce(col("profile.wishes"), lit(";")),
                col("numbers"),
                col("texts"),
                col("customer_value"),
                col("churn_probability"));
    return InternalRows.frame(
        people.sparkSession(),
        InternalRows.of(known)
            .mapPartitions(rows -> new MappedRows<>(rows, new Reader(facts)::facts)),
        PersonFacts.SCHEMA);
  }

  /** One row a person. */
  private Dataset<Row> known(Dataset<Row> history) {
    Column contact =
        when(
            col("kind").equalTo(Gate.OUTBOUND),
            struct(
                col("at"),
                col("id"),
                code(col("text"), catalogue.channels()),
                code(col("topic"), catalogue.actions().stream().map(Action::id).toList())));
    Column profile = col("kind").equalTo(Gate.PROFILE);
    Column prefix = substring_index(col("text"), "-", 1);
    // What is no code is not known, so that the rules of every country hold.
    Column country = when(prefix.rlike("^[A-Z]{2}$"), prefix).otherwise("");
    return history
        .where(col("kind").isInCollection(List.of(Gate.OUTBOUND, Gate.PROFILE)))
        .groupBy("subject_id")
        .agg(
            sort_array(collect_list(contact)).as("contacts"),
            max_by(
                    when(profile, struct(country.as("country"), col("topic").as("wishes"))),
                    when(profile, struct("known", "at", "ref", "number", "text", "topic")))
                .as("profile"));
  }

  /** Place in the list, or {@link Contacts#OTHER}. */
  private static Column code(Column id, List<String> ids) {
    Column code = when(id.equalTo(ids.get(0)), lit(0));
    for (int i = 1; i < ids.size(); i++) {
      code = code.when(id.equalTo(ids.get(i)), lit(i));
    }
    return code.otherwise(lit(Contacts.OTHER));
  }

  /** Codes of channels, and where the effect of an action is found. */
  private record Facts(
      List<ExperimentEffects> experiments,
      int[] experiment,
      int[] treatment,
      Map<String, Integer> channels)
      implements Serializable {
    static Facts of(Catalogue catalogue, List<ExperimentEffects> experiments) {
      int[] experiment = new int[catalogue.actions().size()];
      int[] treatment = new int[experiment.length];
      for (int action = 0; action < experiment.length; action++) {
        String id = catalogue.actions().get(action).id();
        experiment[action] = -1;
        for (int i = experiments.size() - 1; i >= 0; i--) {
          int place = experiments.get(i).model().treatments().indexOf(id);
          if (place >= 0) {
            experiment[action] = i;
            treatment[action] = place;
          }
        }
      }
      Map<String, Integer> channels = new HashMap<>();
      catalogue.channels().forEach(channel -> channels.put(channel, channels.size()));
      return new Facts(experiments, experiment, treatment, channels);
    }
  }

  /** Reads one row after another. */
  private static final class Reader {
    private static final int CONTACT_FIELDS = 4;

    private final Facts facts;
    private final List<RowCells> cells;

    Reader(Facts facts) {
      this.facts = facts;
      this.cells =
          facts.experiments().stream()
              .map(one -> new RowCells(one.model().encoding().columns()))
              .toList();
    }

    InternalRow facts(InternalRow row) {
      int contacts = row.isNullAt(3) ? 0 : row.getArray(3).numElements();
      long[] at = new long[contacts];
      int[] channel = new int[contacts];
      int[] action = new int[contacts];
      for (int i = 0; i < contacts; i++) {
        InternalRow contact = row.getArray(3).getStruct(i, CONTACT_FIELDS);
        at[i] = contact.getLong(0);
        channel[i] = contact.getInt(2);
        action[i] = contact.getInt(3);
      }
      String[] wishes = row.getString(4).split(";", 2);
      return new GenericInternalRow(
          new Object[] {
            row.getLong(0),
            row.getLong(1),
            row.getUTF8String(2),
            bits(wishes[1]),
            bits(wishes[0]),
            UnsafeArrayData.fromPrimitiveArray(at),
            UnsafeArrayData.fromPrimitiveArray(channel),
            UnsafeArrayData.fromPrimitiveArray(action),
            UnsafeArrayData.fromPrimitiveArray(uplift(row.getArray(5), row.getArray(6))),
            row.getDouble(7),
            row.getDouble(8)
          });
    }

    /**
     * Bits of channels; those that the catalogue does not have share one, so that whoever prefers
     * such a channel is not taken for somebody without a preference.
     */
    private long bits(String ids) {
      long bits = 0;
      for (String id : ids.isEmpty() ? new String[0] : ids.split("\\|")) {
        Integer channel = facts.channels().get(id);
        bits |= channel == null ? Catalogue.OTHER_CHANNELS : 1L << channel;
      }
      return bits;
    }

    private double[] uplift(ArrayData numbers, ArrayData texts) {
      double[][] effects = new double[cells.size()][];
      for (int i = 0; i < effects.length; i++) {
        effects[i] = facts.experiments().get(i).of(cells.get(i).of(numbers, texts));
      }
      double[] uplift = new double[facts.experiment().length];
      for (int action = 0; action < uplift.length; action++) {
        int experiment = facts.experiment()[action];
        uplift[action] = experiment < 0 ? 0 : effects[experiment][facts.treatment()[action]];
      }
      return uplift;
    }
  }
}
