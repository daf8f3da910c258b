package org.optika.spark.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.leakage.AcceptedFindings;
import org.optika.spark.LocalSpark;

@ExtendWith(LocalSpark.class)
class FlatEvaluationTest {
  private static final AcceptedFindings NONE = AcceptedFindings.none();

  @Test
  void people_are_scored_by_models_that_have_not_seen_them(SparkSession spark, @TempDir Path dir)
      throws IOException {
    Path data = people(dir, 600);

    FlatEvaluation.Result result = evaluate(spark, data, List.of("ahead"), NONE);

    assertThat(result.positive()).isEqualTo("Yes");
    assertThat(result.leftOut()).containsExactly("gender");
    assertThat(result.columns())
        .containsExactly(
            new RawColumn("tenure", RawColumn.Kind.NUMBER),
            new RawColumn("plan", RawColumn.Kind.TEXT));
    assertThat(result.quality().people()).isEqualTo(600);
    assertThat(result.scored().parts()).hasSize(3);
    assertThat(result.scored().searches()).isEmpty();
    assertThat(result.quality().figure("auc").value()).isBetween(0.65, 0.9);
    assertThat(result.quality().figure("brier").value())
        .isLessThan(result.quality().baseRate() * (1 - result.quality().baseRate()));
  }

  @Test
  @Tag("slow")
  @Tag("scores")
  void the_same_again_is_the_same_to_the_last_bit(SparkSession spark, @TempDir Path dir)
      throws IOException {
    Path data = people(dir, 600);

    FlatEvaluation.Result result = evaluate(spark, data, List.of("ahead"), NONE);

    assertThat(evaluate(spark, data, List.of("ahead"), NONE).quality()).isEqualTo(result.quality());
  }

  @Test
  void a_column_that_holds_the_outcome_stops_it(SparkSession spark, @TempDir Path dir)
      throws IOException {
    Path data = people(dir, 300);

    assertThatThrownBy(() -> evaluate(spark, data, List.of("plan"), NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(data + ": the leakage guard stops this:")
        .hasMessageContaining("Feature 'ahead' alone has AUC 1.0000, limit 0.9000");
  }

  @Test
  void a_file_that_is_not_as_asked_is_refused(SparkSession spark, @TempDir Path dir)
      throws IOException {
    Path data = dir.resolve("small.csv");
    Files.writeString(data, "id,x,left\na,1,yes\nb,2,\nc,3,no\n");

    assertThatThrownBy(() -> FlatEvaluation.of(spark, request(data, "gone", "2", NONE), x -> {}))
        .hasMessage(data + ": no column 'gone'; columns: [id, x, left]");
    assertThatThrownBy(() -> FlatEvaluation.of(spark, request(data, "left", "2", NONE), x -> {}))
        .hasMessage(data + ": column 'left' is blank in 1 rows");
    assertThatThrownBy(() -> FlatEvaluation.of(spark, request(data, "x", "2", NONE), x -> {}))
        .hasMessage(data + ": column 'x' has to have two values, got more");

    Path broken = dir.resolve("broken.csv");
    Files.writeString(broken, "id,x,left\na,1,yes\nb,2\nann@example.org,3,no,9\n");
    assertThatThrownBy(() -> FlatEvaluation.of(spark, request(broken, "left", "2", NONE), x -> {}))
        .hasMessage(broken + ": 2 rows have more or fewer cells than the header has")
        .hasNoCause();
    Path gone = dir.resolve("gone.csv");
    assertThatThrownBy(() -> FlatEvaluation.of(spark, request(gone, "left", "2", NONE), x -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(gone + ": cannot be read");
  }

  @Test
  void too_few_people_are_refused_before_anything_is_learnt(SparkSession spark, @TempDir Path dir)
      throws IOException {
    Path data = dir.resolve("few.csv");
    StringBuilder text = new StringBuilder("x,left\n");
    for (int i = 0; i < 40; i++) {
      text.append(i % 9).append(i % 2 == 0 ? ",yes\n" : ",no\n");
    }
    Files.writeString(data, text);

    assertThatThrownBy(
            () ->
                FlatEvaluation.of(
                    spark,
                    request(data, "left", "50", NONE),
                    line -> {
                      throw new AssertionError(line);
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            java.util.regex.Pattern.quote(data.toString())
                + ": 40 people are too few for 50 folds: nobody falls in [0-9]{2} of them:"
                + " take fewer folds, or more people");
    Path fewer = dir.resolve("fewer.csv");
    Files.writeString(fewer, text.append("8,no\n".repeat(9)));
    assertThatThrownBy(() -> FlatEvaluation.of(spark, request(fewer, "left", "2", NONE), x -> {}))
        .hasMessageStartingWith(fewer + ": 20 people with the outcome and 29 without it are too")
        .hasMessageEndingWith("to learn from: take more people, or more folds");
  }

  private static FlatEvaluation.Result evaluate(
      SparkSession spark, Path data, List<String> excluded, AcceptedFindings accepted) {
    FlatEvaluation.Request plain = request(data, "churn", "3", accepted);
    return FlatEvaluation.of(
        spark,
        new FlatEvaluation.Request(
            plain.data(),
            plain.label(),
            plain.positive(),
            Optional.of("id"),
            excluded,
            plain.reasons(),
            accepted,
            plain.folds(),
            plain.learner(),
            plain.seed()),
        line -> {});
  }

  private static FlatEvaluation.Request request(
      Path data, String label, String folds, AcceptedFindings accepted) {
    return new FlatEvaluation.Request(
        data.toString(),
        label,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Map.of(),
        accepted,
        folds,
        Learners.find(Learners.DEFAULT),
        42);
  }

  private static Path people(Path dir, int count) throws IOException {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder("id,gender,tenure,plan,ahead,churn\n");
    for (int i = 0; i < count; i++) {
      int tenure = random.nextInt(72);
      String plan = random.nextInt(2) == 0 ? "monthly" : "yearly";
      double risk = 1 / (1 + Math.exp(0.06 * tenure - (plan.equals("monthly") ? 1.5 : 0)));
      boolean churned = random.nextDouble() < risk;
      text.append(
          String.format(
              Locale.ROOT,
              "p%d,%s,%s,%s,%.3f,%s%n",
              i,
              i % 2 == 0 ? "f" : "m",
              i % 50 == 0 ? "" : Integer.toString(tenure),
              plan,
              (churned ? 1 : 0) + random.nextDouble() / 2,
              churned ? "Yes" : "No"));
    }
    Path file = dir.resolve("people.csv");
    Files.writeString(file, text);
    return file;
  }
}
