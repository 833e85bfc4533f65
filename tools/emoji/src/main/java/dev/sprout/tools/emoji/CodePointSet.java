package dev.sprout.tools.emoji;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Picture set whose files are named by code points. */
record CodePointSet(Style style, Painter painter, Map<String, byte[]> filesByKey)
    implements PictureSet {
  CodePointSet {
    filesByKey = Map.copyOf(filesByKey);
  }

  /** Creates a set of files by base name, in any spelling that {@link CodePoints#key} unifies. */
  static CodePointSet of(Style style, Painter painter, Map<String, byte[]> filesByName) {
    Map<String, byte[]> byKey = new HashMap<>();
    filesByName.forEach((name, file) -> byKey.put(CodePoints.key(name), file));
    return new CodePointSet(style, painter, byKey);
  }

  @Override
  public Optional<byte[]> find(Concept concept) {
    return Optional.ofNullable(filesByKey.get(CodePoints.key(concept.code())));
  }
}
