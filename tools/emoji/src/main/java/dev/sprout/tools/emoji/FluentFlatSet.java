package dev.sprout.tools.emoji;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Flat Fluent emoji, with files named by slug: {@code red-apple}. Drawings in several skin tones
 * end in {@code -default}, {@code -light} and so on; only the default is taken. A resource lists
 * the few dozen files whose names differ from the concept's.
 */
final class FluentFlatSet implements PictureSet {
  private static final String RESOURCE = "fluent-flat-names.properties";

  private final Map<String, byte[]> filesByName;
  private final Properties namesByCode = new Properties();

  /** Creates a set of files by base name. */
  FluentFlatSet(Map<String, byte[]> filesByName) throws IOException {
    this.filesByName = Map.copyOf(filesByName);
    try (InputStream in = FluentFlatSet.class.getResourceAsStream(RESOURCE)) {
      namesByCode.load(in);
    }
  }

  @Override
  public Style style() {
    return Style.FLUENT_FLAT;
  }

  @Override
  public Painter painter() {
    return new SvgPainter();
  }

  @Override
  public Optional<byte[]> find(Concept concept) {
    String listed = namesByCode.getProperty(concept.code());
    String slug = Slug.of(concept.name());
    Stream<String> names = listed == null ? Stream.of(slug + "-default", slug) : Stream.of(listed);
    return names.map(filesByName::get).filter(file -> file != null).findFirst();
  }
}
