package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.optika.core.scores.manifest.BucketHash;
import org.optika.core.scores.manifest.Buckets;
import org.optika.core.scores.manifest.Hash;
import org.optika.core.scores.manifest.HashTree;
import org.optika.core.scores.manifest.LeafHash;
import org.optika.core.scores.manifest.ManifestHead;
import org.optika.core.scores.manifest.MembershipProof;

/** The hash tree over the people of a training set, made where the people are. */
public final class TrainingManifest {
  private static final StructType LEAF = new StructType().add("leaf", DataTypes.BinaryType, false);

  private static final StructType PART =
      new StructType()
          .add("part", DataTypes.IntegerType, false)
          .add("hash", DataTypes.BinaryType, false);

  private TrainingManifest() {}

  /**
   * @param parts {@code part, leaves}: rows of table {@code training_manifest}
   */
  public record Made(ManifestHead head, Dataset<Row> parts) {}

  /**
   * @param keys {@code subject_key} of the people; one that comes twice counts once
   * @param clocks of the run, in one line
   */
  public static Made of(Dataset<Row> keys, Hash salt, String clocks) {
    Dataset<Row> leaves =
        leaves(keys, List.of(salt)).distinct().persist(StorageLevel.MEMORY_AND_DISK());
    long people = leaves.count();
    int bits = Buckets.bits(people);
    Dataset<Row> parts =
        leaves
            .withColumn("part", part(bits))
            .groupBy("part")
            .agg(functions.sort_array(functions.collect_list("leaf")).as("leaves"));
    HashTree tree = HashTree.of(bits, hashes(parts));
    return new Made(new ManifestHead(tree.root(), people, bits, salt, clocks), parts);
  }

  /** The first bits of a leaf as a number. */
  private static org.apache.spark.sql.Column part(int bits) {
    return functions
        .shiftrightunsigned(
            functions
                .conv(functions.hex(functions.expr("substr(leaf, 1, 4)")), 16, 10)
                .cast("bigint"),
            Integer.SIZE - bits)
        .cast("int");
  }

  /** One leaf for each key and salt. */
  private static Dataset<Row> leaves(Dataset<Row> keys, List<Hash> salts) {
    return keys.select("subject_key")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                rows -> {
                  List<LeafHash> hashes = salts.stream().map(LeafHash::new).toList();
                  return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, 0), false)
                      .flatMap(row -> leaves(row.getString(0), hashes))
                      .iterator();
                },
            Encoders.row(LEAF));
  }

  private static Stream<Row> leaves(String key, List<LeafHash> hashes) {
    return hashes.stream().map(hash -> RowFactory.create((Object) hash.of(key).toArray()));
  }

  private static Map<Integer, Hash> hashes(Dataset<Row> parts) {
    Map<Integer, Hash> hashes = new HashMap<>();
    parts
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                rows ->
                    mapped(
                        rows,
                        row ->
                            RowFactory.create(row.getInt(0), BucketHash.of(hashes(row)).toArray())),
            Encoders.row(PART))
        .collectAsList()
        .forEach(row -> hashes.put(row.getInt(0), Hash.of(row.<byte[]>getAs(1))));
    return hashes;
  }

  private static List<Hash> hashes(Row part) {
    List<Hash> leaves = new ArrayList<>();
    for (byte[] leaf : part.<byte[]>getList(1)) {
      leaves.add(Hash.of(leaf));
    }
    return leaves;
  }

  private static Iterator<Row> mapped(
      Iterator<Row> rows, java.util.function.Function<Row, Row> function) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        return function.apply(rows.next());
      }
    };
  }

  /**
   * How many of the people of each of several training sets are still among some others, for counts
   * only. The others are gone through once, whatever the number of sets.
   *
   * @param keys {@code subject_key} of the others
   * @return one count a manifest, in their order
   */
  public static List<Long> stillAmong(List<Made> manifests, Dataset<Row> keys) {
    List<Hash> salts = manifests.stream().map(manifest -> manifest.head().salt()).toList();
    List<Long> counts = new ArrayList<>(Collections.nCopies(salts.size(), 0L));
    IntStream.range(0, salts.size())
        .mapToObj(
            number ->
                manifests
                    .get(number)
                    .parts()
                    .select(
                        functions.lit(number).as("manifest"),
                        functions.explode(col("leaves")).as("leaf")))
        .reduce(Dataset::union)
        .ifPresent(
            trained ->
                trained
                    .join(
                        leaves(keys, salts),
                        scala.jdk.javaapi.CollectionConverters.asScala(List.of("leaf")).toSeq(),
                        "left_semi")
                    .groupBy("manifest")
                    .count()
                    .collectAsList()
                    .forEach(row -> counts.set(row.getInt(0), row.getLong(1))));
    return List.copyOf(counts);
  }

  /**
   * Proof that somebody was in the training set, or that they were not.
   *
   * @param parts of the manifest
   * @param subjectKey 64 lower-case hex digits
   */
  public static MembershipProof proof(ManifestHead head, Dataset<Row> parts, String subjectKey) {
    int part = Buckets.of(new LeafHash(head.salt()).of(subjectKey), head.bits());
    HashTree tree = HashTree.of(head.bits(), hashes(parts.select("part", "leaves")));
    List<Hash> leaves =
        parts.where(col("part").equalTo(part)).select("part", "leaves").collectAsList().stream()
            .flatMap(row -> hashes(row).stream())
            .toList();
    return new MembershipProof(part, leaves, tree.siblings(part));
  }
}
