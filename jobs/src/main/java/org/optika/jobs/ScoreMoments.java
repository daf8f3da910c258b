package org.optika.jobs;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.optika.core.scores.Feature;
import org.optika.core.scores.FeatureMoment;
import org.optika.jobs.config.ScoresConfig;
import org.optika.spark.table.PersonTable;
import org.optika.spark.table.Tables;

/** The instants at which features are looked at, and the tables that they are made of. */
final class ScoreMoments {
  private static final Map<Feature.Source, PersonTable> TABLES =
      new EnumMap<>(Feature.Source.class);

  static {
    TABLES.put(Feature.Source.TOUCHPOINT, Tables.TOUCHPOINT);
    TABLES.put(Feature.Source.CONVERSION, Tables.CONVERSION);
    TABLES.put(Feature.Source.CONTACT, Tables.CONTACT);
    TABLES.put(Feature.Source.CUSTOMER, Tables.CUSTOMER);
  }

  private final RunContext context;
  private final Map<String, Integer> channels = new HashMap<>();

  ScoreMoments(RunContext context) {
    this.context = context;
    for (Row row : context.lake().read(Tables.CHANNEL).select("name", "channel").collectAsList()) {
      channels.put(row.getString(0), row.getInt(1));
    }
  }

  /** The instant at which people are scored: what is known at both clocks of the run. */
  long nowMicros() {
    return Math.min(context.clocks().asOfMicros(), context.clocks().knownAtMicros());
  }

  /** An instant with the channels of the lake. */
  FeatureMoment at(long micros) {
    return new FeatureMoment(micros, channels);
  }

  /** Instants of training, the newest first; the label of each has passed. */
  long[] training(ScoresConfig.Churn churn) {
    long[] moments = new long[churn.moments()];
    long moment = nowMicros();
    for (int i = 0; i < moments.length; i++) {
      moment -= churn.label().endOf(0);
      moments[i] = moment;
    }
    return moments;
  }

  /** Now, and the instants of training, the newest first. */
  List<FeatureMoment> all(ScoresConfig.Churn churn) {
    List<FeatureMoment> moments = new ArrayList<>();
    moments.add(at(nowMicros()));
    for (long moment : training(churn)) {
      moments.add(at(moment));
    }
    return moments;
  }

  /** Purposes of the rows that features are made of, by table. */
  static Map<PersonTable, List<String>> purposes(ScoresConfig scores) {
    Map<PersonTable, List<String>> purposes = new LinkedHashMap<>();
    scores.purposes().forEach((source, needed) -> purposes.put(TABLES.get(source), needed));
    return purposes;
  }
}
