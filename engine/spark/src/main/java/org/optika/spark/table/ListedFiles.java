package org.optika.spark.table;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.files.TahoeBatchFileIndex;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Files of a Delta table that were listed before. Delta's own index makes a Spark query of them,
 * also where no condition has to be looked at.
 */
final class ListedFiles extends TahoeBatchFileIndex {
  ListedFiles(SparkSession spark, DeltaLog log, Snapshot snapshot, List<AddFile> files) {
    super(
        spark,
        "batch",
        CollectionConverters.asScala(files).toSeq(),
        log,
        log.dataPath(),
        snapshot,
        false);
  }

  @Override
  public Seq<AddFile> matchingFiles(Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
    return partitionFilters.isEmpty()
        ? addFiles()
        : super.matchingFiles(partitionFilters, dataFilters);
  }
}
