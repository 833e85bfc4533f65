package dev.sprout.volumes.sections;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Geometry;
import dev.sprout.volumes.array.Nanometers;
import dev.sprout.volumes.array.NdArray;
import dev.sprout.volumes.array.SpatialArray;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Opens volumes that are stacks of sections: PNG and TIFF files, multi-page TIFF and BigTIFF. */
public final class SectionVolumes {
  private SectionVolumes() {}

  /**
   * Opens a folder with a file to each section, in the order of the numbers in the names.
   *
   * @param glob that file names match; {@code *} takes every picture
   * @throws UserError when sections are missing, differ in extent or type, or are in colour
   */
  public static SpatialArray openFolder(Path folder, String glob) {
    List<Path> files = SectionFiles.list(folder, glob);
    Path first = files.get(0);
    if (isPng(first)) {
      SectionFormat format = PngHeader.read(first);
      files.forEach(file -> requireSame(first, format, file, PngHeader.read(file)));
      return plain(SectionStack.ofFiles(files, format, SectionReader.PNG, "PNG"));
    } else if (files.size() == 1) {
      return openFile(first);
    }
    TiffHeader header = TiffHeader.read(first);
    for (Path file : files) {
      TiffHeader other = TiffHeader.read(file);
      requireSame(first, header.format(), file, other.format());
      if (other.sections() != 1) {
        throw UserError.failure(
            "%s has %d sections in a stack of files with one each; name the file alone",
            file, other.sections());
      } else if (other.forJdk() != header.forJdk()) {
        throw UserError.failure("%s is %s, %s is %s", file, other.layout(), first, header.layout());
      }
    }
    String kind = header.forJdk() ? SectionReader.TIFF : SectionReader.OTHER_TIFF;
    return plain(SectionStack.ofFiles(files, header.format(), kind, header.layout()));
  }

  /**
   * Opens a TIFF file with all sections, or a PNG file with one.
   *
   * @throws UserError when it is damaged, in colour or its sections differ
   */
  public static SpatialArray openFile(Path file) {
    if (isPng(file)) {
      return plain(
          SectionStack.ofFiles(List.of(file), PngHeader.read(file), SectionReader.PNG, "PNG"));
    }
    TiffHeader header = TiffHeader.read(file);
    int channels = header.description().count("channels");
    if (header.description().count("frames") > 1) {
      throw UserError.failure(
          "%s has %d points of time; save one of them, or the series as slices",
          file, header.description().count("frames"));
    } else if (header.sections() % channels != 0) {
      throw UserError.failure(
          "%s has %d sections, no multiple of its %d channels", file, header.sections(), channels);
    }
    long[] leading =
        channels == 1
            ? new long[] {header.sections()}
            : new long[] {header.sections() / channels, channels};
    NdArray array =
        header.rawPlanes().isPresent()
            ? new RawPlanes(file, header, leading)
            : SectionStack.ofPages(file, header, leading);
    String axes = channels == 1 ? "zyx" : "zcyx";
    return new SpatialArray(array, new Geometry(axes, true, voxelSize(header), Optional.empty()));
  }

  private static SpatialArray plain(NdArray array) {
    Geometry sections = new Geometry("zyx", true, Optional.empty(), Optional.empty());
    return new SpatialArray(array, sections);
  }

  private static boolean isPng(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
  }

  private static void requireSame(
      Path first, SectionFormat format, Path file, SectionFormat other) {
    if (!format.equals(other)) {
      throw UserError.failure("%s is %s, %s is %s", file, other, first, format);
    }
  }

  /** ImageJ's calibration: pixels per unit in the tag, the distance of sections in the text. */
  private static Optional<Nanometers> voxelSize(TiffHeader header) {
    Optional<Double> unit = header.description().nanometersOfUnit();
    Optional<Double> spacing = header.description().spacing();
    if (unit.isEmpty() || spacing.isEmpty() || header.resolution().isEmpty()) {
      return Optional.empty();
    }
    double x = unit.get() / header.resolution().get();
    double y = unit.get() / header.resolutionY().orElse(header.resolution().get());
    return Optional.of(new Nanometers(spacing.get() * unit.get(), y, x));
  }
}
