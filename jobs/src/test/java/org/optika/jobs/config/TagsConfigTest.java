package org.optika.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.evidence.audit.Tag;
import org.optika.core.evidence.audit.TagBook;

class TagsConfigTest {
  private static final List<String> PURPOSES = List.of("measurement", "profiling");

  @TempDir private Path folder;

  private Optional<TagBook> load(String text, Faults faults) throws IOException {
    Files.writeString(folder.resolve("tags.yaml"), text);
    return TagsConfig.load(folder, PURPOSES, faults);
  }

  private List<String> faultsOf(String text) throws IOException {
    Faults faults = new Faults();
    assertThat(load(text, faults)).isEmpty();
    return faults.all().stream()
        .map(fault -> fault.replace(folder.resolve("tags.yaml").toString(), "tags.yaml"))
        .toList();
  }

  @Test
  void tags_are_read_in_their_order() throws IOException {
    Faults faults = new Faults();

    Optional<TagBook> book =
        load(
            """
            tags:
              - {id: shop, vendor: ourselves, necessary: true, cookies: [session]}
              - {id: ads, vendor: Adriver, purposes: [profiling, measurement], hosts: ["*.adriver.example"], cookies: ["*@*.adriver.example"], storage: [ad.*]}
            """,
            faults);

    assertThat(faults.all()).isEmpty();
    assertThat(book.orElseThrow().tags())
        .containsExactly(
            new Tag("shop", "ourselves", List.of(), true, List.of(), List.of("session"), List.of()),
            new Tag(
                "ads",
                "Adriver",
                List.of("profiling", "measurement"),
                false,
                List.of("*.adriver.example"),
                List.of("*@*.adriver.example"),
                List.of("ad.*")));
  }

  @Test
  void every_fault_is_told_with_its_line() throws IOException {
    assertThat(
            faultsOf(
                """
                tags:
                  - {id: shop, vendor: ourselves, necessary: yes, cookies: [session]}
                  - {id: ads, vendor: Adriver, purposes: [mind_reading, profiling, profiling], hosts: [a.example]}
                  - {id: ads, vendor: Adriver, purposes: [profiling], hosts: [a.example], cookie: [x]}
                  - {id: none, vendor: Adriver, hosts: [a.example]}
                  - {id: blind, vendor: Adriver, purposes: [profiling]}
                  - {vendor: Adriver, purposes: [profiling], hosts: [a.example]}
                """))
        .containsExactly(
            "tags.yaml:2: 'necessary': expected true or false, got 'yes'",
            "tags.yaml:2: 'id': tag 'shop' names the purposes that it needs, or is 'necessary: true', and not both",
            "tags.yaml:3: 'purposes': unknown purpose 'mind_reading'; known: [measurement, profiling]",
            "tags.yaml:3: 'purposes': a purpose stands twice in [mind_reading, profiling, profiling]",
            "tags.yaml:4: unknown key 'cookie'; known keys: [cookies, hosts, id, necessary, purposes, storage, vendor]",
            "tags.yaml:5: 'id': tag 'none' names the purposes that it needs, or is 'necessary: true', and not both",
            "tags.yaml:6: 'id': tag 'blind' has no hosts, cookies or storage by which it could be recognised",
            "tags.yaml:7: key 'id' is missing (text)",
            "tags.yaml:1: 'tags': tag 'ads' is declared twice");
    assertThat(faultsOf("tags: []\n"))
        .containsExactly("tags.yaml:1: 'tags': expected at least one");
  }

  @Test
  void without_the_file_no_captures_are_checked() {
    Faults faults = new Faults();

    assertThat(TagsConfig.load(folder, PURPOSES, faults)).isEmpty();
    assertThat(faults.any()).isFalse();
  }

  @Test
  void the_shipped_file_is_good() {
    Faults faults = new Faults();
    Path shipped = Path.of("..", "conf");

    Optional<TagBook> book = TagsConfig.load(shipped, RulePackConfig.purposeIds(shipped), faults);

    assertThat(faults.all()).isEmpty();
    assertThat(book.orElseThrow().tags()).hasSize(6);
  }
}
