package dev.sprout.volumes.sections;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.ChunkCache;
import dev.sprout.volumes.array.ChunkGrid;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.NdArray;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Sections in files of their own, or several in one TIFF file. Small sections are decoded whole and
 * kept a while; of large ones only the part that is asked for is decoded.
 */
final class SectionStack implements NdArray {
  private static final int KEPT = 8; // sections that fit the cache at least, or none is kept

  private final List<Path> files;
  private final SectionFormat format;
  private final long[] shape;
  private final String kind;
  private final String layout;
  private final Optional<SectionReader> shared; // of one file with all sections
  private final ChunkCache<List<Long>> cache = new ChunkCache<>();

  private SectionStack(
      List<Path> files, SectionFormat format, long[] shape, String kind, String layout) {
    this.files = files;
    this.format = format;
    this.shape = shape;
    this.kind = kind;
    this.layout = layout;
    this.shared = files.size() == 1 ? Optional.of(open(files.get(0))) : Optional.empty();
  }

  /**
   * A stack of one section to a file.
   *
   * @param kind of the files, see SectionReader
   */
  static SectionStack ofFiles(List<Path> files, SectionFormat format, String kind, String layout) {
    long[] shape = {files.size(), format.height(), format.width()};
    return new SectionStack(files, format, shape, kind, files.size() + " files of " + layout);
  }

  /**
   * A file with all sections.
   *
   * @param leading extent of the axes in front of rows, the last of which advances first
   */
  static SectionStack ofPages(Path file, TiffHeader header, long... leading) {
    long[] shape = Arrays.copyOf(leading, leading.length + 2);
    shape[leading.length] = header.format().height();
    shape[leading.length + 1] = header.format().width();
    return new SectionStack(
        List.of(file),
        header.format(),
        shape,
        header.forJdk() ? SectionReader.TIFF : SectionReader.OTHER_TIFF,
        header.layout());
  }

  private SectionReader open(Path file) {
    try {
      return new SectionReader(file, format, kind);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", file, e.getMessage());
    }
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  @Override
  public ElementType type() {
    return format.type();
  }

  @Override
  public String layout() {
    return layout;
  }

  @Override
  public byte[] read(long[] origin, int[] extent) {
    boolean kept = format.bytes() <= cache.budget() / KEPT;
    int rows = shape.length - 2;
    int[] part = new int[shape.length];
    Arrays.fill(part, 1);
    part[rows] = kept ? format.height() : extent[rows];
    part[rows + 1] = kept ? format.width() : extent[rows + 1];
    if (kept) {
      return new ChunkGrid(shape, part, type().bytes())
          .read(origin, extent, index -> cache.get(index, this::section));
    }
    long[] inPart = origin.clone();
    inPart[rows] = 0;
    inPart[rows + 1] = 0;
    long[] cutShape = shape.clone();
    cutShape[rows] = extent[rows];
    cutShape[rows + 1] = extent[rows + 1];
    Rectangle cut =
        new Rectangle((int) origin[rows + 1], (int) origin[rows], extent[rows + 1], extent[rows]);
    return new ChunkGrid(cutShape, part, type().bytes())
        .read(inPart, extent, index -> part(index, cut));
  }

  private byte[] section(List<Long> index) {
    return part(index, new Rectangle(format.width(), format.height()));
  }

  private byte[] part(List<Long> index, Rectangle part) {
    int section = 0;
    for (int d = 0; d < shape.length - 2; d++) {
      section = section * (int) shape[d] + index.get(d).intValue();
    }
    if (shared.isPresent()) {
      return shared.get().read(section, part);
    }
    try (SectionReader reader = open(files.get(section))) {
      return reader.read(0, part);
    }
  }

  @Override
  public void close() {
    shared.ifPresent(SectionReader::close);
  }
}
