package dev.sprout.volumes;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Geometry;
import dev.sprout.volumes.array.Nanometers;
import dev.sprout.volumes.array.SpatialArray;
import dev.sprout.volumes.hdf5.HdfVolumes;
import dev.sprout.volumes.sections.SectionVolumes;
import dev.sprout.volumes.zarr.ZarrVolumes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a volume is: a TIFF or PNG file, {@code FILE.h5:DATASET}, a Zarr folder with or without a
 * path within, {@code FOLDER.zarr:labels/neurons}, a folder of sections, or a pattern such as
 * {@code FOLDER/raw_*.png}.
 *
 * @param path of the file or folder
 * @param inner data set of an HDF5 file or path within a Zarr folder
 * @param glob that the names of sections in the folder match
 * @param axes order of the axes, for arrays that don't state it; empty for z, y, x
 * @param voxelSize for arrays that don't state it; empty for none
 */
public record VolumeAddress(
    Path path,
    Optional<String> inner,
    Optional<String> glob,
    Optional<String> axes,
    Optional<Nanometers> voxelSize) {
  private static final long HDF5 = 0x894844460d0a1a0aL; // signature of an HDF5 file
  private static final long PNG = 0x89504e470d0a1a0aL;

  /** Checks that the path within a Zarr folder stays there. */
  public VolumeAddress {
    if (inner.isPresent() && List.of(inner.get().split("[/\\\\]")).contains("..")) {
      throw UserError.invalid("volume", inner.get(), "a path within the file, without ..");
    }
  }

  /** A file or folder, whose array states its own axes and voxel size. */
  public static VolumeAddress of(Path path) {
    return new VolumeAddress(
        path, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Reads an address.
   *
   * @param field name of the field in errors
   * @throws UserError when nothing is there
   */
  public static VolumeAddress parse(String field, String text) {
    try {
      return parsed(field, text);
    } catch (InvalidPathException e) {
      throw UserError.invalid(field, text, "a path: " + e.getReason());
    }
  }

  private static VolumeAddress parsed(String field, String text) {
    Path path = Path.of(text);
    if (!text.isBlank() && Files.exists(path)) {
      return of(path);
    }
    int colon = text.lastIndexOf(':');
    if (colon > 1 && Files.exists(Path.of(text.substring(0, colon)))) { // C: is a drive
      String inner = text.substring(colon + 1).replaceAll("^/+|/+$", "");
      Optional<String> within = Optional.of(inner).filter(name -> !name.isEmpty());
      Path file = Path.of(text.substring(0, colon));
      return new VolumeAddress(file, within, Optional.empty(), Optional.empty(), Optional.empty());
    }
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    Path folder = path.toAbsolutePath().getParent();
    if (name.matches(".*[*?\\[{].*") && folder != null && Files.isDirectory(folder)) {
      return new VolumeAddress(
          folder, Optional.empty(), Optional.of(name), Optional.empty(), Optional.empty());
    }
    throw UserError.invalid(
        field,
        text,
        "a TIFF or PNG file, FILE.h5:DATASET, a Zarr folder, a folder of sections or FOLDER/*.png,"
            + " that exists");
  }

  /** The same with the order of the axes of an array that doesn't state it. */
  public VolumeAddress withAxes(String order) {
    Geometry.of(order);
    return new VolumeAddress(path, inner, glob, Optional.of(order), voxelSize);
  }

  /** The same with the voxel size of an array that doesn't state it. */
  public VolumeAddress withVoxelSize(Nanometers size) {
    return new VolumeAddress(path, inner, glob, axes, Optional.of(size));
  }

  /**
   * Whether both are addresses of the same values, however they are written.
   *
   * @throws UserError when a file can't be read
   */
  public boolean isSameAs(VolumeAddress other) {
    try {
      return inner.equals(other.inner)
          && glob.equals(other.glob)
          && Files.isSameFile(path, other.path);
    } catch (IOException e) {
      throw UserError.failure(e, "%s or %s can't be read: %s", path, other.path, e.getMessage());
    }
  }

  /** Opens what is there. */
  SpatialArray open() {
    SpatialArray source = find();
    try {
      return new SpatialArray(source.array(), completed(source.geometry()));
    } catch (UserError e) {
      source.array().close();
      throw e;
    }
  }

  /** What the file states and, where it doesn't, what the address says. */
  private Geometry completed(Geometry stated) {
    if (axes.isPresent() && stated.axesStated() && !stated.axes().equals(axes.get())) {
      throw UserError.unusable(
          "axes", "are %s where %s states %s: leave them out", axes.get(), path, stated.axes());
    }
    Optional<Nanometers> size = stated.voxelSize();
    if (voxelSize.isPresent() && size.isPresent() && !size.equals(voxelSize)) {
      throw UserError.unusable(
          "voxelSize", "is %s where %s states %s: leave it out", voxelSize.get(), path, size.get());
    }
    return new Geometry(
        axes.orElse(stated.axes()), stated.axesStated(), size.or(() -> voxelSize), stated.offset());
  }

  private SpatialArray find() {
    if (!Files.isDirectory(path)) {
      return file();
    }
    Path within = inner.map(path::resolve).orElse(path);
    if (glob.isPresent()) {
      return SectionVolumes.openFolder(path, glob.get());
    } else if (ZarrVolumes.isZarr(within)) {
      return ZarrVolumes.open(within);
    } else if (inner.isPresent()) {
      throw UserError.failure("%s has no Zarr array or group %s", path, inner.get());
    } else if (Files.isRegularFile(path.resolve("attributes.json"))) {
      throw UserError.failure("%s is N5, which is not supported; convert it to Zarr", path);
    }
    return SectionVolumes.openFolder(path, "*");
  }

  private SpatialArray file() {
    long signature = signature();
    int start = (int) (signature >>> 32);
    if (signature == HDF5 || path.toString().matches("(?i).*\\.(h5|hdf5?|hf5)")) {
      return HdfVolumes.open(path, inner);
    } else if (inner.isPresent()) {
      throw UserError.failure("%s is no HDF5 file, so it has no data set %s", path, inner.get());
    } else if (signature == PNG || isTiff(start)) {
      return SectionVolumes.openFile(path);
    }
    throw UserError.failure(
        "%s is no volume: its first bytes are those of no TIFF, PNG or HDF5 file", path);
  }

  private static boolean isTiff(int start) {
    return start == 0x49492a00 || start == 0x4d4d002a || start == 0x49492b00 || start == 0x4d4d002b;
  }

  private long signature() {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(Long.BYTES);
      return bytes.length < Long.BYTES ? 0 : ByteBuffer.wrap(bytes).getLong();
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", path, e.getMessage());
    }
  }

  /** The address as {@link #parse} reads it. */
  @Override
  public String toString() {
    return path + inner.map(name -> ":" + name).orElse("") + glob.map(g -> "/" + g).orElse("");
  }
}
