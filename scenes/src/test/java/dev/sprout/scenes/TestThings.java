package dev.sprout.scenes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Things to test with: names of the whole emoji set, and drawings of twelve. */
final class TestThings {
  /** All things of the emoji set, drawn on any ground. */
  static final List<Thing> ALL = all();

  /** Twelve things with drawings of 64×64 in four styles. */
  static final ThingLibrary LIBRARY = ThingLibrary.read(Path.of("src/test/resources/things"), 64);

  private TestThings() {}

  private static List<Thing> all() {
    return lines().stream()
        .map(line -> line.split("\t", -1))
        .flatMap(
            row -> Nouns.of(row[0], row[1]).map(noun -> new Thing(noun, drawings(row[2]))).stream())
        .toList();
  }

  /** Drawings of styles, of which those held out end with a minus sign. */
  private static List<Thing.Drawing> drawings(String styles) {
    Set<Ground> grounds = EnumSet.allOf(Ground.class);
    return Arrays.stream(styles.split(" ", -1))
        .map(style -> new Thing.Drawing(style.replaceFirst("-$", ""), style.endsWith("-"), grounds))
        .toList();
  }

  static List<String> lines() {
    try (InputStream in = TestThings.class.getResourceAsStream("concepts.tsv")) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
