package org.optika.spark.ingest;

import java.util.function.Consumer;
import org.optika.core.ingest.IngestRules;
import org.optika.core.ingest.PseudonymKey;

/**
 * What one ingest run is given besides its sources.
 *
 * @param rawRoot directory or URI under which the paths of the sources lie
 * @param runId run that new rows of ingest_outcome name
 * @param progress gets one line for each thing worth knowing; none holds a person's data
 */
public record IngestContext(
    String rawRoot, PseudonymKey key, IngestRules rules, String runId, Consumer<String> progress) {}
