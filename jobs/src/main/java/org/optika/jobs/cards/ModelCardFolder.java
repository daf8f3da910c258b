package org.optika.jobs.cards;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.optika.core.scores.card.ModelCard;

/** A card on disk: {@code card.json}, {@code card.md} and the plots that it shows. */
public final class ModelCardFolder {
  public static final String JSON = "card.json";
  public static final String MARKDOWN = "card.md";

  private ModelCardFolder() {}

  /**
   * Writes the card, or replaces one that is there. Each file is replaced in one step, so that
   * nobody reads half of it; {@code card.json} comes last, so that where it is the others are.
   * Other files of the folder are left alone.
   *
   * @param folder made when it is not there
   * @throws IOException when a file cannot be written; then the old {@code card.json} still stands
   */
  public static void write(Path folder, ModelCard card) throws IOException {
    Map<String, String> files = new LinkedHashMap<>(CardPlots.of(card));
    files.put(MARKDOWN, ModelCardMarkdown.of(card));
    files.put(JSON, ModelCardJson.write(card));
    write(folder, files);
  }

  /**
   * The same with texts by file name, in the order in which they are written.
   *
   * @throws IOException when a file cannot be written
   */
  public static void write(Path folder, Map<String, String> files) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : files.entrySet()) {
      replace(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private static void replace(Path target, String text) throws IOException {
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel file =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
