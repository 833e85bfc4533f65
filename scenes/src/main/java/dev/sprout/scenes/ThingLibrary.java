package dev.sprout.scenes;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.PictureSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Drawings of things in several styles, in memory: 4·side·side bytes a drawing. Immutable and
 * thread-safe.
 */
public final class ThingLibrary {
  private static final long LARGEST_FILE = 1 << 20;

  /** Difference of the strongest channel, 0..255, from which a pixel stands out from a ground. */
  private static final int CLEAR_DIFFERENCE = 56;

  /** Share of a drawing that must stand out. */
  private static final double CLEAR_SHARE = 0.5;

  private final List<Thing> things;
  private final Map<String, Map<String, Cutout>> cutouts;

  private ThingLibrary(List<Thing> things, Map<String, Map<String, Cutout>> cutouts) {
    this.things = List.copyOf(things);
    this.cutouts = cutouts;
  }

  /**
   * Reads a folder of emoji pictures with transparency, as {@code tools/emoji/fetch FOLDER
   * --transparent} makes it, and keeps the things among them.
   *
   * @param side side of the drawings in pixels, that of the scenes for drawings as sharp as these
   * @throws UserError when the folder has no labels or no things, or the pictures are opaque
   */
  public static ThingLibrary read(Path folder, int side) {
    List<Example> examples = new ArrayList<>();
    try (PictureSource source = PictureSource.open(folder)) {
      for (int i = 0; i < source.size(); i++) {
        Example example = source.example(i);
        if (noun(example).isPresent()) {
          examples.add(example);
        }
      }
    }
    if (examples.isEmpty()) {
      throw UserError.failure(
          "%s holds no pictures of things with the fields concept, subgroup and style; give a"
              + " folder of tools/emoji/fetch FOLDER --transparent.",
          folder);
    }
    Cutout[] read = new Cutout[examples.size()];
    IntStream.range(0, read.length)
        .parallel()
        .forEach(i -> read[i] = cutout(folder.resolve(examples.get(i).id()), side));
    if (IntStream.range(0, read.length).allMatch(i -> read[i].isOpaque())) {
      throw UserError.failure(
          "The pictures of %s are opaque; make the folder anew by tools/emoji/fetch FOLDER"
              + " --transparent.",
          folder);
    }
    return of(examples, List.of(read));
  }

  private static ThingLibrary of(List<Example> examples, List<Cutout> read) {
    Map<String, List<Thing.Drawing>> drawings = new TreeMap<>();
    Map<String, Noun> nouns = new HashMap<>();
    Map<String, Map<String, Cutout>> cutouts = new HashMap<>();
    for (int i = 0; i < read.size(); i++) {
      Example example = examples.get(i);
      String concept = example.field("concept");
      String style = example.field("style");
      noun(example).ifPresent(noun -> nouns.put(concept, noun));
      cutouts.computeIfAbsent(concept, name -> new HashMap<>()).put(style, read.get(i));
      boolean heldOut = Boolean.parseBoolean(example.field("heldOut"));
      drawings
          .computeIfAbsent(concept, name -> new ArrayList<>())
          .add(new Thing.Drawing(style, heldOut, clearGrounds(read.get(i))));
    }
    List<Thing> things = new ArrayList<>();
    drawings.forEach(
        (concept, all) -> {
          all.sort(Comparator.comparing(Thing.Drawing::style));
          things.add(new Thing(nouns.get(concept), all));
        });
    return new ThingLibrary(things, cutouts);
  }

  private static Optional<Noun> noun(Example example) {
    return Nouns.of(example.field("concept"), example.field("subgroup"));
  }

  private static Cutout cutout(Path file, int side) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw UserError.failure("%s is larger than %d bytes", file, LARGEST_FILE);
      }
      return Cutout.read(Files.readAllBytes(file), file.toString(), side);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read", file);
    }
  }

  /** Grounds that half of the drawing's pixels differ from. */
  static Set<Ground> clearGrounds(Cutout cutout) {
    Set<Ground> clear = EnumSet.noneOf(Ground.class);
    byte[] rgba = cutout.rgba();
    for (Ground ground : Ground.values()) {
      int drawn = 0;
      int different = 0;
      for (int i = 0; i < rgba.length; i += 4) {
        int alpha = rgba[i + 3] & 0xff;
        if (alpha >= 128) {
          drawn++;
          int most = 0;
          for (int c = 0; c < 3; c++) {
            int own = (rgba[i + c] & 0xff) - ground.channel(c) * alpha / 255;
            most = Math.max(most, Math.abs(own));
          }
          different += most >= CLEAR_DIFFERENCE ? 1 : 0;
        }
      }
      if (different > CLEAR_SHARE * drawn) {
        clear.add(ground);
      }
    }
    return clear;
  }

  /** The things, sorted by name. */
  public List<Thing> things() {
    return things;
  }

  /** Names of all styles, sorted. */
  public List<String> styles() {
    Set<String> styles = new TreeSet<>();
    cutouts.values().forEach(drawings -> styles.addAll(drawings.keySet()));
    return List.copyOf(styles);
  }

  /** Styles that a thing is drawn in, sorted; empty for unknown things. */
  List<String> stylesOf(String concept) {
    return cutouts.getOrDefault(concept, Map.of()).keySet().stream().sorted().toList();
  }

  /**
   * The drawing of a thing in a style.
   *
   * @throws UserError when there is none
   */
  Cutout cutout(String concept, String style) {
    Cutout cutout = cutouts.getOrDefault(concept, Map.of()).get(style);
    if (cutout == null) {
      throw UserError.failure("there is no drawing of %s in the style %s", concept, style);
    }
    return cutout;
  }
}
