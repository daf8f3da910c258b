package org.optika.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.jobs.config.BadConfigException;

/** Scores and actions as parts of the whole configuration. */
class ConfigurationTest {
  @TempDir private Path folder;

  private Path conf;

  @BeforeEach
  void copy_the_shipped_configuration() {
    conf = folder.resolve("conf");
    SmallWorld.copy(Path.of("..", "conf"), conf);
  }

  private Configuration load() {
    return Configuration.load(RunOptions.of("--config", conf.resolve("optika.yaml").toString()));
  }

  private void change(String name, String found, String replacement) throws IOException {
    Path file = conf.resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(found);
    Files.writeString(file, text.replace(found, replacement));
  }

  @Test
  void scores_and_actions_are_read_with_everything_else() {
    Configuration configuration = load();

    assertThat(configuration.scores()).contains(configuration.requiredScores());
    assertThat(configuration.actions()).contains(configuration.requiredActions());
    assertThat(configuration.requiredActions().purposes()).isEqualTo(configuration.purposeIds());
  }

  @Test
  void other_places_are_the_same_configuration() {
    Configuration configuration = load();

    assertThat(configuration.with(engine -> engine)).isEqualTo(configuration);
  }

  @Test
  void faults_of_both_files_are_told_with_those_of_others() throws IOException {
    change("opt-in.yaml", "zone: Europe/Amsterdam", "zone: Fjordland");
    change("scores.yaml", "folds: 5", "folds: 1");
    change("actions.yaml", "channel: app\n", "channel: fax\n");

    assertThatThrownBy(this::load)
        .isInstanceOf(BadConfigException.class)
        .hasMessage(
            String.join(
                System.lineSeparator(),
                conf.resolve("opt-in.yaml")
                    + ":3: 'zone': expected a time zone such as Europe/Amsterdam, got 'Fjordland'",
                conf.resolve("scores.yaml") + ":30: 'folds': must be in [2, 20], got 1",
                conf.resolve("actions.yaml")
                    + ":33: 'channel': unknown channel 'fax'; known: [email, phone, app]"));
  }

  @Test
  void without_the_files_only_what_needs_them_is_refused() throws IOException {
    Files.delete(conf.resolve("scores.yaml"));
    Files.delete(conf.resolve("actions.yaml"));

    Configuration configuration = load();

    assertThat(configuration.scores()).isEmpty();
    assertThat(configuration.actions()).isEmpty();
    assertThatThrownBy(configuration::requiredScores)
        .isInstanceOf(UserErrorException.class)
        .hasMessage(
            conf
                + ": there is no scores.yaml, so nobody is scored. Copy the one that Optika ships in conf/ and say there which purposes scores need, and what churn is.");
    assertThatThrownBy(configuration::requiredActions)
        .isInstanceOf(UserErrorException.class)
        .hasMessage(
            conf
                + ": there is no actions.yaml, so nothing is proposed. Copy the one that Optika ships in conf/ and say there what can be done for a customer, and how often one may be contacted.");
  }
}
