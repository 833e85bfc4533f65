package dev.sprout.pictures.webp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Constant tables of both formats, stored as a resource. */
final class Tables {
  /** Default probabilities of the token tree's nodes, flat. [4, 8, 3, 11] */
  static final int[] COEFFICIENT_PROBABILITIES;

  /** Probability that each default is kept, of 256, flat. [4, 8, 3, 11] */
  static final int[] COEFFICIENT_UPDATES;

  /** Probabilities of the subblock mode tree by the modes above and to the left, flat. [10,10,9] */
  static final int[] SUBBLOCK_MODES;

  /** Quantization steps of first coefficients. [128] */
  static final int[] DC_STEPS;

  /** Quantization steps of other coefficients. [128] */
  static final int[] AC_STEPS;

  /** Offsets of short distance codes, alternately to the left and above. [240] */
  static final int[] NEIGHBOURS;

  static {
    Map<String, IntStream.Builder> tables = read();
    COEFFICIENT_PROBABILITIES = tables.get("coefficientProbabilities").build().toArray();
    COEFFICIENT_UPDATES = tables.get("coefficientUpdates").build().toArray();
    SUBBLOCK_MODES = tables.get("subblockModes").build().toArray();
    DC_STEPS = tables.get("dcSteps").build().toArray();
    AC_STEPS = tables.get("acSteps").build().toArray();
    NEIGHBOURS = tables.get("neighbours").build().toArray();
  }

  private Tables() {}

  private static Map<String, IntStream.Builder> read() {
    Map<String, IntStream.Builder> tables = new HashMap<>();
    try (InputStream in = Tables.class.getResourceAsStream("tables.txt");
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, US_ASCII))) {
      IntStream.Builder table = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.matches("[a-zA-Z]+")) {
          table = IntStream.builder();
          tables.put(line, table);
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          Stream.of(line.split(" ")).map(Integer::valueOf).forEach(table::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tables;
  }
}
