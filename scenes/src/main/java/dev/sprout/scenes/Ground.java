package dev.sprout.scenes;

import dev.sprout.core.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Plain colour behind the things of a scene. Any two are at least 25 apart in CIELAB (ΔE of 1976),
 * about ten times what an eye just notices.
 */
public enum Ground {
  WHITE(0xffffff, "snow-white"),
  BLACK(0x101010, "jet-black"),
  GREY(0x8c8c8c, "gray"),
  RED(0xd42a2a, "scarlet"),
  ORANGE(0xf58a1f, "orange-coloured"),
  YELLOW(0xf9dc3a, "golden"),
  GREEN(0x2f9e44, "emerald"),
  BLUE(0x2b57d6, "cobalt"),
  PURPLE(0x8e3cb8, "violet"),
  PINK(0xf7a8c8, "rose-coloured"),
  BROWN(0x7a4a22, "chocolate-brown"),
  TURQUOISE(0x35c4c0, "teal cyan");

  private final int rgb;
  private final String synonyms;

  /** Synonyms are separated by spaces. */
  Ground(int rgb, String synonyms) {
    this.rgb = rgb;
    this.synonyms = synonyms;
  }

  /** The sRGB colour, 0xRRGGBB. */
  public int rgb() {
    return rgb;
  }

  /** One channel of the colour: 0 red, 1 green, 2 blue; 0..255. */
  public int channel(int channel) {
    return rgb >> (16 - 8 * channel) & 0xff;
  }

  /** Words for the colour, its name first. */
  public List<String> words() {
    return List.of((this + " " + synonyms).split(" "));
  }

  /** The ground that a word stands for, its name or a synonym, in any case. */
  public static Optional<Ground> of(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(ground -> ground.words().contains(lower)).findFirst();
  }

  /**
   * The ground of a field's word.
   *
   * @throws UserError naming the accepted colours
   */
  public static Ground require(String field, String word) {
    return of(word)
        .orElseThrow(
            () ->
                UserError.invalid(
                    field,
                    word,
                    Arrays.stream(values())
                        .map(Ground::toString)
                        .collect(Collectors.joining(", "))));
  }

  /** The name of the colour, such as turquoise. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
