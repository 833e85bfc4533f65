package dev.sprout.tools.emoji;

import java.util.Locale;

/** Styles of the data set, one per source of drawings. */
enum Style {
  /** Google's Noto Emoji. */
  NOTO,
  /** Twitter's Twemoji. */
  TWEMOJI,
  /** Microsoft's Fluent Emoji, flat. */
  FLUENT_FLAT,
  /** Microsoft's Fluent Emoji, three-dimensional. */
  FLUENT_3D;

  /** The name in file paths and captions, such as fluent-flat. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
