package dev.sprout.evaluation.plot;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Meters of a training, as its {@code metrics.jsonl} records them: a line has {@code step}, numbers
 * by name, and perhaps an object {@code validation} of more of them, whose names here begin with
 * {@code validation/}. Where a resumed training goes back, its later lines replace the earlier ones
 * of the same meter from that step on. Unmodifiable.
 *
 * @param name name in legends
 * @param meters values by step, by meter, in the order of the file
 * @param isCut whether the last line was cut short, as by a kill, and therefore left out
 */
public record TrainingRun(
    String name, Map<String, NavigableMap<Long, Double>> meters, boolean isCut) {
  /** Name of the file in the folder of a run. */
  public static final String FILE = "metrics.jsonl";

  private static final String STEP = "step";
  private static final String VALIDATION = "validation";
  private static final Gson STRICT = new GsonBuilder().setStrictness(Strictness.STRICT).create();
  private static final int LONGEST_LINE = 1 << 20; // bytes

  /**
   * Reads a run.
   *
   * @param run folder of the run, or its {@code metrics.jsonl} itself
   * @throws UserError when the file is missing or empty, or a line is broken; file and line are
   *     named
   */
  public static TrainingRun read(Path run, String name) {
    Path file = Files.isDirectory(run) ? run.resolve(FILE) : run;
    if (!Files.isRegularFile(file)) {
      throw UserError.failure(
          "%s is missing; accepted is the folder of a training, with its %s", file, FILE);
    }
    Map<String, NavigableMap<Long, Double>> meters = new LinkedHashMap<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      boolean isCut = read(reader, file, meters);
      if (meters.isEmpty()) {
        throw UserError.failure("%s records nothing; the training has not come so far", file);
      }
      return new TrainingRun(name, meters, isCut);
    } catch (CharacterCodingException e) {
      throw UserError.failure(e, "%s is not text in UTF-8", file);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", file, AtomicFile.reason(e));
    }
  }

  /** Reads all lines; returns whether the last one is cut short. */
  private static boolean read(
      BufferedReader reader, Path file, Map<String, NavigableMap<Long, Double>> meters)
      throws IOException {
    StringBuilder line = new StringBuilder();
    long number = 1;
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n') {
        add(line.toString(), file, number++, meters);
        line.setLength(0);
      } else {
        line.append((char) c);
      }
      if (line.length() > LONGEST_LINE) {
        throw UserError.failure(
            "%s, line %d is longer than %d characters", file, number, LONGEST_LINE);
      }
    }
    if (line.isEmpty()) {
      return false;
    }
    try {
      add(line.toString(), file, number, meters);
      return false;
    } catch (UserError e) { // a line without its end is what a kill leaves
      return true;
    }
  }

  private static void add(
      String text, Path file, long number, Map<String, NavigableMap<Long, Double>> meters) {
    Map<String, Double> values = new LinkedHashMap<>();
    try {
      JsonObject line = STRICT.fromJson(text, JsonObject.class);
      long step = line.get(STEP).getAsBigDecimal().longValueExact();
      line.remove(STEP);
      JsonElement validation = line.remove(VALIDATION);
      collect(line, "", values);
      if (validation != null) {
        collect(validation.getAsJsonObject(), VALIDATION + "/", values);
      }
      values.forEach((name, value) -> put(meters, name, step, value));
    } catch (JsonParseException
        | NullPointerException
        | IllegalStateException
        | UnsupportedOperationException
        | ArithmeticException
        | NumberFormatException e) {
      throw UserError.failure(
          e,
          "%s, line %d is broken; accepted is a JSON object with a whole number %s and finite"
              + " numbers by name. Mend or remove the line.",
          file,
          number,
          STEP);
    }
  }

  private static void collect(JsonObject object, String prefix, Map<String, Double> values) {
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      double value = entry.getValue().getAsBigDecimal().doubleValue();
      if (!Double.isFinite(value)) {
        throw new NumberFormatException(entry.getKey() + " is beyond all doubles");
      }
      values.put(prefix + entry.getKey(), value);
    }
  }

  private static void put(
      Map<String, NavigableMap<Long, Double>> meters, String name, long step, double value) {
    NavigableMap<Long, Double> meter = meters.computeIfAbsent(name, key -> new TreeMap<>());
    meter.tailMap(step, true).clear();
    meter.put(step, value);
  }
}
