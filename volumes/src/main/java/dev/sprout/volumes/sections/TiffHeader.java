package dev.sprout.volumes.sections;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.ElementType;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a TIFF file says of its sections before any is decoded.
 *
 * @param format of every section
 * @param sections number of sections
 * @param forJdk whether the JDK's reader can decode it: no BigTIFF, no differences of samples
 * @param rawPlanes offset of uncompressed sections that lie behind one another with a directory for
 *     the first alone, as ImageJ writes more than 4 GB; empty for other files
 * @param order byte order
 * @param description text of the first section, such as ImageJ's
 * @param resolution pixels per unit along x; empty where it isn't stated
 * @param resolutionY the same along y
 * @param layout how it is stored, for people
 */
record TiffHeader(
    SectionFormat format,
    int sections,
    boolean forJdk,
    Optional<Long> rawPlanes,
    ByteOrder order,
    ImageJDescription description,
    Optional<Double> resolution,
    Optional<Double> resolutionY,
    String layout) {
  private static final int MOST_SECTIONS = 1 << 20;
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int DESCRIPTION = 270;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int ROWS_PER_STRIP = 278;
  private static final int RESOLUTION = 282;
  private static final int RESOLUTION_Y = 283;
  private static final int PREDICTOR = 317;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int SAMPLE_FORMAT = 339;
  private static final int GREY = 1; // photometric interpretations 0 and 1; 2 is RGB, 3 a palette

  /**
   * Reads and checks the directories of all sections.
   *
   * @throws UserError when the file is damaged, its sections differ, or they aren't grey
   */
  static TiffHeader read(Path path) {
    try (FileChannel file = FileChannel.open(path)) {
      TiffTags tags = new TiffTags(path, file);
      TiffTags.Directory first = tags.read(tags.first());
      SectionFormat format = format(path, file.size(), tags, first);
      int directories = directories(path, file.size(), tags, first, format);
      ImageJDescription description = ImageJDescription.parse(tags.text(first, DESCRIPTION));
      int images = description.images().orElse(directories);
      if (images != directories && directories > 1) {
        throw tags.damaged(
            "it has %d sections where its description says %d".formatted(directories, images));
      }
      return new TiffHeader(
          format,
          images,
          !tags.isBig() && tags.whole(first, PREDICTOR, 1) == 1,
          images == directories
              ? Optional.empty()
              : Optional.of(rawPlanes(file.size(), tags, first, format, images)),
          tags.order(),
          description,
          tags.fraction(first, RESOLUTION),
          tags.fraction(first, RESOLUTION_Y),
          (tags.isBig() ? "BigTIFF, " : "TIFF, ") + compression(tags, first));
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", path, e.getMessage());
    }
  }

  private static int directories(
      Path path, long fileBytes, TiffTags tags, TiffTags.Directory first, SectionFormat format)
      throws IOException {
    Set<Long> seen = new HashSet<>();
    int count = 1;
    for (long at = first.next(); at != 0; count++) {
      if (!seen.add(at) || count >= MOST_SECTIONS) {
        throw tags.damaged("its directories form a circle, or are more than " + MOST_SECTIONS);
      }
      TiffTags.Directory next = tags.read(at);
      SectionFormat other = format(path, fileBytes, tags, next);
      if (!other.equals(format)) {
        throw UserError.failure(
            "%s: section %d is %s, those before it are %s", path, count, other, format);
      }
      at = next.next();
    }
    return count;
  }

  private static SectionFormat format(
      Path path, long fileBytes, TiffTags tags, TiffTags.Directory directory) throws IOException {
    long samples = tags.whole(directory, SAMPLES, 1);
    long photometric = tags.whole(directory, PHOTOMETRIC, GREY);
    if (samples != 1 || photometric > GREY) {
      throw UserError.failure(
          "%s is in colour (%d samples, photometric interpretation %d); EM sections and labels are"
              + " grey. Convert it to 8, 16 or 32-bit grey.",
          path, samples, photometric);
    }
    compression(tags, directory);
    if (tags.whole(directory, PREDICTOR, 1) > 2) {
      throw tags.damaged("predictor " + tags.whole(directory, PREDICTOR, 1) + " is not supported");
    }
    ElementType type =
        type(path, tags.whole(directory, BITS, 1), tags.whole(directory, SAMPLE_FORMAT, 1));
    long height = tags.whole(directory, HEIGHT, 0);
    long width = tags.whole(directory, WIDTH, 0);
    SectionFormat format = SectionFormat.of(path, fileBytes, height, width, type);
    long rows = Math.min(height, tags.whole(directory, ROWS_PER_STRIP, height));
    long tileWidth = tags.whole(directory, TILE_WIDTH, width);
    SectionFormat.requirePart(
        path, tags.whole(directory, TILE_HEIGHT, rows), tileWidth, type.bytes());
    return format;
  }

  private static ElementType type(Path path, long bits, long sampleFormat) {
    String form = bits + "/" + sampleFormat;
    return switch (form) {
      case "8/1" -> ElementType.UINT8;
      case "8/2" -> ElementType.INT8;
      case "16/1" -> ElementType.UINT16;
      case "16/2" -> ElementType.INT16;
      case "32/1" -> ElementType.UINT32;
      case "32/2" -> ElementType.INT32;
      case "32/3" -> ElementType.FLOAT32;
      default ->
          throw UserError.failure(
              "%s has %d-bit samples of format %d; supported are 8, 16 and 32-bit whole numbers"
                  + " (formats 1 and 2) and 32-bit floating-point numbers (format 3)",
              path, bits, sampleFormat);
    };
  }

  private static String compression(TiffTags tags, TiffTags.Directory directory)
      throws IOException {
    long code = tags.whole(directory, COMPRESSION, 1);
    return switch ((int) code) {
      case 1 -> "not compressed";
      case 5 -> "LZW";
      case 8, 32946 -> "Deflate";
      case 32773 -> "PackBits";
      default ->
          throw tags.damaged(
              "compression %d is not supported; none, LZW, Deflate and PackBits are"
                  .formatted(code));
    };
  }

  private static long rawPlanes(
      long fileBytes, TiffTags tags, TiffTags.Directory first, SectionFormat format, int images)
      throws IOException {
    long start = tags.whole(first, STRIP_OFFSETS, 0);
    boolean contiguous =
        tags.whole(first, COMPRESSION, 1) == 1 && tags.count(first, STRIP_OFFSETS) == 1;
    if (!contiguous || start < 0 || format.bytes() > (fileBytes - start) / images) {
      throw tags.damaged("it has one section where its description says " + images);
    }
    return start;
  }
}
