package org.optika.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Variants of one piece of work, on data that the suite makes. */
interface Suite extends AutoCloseable {
  String name();

  /** What is worked on, for the report: sizes, with units. */
  String data();

  List<Variant> variants();

  @Override
  void close() throws IOException, SQLException;
}
