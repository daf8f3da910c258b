package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a checkout that is built, with a java that writes down what it is called with.
 */
class LauncherTest {
  private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;

  private Path checkout;
  private Path jdk;

  /** What a launcher has said. */
  private record Said(int exit, String out, String err) {}

  @BeforeEach
  void build_a_checkout_and_a_jdk() throws IOException {
    checkout = Files.createDirectories(folder.resolve("a checkout"));
    executable(checkout.resolve("optika"), Files.readString(Path.of("..", "optika")));
    Path target = Files.createDirectories(checkout.resolve("jobs/target"));
    Files.writeString(target.resolve("spark.classpath"), "spark.jar");
    Files.writeString(target.resolve("spark.jvmargs"), "--add-opens=of/spark");
    writeJar(BUILT);
    jdk = Files.createDirectories(folder.resolve("jdk"));
    Files.writeString(jdk.resolve("release"), "OTHER=\"x\"\nJAVA_VERSION=\"17.0.9\"\n");
    Files.createDirectories(jdk.resolve("bin"));
    java(
        """
        case "$*" in
          -version) echo 'openjdk version "17.0.9" 2026-01-01' >&2 ;;
          *mistake*) echo 'a mistake' >&2; exit 2 ;;
          *) echo "said by java" ;;
        esac
        """);
  }

  @Test
  void help_is_asked_for_once_and_kept() throws Exception {
    Said first = optika("--help");
    Said second = optika("--help");

    assertThat(first).isEqualTo(new Said(0, "said by java\n", ""));
    assertThat(second).isEqualTo(first);
    assertThat(calls()).hasSize(1);
  }

  @Test
  void each_command_keeps_its_own_help() throws Exception {
    optika("--help");
    optika("ingest", "--help");
    optika("ingest", "--version");
    optika("ingest", "--help");

    assertThat(calls()).hasSize(3);
  }

  @Test
  void help_is_asked_for_anew_when_the_jar_is_newer() throws Exception {
    optika("--help");
    writeJar(Instant.now().plusSeconds(60));

    Said anew = optika("--help");

    assertThat(anew.out()).isEqualTo("said by java\n");
    assertThat(calls()).hasSize(2);
  }

  @Test
  void help_is_asked_for_anew_when_the_checkout_has_moved() throws Exception {
    optika("--help");
    checkout = Files.move(checkout, folder.resolve("moved"));

    optika("--help");

    assertThat(calls()).hasSize(2);
  }

  @Test
  void help_is_not_kept_where_the_surroundings_could_change_it() throws Exception {
    for (String name : List.of("OPTIKA_JVM_OPTS", "OPTIKA_CONF_DIR", "NO_COLOR")) {
      optika(Map.of(name, ""), "--help");
    }

    assertThat(calls()).hasSize(3);
    assertThat(checkout.resolve("jobs/target/answers")).doesNotExist();
  }

  @Test
  void mistakes_are_said_each_time() throws Exception {
    Said first = optika("mistake", "--help");
    Said second = optika("mistake");

    assertThat(first).isEqualTo(new Said(2, "", "a mistake\n"));
    assertThat(second).isEqualTo(first);
    assertThat(checkout.resolve("jobs/target/answers")).isEmptyDirectory();
  }

  @Test
  void version_of_the_jdk_is_read_from_its_release_file() throws Exception {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

    Said refused = optika("validate");

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "optika: needs a JDK 17 to 21; JAVA_HOME is %s, which is Java 11.0.2. Set JAVA_HOME to a suitable one.\n"
                .formatted(jdk));
    assertThat(calls()).isEmpty();
  }

  @Test
  void java_is_asked_for_its_version_where_there_is_no_release_file() throws Exception {
    Files.delete(jdk.resolve("release"));

    Said said = optika("validate");

    assertThat(said.out()).isEqualTo("said by java\n");
    assertThat(calls()).hasSize(2).first().isEqualTo("-version");
  }

  @Test
  void it_is_built_anew_when_the_arguments_for_maven_have_changed() throws Exception {
    Path builds = folder.resolve("builds");
    executable(checkout.resolve("mvnw"), "#!/bin/sh\nprintf '%s\\n' \"$*\" >>'" + builds + "'\n");
    executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");

    optika("validate");
    optika(Map.of("OPTIKA_MAVEN_ARGS", "-Pxgboost -o"), "validate");
    optika(Map.of("OPTIKA_MAVEN_ARGS", "-Pxgboost -o"), "validate");
    optika("validate");

    assertThat(Files.readAllLines(builds)).hasSize(2);
    assertThat(Files.readAllLines(builds).get(0))
        .startsWith("-q -B -Pxgboost -o -pl jobs,evidence -am ");
    assertThat(Files.readAllLines(builds).get(1)).startsWith("-q -B -pl jobs,evidence -am ");
  }

  /** The arguments that a build of the launcher was made with say nothing of a later build. */
  @Test
  void a_jar_that_maven_has_built_since_counts_as_built_without_arguments() throws Exception {
    Path builds = folder.resolve("builds");
    executable(checkout.resolve("mvnw"), "#!/bin/sh\nprintf '%s\\n' \"$*\" >>'" + builds + "'\n");
    executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    optika(Map.of("OPTIKA_MAVEN_ARGS", "-Pxgboost"), "validate");
    writeJar(Instant.now().plusSeconds(60));

    optika("validate");
    optika(Map.of("OPTIKA_MAVEN_ARGS", "-Pxgboost"), "validate");

    assertThat(Files.readAllLines(builds)).hasSize(2).allMatch(line -> line.contains("-Pxgboost"));
  }

  @Test
  void every_command_that_starts_spark_gets_what_it_needs_of_the_jvm() throws Exception {
    TreeSet<String> withoutSpark = new TreeSet<>();
    for (String command : Optika.commandLine().getSubcommands().keySet()) {
      optika(command);
      List<String> calls = calls();
      if (!calls.get(calls.size() - 1).contains("@" + checkout + "/jobs/target/spark.jvmargs")) {
        withoutSpark.add(command);
      }
    }

    assertThat(withoutSpark).containsExactly("privacy", "validate");
  }

  private void writeJar(Instant time) throws IOException {
    Path jar = checkout.resolve("jobs/target/optika-jobs.jar");
    Files.writeString(jar, "jar");
    Files.setLastModifiedTime(jar, FileTime.from(time));
  }

  private void java(String script) throws IOException {
    executable(
        jdk.resolve("bin/java"),
        "#!/bin/sh\nprintf '%s\\n' \"$*\" >>'" + folder.resolve("calls") + "'\n" + script);
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Arguments of each call of java. */
  private List<String> calls() throws IOException {
    Path calls = folder.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  private Said optika(String... arguments) throws IOException, InterruptedException {
    return optika(Map.of(), arguments);
  }

  private Said optika(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("optika").toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder launcher =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    launcher
        .environment()
        .keySet()
        .removeAll(
            List.of(
                "OPTIKA_JVM_OPTS",
                "OPTIKA_CONF_DIR",
                "OPTIKA_MAVEN_ARGS",
                "JAVA_TOOL_OPTIONS",
                "JDK_JAVA_OPTIONS",
                "NO_COLOR",
                "CLICOLOR",
                "CLICOLOR_FORCE"));
    launcher.environment().put("JAVA_HOME", jdk.toString());
    launcher.environment().putAll(environment);
    int exit = launcher.start().waitFor();
    return new Said(
        exit,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
