package org.optika.jobs.notebooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is run of a Jupyter notebook: its code cells, in order.
 *
 * @param name file name, for messages
 * @param cells code cells only; blank ones are left out
 */
record Notebook(String name, List<Cell> cells) {

  /**
   * One code cell.
   *
   * @param number place among the code cells of the file, from 1, as Jupyter counts them in {@code
   *     In [1]}; blank cells count
   * @param source Java snippets; lines end with {@code \n}
   */
  record Cell(int number, String source) {}

  Notebook {
    cells = List.copyOf(cells);
  }

  /**
   * @param file a notebook in Java, nbformat 4
   * @throws IllegalArgumentException if the file is not a notebook or is in another language
   */
  static Notebook read(Path file) throws IOException {
    String name = file.getFileName().toString();
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name + ": expected JSON, got something else", e);
    }
    if (json.path("nbformat").asInt() != 4 || !json.path("cells").isArray()) {
      throw new IllegalArgumentException(
          "%s: expected a notebook of nbformat 4 with cells, got nbformat '%s'"
              .formatted(name, json.path("nbformat").asText()));
    }
    String language = json.at("/metadata/kernelspec/language").asText();
    if (!language.equals("java")) {
      throw new IllegalArgumentException(
          "%s: expected metadata.kernelspec.language 'java', got '%s'".formatted(name, language));
    }
    List<Cell> cells = new ArrayList<>();
    int number = 0;
    for (JsonNode cell : json.path("cells")) {
      if (cell.path("cell_type").asText().equals("code")) {
        number++;
        String source = text(cell.path("source"));
        if (!source.isBlank()) {
          cells.add(new Cell(number, source));
        }
      }
    }
    return new Notebook(name, cells);
  }

  /** nbformat writes a text either as one string or as a list of lines with their line ends. */
  private static String text(JsonNode source) {
    if (source.isTextual()) {
      return source.asText();
    }
    StringBuilder text = new StringBuilder();
    source.forEach(line -> text.append(line.asText()));
    return text.toString();
  }
}
