package org.optika.jobs;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.optika.core.privacy.accounting.ReferenceValues;
import org.optika.core.privacy.accounting.ReferenceVector;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets an auditor check what the engine computes about privacy. */
@Command(
    name = "privacy",
    mixinStandardHelpOptions = true,
    description = "Check what the engine computes about privacy.",
    subcommands = PrivacyCommand.CheckVectors.class)
final class PrivacyCommand {

  /** Computes each reference value of a file and compares. */
  @Command(
      name = "check-vectors",
      mixinStandardHelpOptions = true,
      description =
          "Compute every reference value of a JSON file and print id, value, expected and verdict. Ends with 1 when one is outside of its tolerance. The file: {\"vectors\": [{\"id\", \"category\", \"params\", \"value\", \"tolerance\": \"1e-6 rel\"}, ...]}.")
  static final class CheckVectors implements Callable<Integer> {
    private static final Pattern RELATIVE = Pattern.compile("^\\s*([0-9.eE+-]+)\\s*(%?)\\s*rel\\b");

    /** Of what is stated as exact: one unit in the last place or so. */
    private static final double EXACT = 1e-12;

    @Parameters(paramLabel = "FILE", description = "Reference values, JSON.")
    private Path file;

    @Override
    public Integer call() {
      TextTable table = new TextTable("id", "value", "expected", "verdict");
      int wrong = 0;
      int checked = 0;
      int left = 0;
      for (Object each : vectors()) {
        Map<?, ?> vector = map(each, "a vector");
        String id = text(vector, "id");
        ReferenceValues.Answer answer = answer(vector, id);
        if (answer instanceof ReferenceValues.OutOfScope out) {
          table.row(id, "-", vector.get("value"), "out of scope: " + out.reason());
          left++;
          continue;
        }
        double value = ((ReferenceValues.Computed) answer).value();
        double expected = number(vector, "value", id);
        double tolerance = tolerance(String.valueOf(vector.get("tolerance")));
        boolean holds = Math.abs(value - expected) <= tolerance * Math.abs(expected);
        table.row(
            id,
            value,
            BigDecimal.valueOf(expected).toString(),
            holds ? "ok" : "OUTSIDE of %s".formatted(vector.get("tolerance")));
        checked++;
        wrong += holds ? 0 : 1;
      }
      System.out.print(table);
      System.out.printf(
          "%n%d computed, %d within their tolerance, %d outside, %d out of scope%n",
          checked, checked - wrong, wrong, left);
      return wrong == 0 ? 0 : 1;
    }

    private List<?> vectors() {
      Object root;
      try {
        // JSON is YAML 1.2.
        root =
            new Load(LoadSettings.builder().setLabel(file.toString()).build())
                .loadFromString(Files.readString(file, StandardCharsets.UTF_8));
      } catch (IOException unreadable) {
        throw new UserErrorException("%s: cannot be read", file);
      } catch (YamlEngineException broken) {
        throw new UserErrorException("%s: not JSON: %s", file, broken.getMessage());
      }
      if (map(root, "the file").get("vectors") instanceof List<?> vectors) {
        return vectors;
      }
      throw new UserErrorException("%s: expected a list under 'vectors'", file);
    }

    private ReferenceValues.Answer answer(Map<?, ?> vector, String id) {
      Map<String, Object> parameters = new HashMap<>();
      map(vector.get("params"), "params of '%s'".formatted(id))
          .forEach((name, value) -> parameters.put(String.valueOf(name), value));
      try {
        return ReferenceValues.answer(
            new ReferenceVector(id, text(vector, "category"), parameters));
      } catch (IllegalArgumentException notUnderstood) {
        throw new UserErrorException("%s: %s", file, notUnderstood.getMessage());
      }
    }

    private Map<?, ?> map(Object value, String what) {
      if (value instanceof Map<?, ?> map) {
        return map;
      }
      throw new UserErrorException("%s: expected %s to be an object", file, what);
    }

    private String text(Map<?, ?> vector, String key) {
      if (vector.get(key) instanceof String text) {
        return text;
      }
      throw new UserErrorException("%s: a vector has no text '%s'", file, key);
    }

    private double number(Map<?, ?> vector, String key, String id) {
      if (vector.get(key) instanceof Number number) {
        return number.doubleValue();
      }
      throw new UserErrorException("%s: vector '%s' has no number '%s'", file, id, key);
    }

    /**
     * A share of the expected value: {@code 1e-6 rel} or {@code 1% rel}; anything else is exact.
     */
    private static double tolerance(String text) {
      Matcher relative = RELATIVE.matcher(text);
      if (!relative.find()) {
        return EXACT;
      }
      double share = Double.parseDouble(relative.group(1));
      return relative.group(2).isEmpty() ? share : share / 100;
    }
  }
}
