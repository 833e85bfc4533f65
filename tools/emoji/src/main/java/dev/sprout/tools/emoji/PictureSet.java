package dev.sprout.tools.emoji;

import java.util.Optional;

/** Drawings in one style. */
interface PictureSet {
  /** Style of the drawings. */
  Style style();

  /** Converter of the set's files to pictures. */
  Painter painter();

  /** File of a concept's drawing in its default, yellow skin tone, if the set has it. */
  Optional<byte[]> find(Concept concept);
}
