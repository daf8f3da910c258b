package org.optika.jobs.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.scores.card.ModelCard;
import org.optika.core.scores.card.Retraining;
import org.w3c.dom.Element;

class ModelCardFolderTest {
  private static final List<String> FILES =
      List.of(
          "card.json",
          "card.md",
          "importance.svg",
          "lift.svg",
          "precision-recall.svg",
          "reliability.svg",
          "roc.svg");

  @TempDir private Path temporary;

  @Test
  void a_folder_holds_the_card_and_what_it_shows() throws Exception {
    Path folder = temporary.resolve("models/churn");

    ModelCardFolder.write(folder, SampleCards.card());

    assertThat(names(folder)).isEqualTo(FILES);
    assertThat(ModelCardJson.read(Files.readString(folder.resolve("card.json"))))
        .isEqualTo(SampleCards.card());
    List<String> shown =
        Pattern.compile("!\\[[^]]+]\\(([^)]+)\\)")
            .matcher(Files.readString(folder.resolve("card.md")))
            .results()
            .map((MatchResult found) -> found.group(1))
            .sorted()
            .toList();
    assertThat(shown).isEqualTo(FILES.subList(2, 7));
    for (String plot : shown) {
      Element svg =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(folder.resolve(plot).toFile())
              .getDocumentElement();
      assertThat(svg.getTagName()).isEqualTo("svg");
      assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
    }
  }

  @Test
  void a_second_run_replaces_the_card_and_leaves_other_files_alone() throws IOException {
    ModelCard later = SampleCards.card().with(new Retraining(OptionalDouble.of(0.5), 0.05, true));
    ModelCardFolder.write(temporary, SampleCards.card());
    Files.writeString(temporary.resolve("notes.txt"), "mine");
    Path linked = temporary.resolve("linked.json");
    Files.createLink(linked, temporary.resolve("card.json"));

    ModelCardFolder.write(temporary, later);

    assertThat(ModelCardJson.read(Files.readString(temporary.resolve("card.json"))))
        .isEqualTo(later);
    assertThat(Files.readString(temporary.resolve("card.md"))).contains("50.0 % of those trained");
    assertThat(Files.readString(temporary.resolve("notes.txt"))).isEqualTo("mine");
    // Who has the old file open goes on reading the old card: it was replaced and not overwritten.
    assertThat(ModelCardJson.read(Files.readString(linked))).isEqualTo(SampleCards.card());
    assertThat(names(temporary)).hasSize(FILES.size() + 2);
  }

  @Test
  void the_same_card_gives_the_same_files() throws IOException {
    Path first = temporary.resolve("first");
    Path second = temporary.resolve("second");

    ModelCardFolder.write(first, SampleCards.card());
    ModelCardFolder.write(second, SampleCards.card());

    for (String name : FILES) {
      assertThat(first.resolve(name)).hasSameBinaryContentAs(second.resolve(name));
    }
  }

  @Test
  void a_write_that_fails_leaves_no_rest_and_the_old_json() throws IOException {
    Files.writeString(temporary.resolve("card.json"), "old");
    Files.createDirectories(temporary.resolve("card.md/in-the-way"));

    assertThatThrownBy(() -> ModelCardFolder.write(temporary, SampleCards.card()))
        .isInstanceOf(IOException.class);

    assertThat(temporary.resolve("card.json")).hasContent("old");
    assertThat(names(temporary)).noneMatch(name -> name.endsWith(".tmp"));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
