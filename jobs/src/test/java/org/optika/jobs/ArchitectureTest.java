package org.optika.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.optika.spark.gate.Gate;
import org.optika.spark.release.ReleaseRows;
import org.optika.spark.release.ReleaseSources;
import org.optika.spark.table.Lake;

/**
 * The rules of docs/decisions on who may import what; the class path of the modules does the rest.
 */
@AnalyzeClasses(packages = "org.optika", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final List<String> STAGES = List.of("ingest", "consent", "gate", "journey");
  private static final List<String> SIBLINGS = List.of("optin", "attribution", "scores");

  @ArchTest
  static void stages_look_back_only(JavaClasses classes) {
    for (int stage = 0; stage < STAGES.size(); stage++) {
      for (int later = stage + 1; later < STAGES.size(); later++) {
        doesNotImport(STAGES.get(stage), STAGES.get(later)).check(classes);
      }
      for (String sibling : SIBLINGS) {
        doesNotImport(STAGES.get(stage), sibling).check(classes);
      }
    }
    for (String sibling : SIBLINGS) {
      for (String other : SIBLINGS) {
        if (!sibling.equals(other)) {
          doesNotImport(sibling, other).check(classes);
        }
      }
    }
  }

  @ArchTest
  static final ArchRule evidence_is_the_last_stage =
      noClasses()
          .that()
          .resideInAnyPackage("org.optika.core..", "org.optika.spark..")
          .and()
          .resideOutsideOfPackages("org.optika.core.evidence..", "org.optika.spark.evidence..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.optika.core.evidence..", "org.optika.spark.evidence..");

  private static ArchRule doesNotImport(String stage, String other) {
    return noClasses()
        .that()
        .resideInAnyPackage("org.optika.core." + stage + "..", "org.optika.spark." + stage + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.optika.core." + other + "..", "org.optika.spark." + other + "..");
  }

  @ArchTest
  static final ArchRule core_is_plain_java =
      noClasses()
          .that()
          .resideInAPackage("org.optika.core..")
          .should()
          .dependOnClassesThat(
              not(resideInAnyPackage("java..", "javax.crypto..", "org.optika.core..")));

  @ArchTest
  static final ArchRule core_reads_no_clock =
      noClasses()
          .that()
          .resideInAPackage("org.optika.core..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule core_reads_no_files =
      noClasses()
          .that()
          .resideInAPackage("org.optika.core..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Files.class, Path.class, Paths.class, File.class);

  @ArchTest
  static final ArchRule engine_reads_no_clock_and_no_environment =
      noClasses()
          .that()
          .resideInAPackage("org.optika.spark..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class);

  @ArchTest
  static final ArchRule only_tables_touch_delta =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.optika.spark.table..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.delta..", "org.apache.spark.sql.delta..");

  /** Neither by a call nor by a reference to the method. */
  @ArchTest
  static final ArchRule person_level_tables_are_read_through_the_gate =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Gate.class, Lake.class)
          .should()
          .accessTargetWhere(member(Lake.class, "(read|files|appended)ForGate"));

  /** The files of a table, or its name in SQL, are no way around the gate. */
  @ArchTest
  static final ArchRule tables_are_read_through_the_lake =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.optika.spark.table..")
          .should()
          .accessTargetWhere(member(DataFrameReader.class, "format|load|parquet|table"))
          .orShould()
          .accessTargetWhere(member(SparkSession.class, "sql|table"));

  private static DescribedPredicate<JavaAccess<?>> member(Class<?> owner, String names) {
    return target(owner(assignableTo(owner))).and(target(nameMatching(names)));
  }

  @ArchTest
  static final ArchRule release_rows_are_made_by_sources =
      noClasses()
          .that()
          .doNotBelongToAnyOf(ReleaseSources.class)
          .should()
          .callConstructor(ReleaseRows.class, Dataset.class, boolean.class);

  @ArchTest
  static final ArchRule the_sample_knows_nothing_of_the_engine =
      noClasses()
          .that()
          .resideInAPackage("org.optika.sample..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.optika.core..", "org.optika.spark..", "org.optika.jobs..");

  @ArchTest
  static final ArchRule nobody_imports_jobs =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.optika.jobs..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.optika.jobs..");
}
