package dev.sprout.tools.emoji;

import java.util.Optional;

/** The drawings of one house. */
interface PictureSet {
  /** The house. */
  Style style();

  /** What turns a file of the house into a picture. */
  Painter painter();

  /** The file of a concept's drawing in its default, yellow skin tone, if the house drew it. */
  Optional<byte[]> find(Concept concept);
}
