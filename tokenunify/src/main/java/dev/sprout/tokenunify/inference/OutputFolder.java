package dev.sprout.tokenunify.inference;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.segment.BlockJournal;
import dev.sprout.volumes.zarr.ZarrVolumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a segmentation appears, whole or not at all, and the folder beside it, named {@code .work}
 * behind it, that holds what a killed job goes on from.
 *
 * @param labels OME-Zarr folder of the result
 */
record OutputFolder(Path labels) {

  /**
   * Checks the place and makes the work folder, before anything is computed.
   *
   * @param input that must not be overwritten
   * @param replace whether an existing segmentation may be replaced
   * @throws UserError when something is there, or nothing can be written
   */
  static OutputFolder prepare(Path place, Path input, boolean replace) {
    Path labels = place.toAbsolutePath().normalize();
    Path source = input.toAbsolutePath().normalize();
    if (source.startsWith(labels) || labels.startsWith(source)) {
      throw UserError.unusable("output", "%s is where the volume is; name another folder", place);
    } else if (Files.exists(labels) && !replace) {
      throw UserError.failure("%s exists; ask to replace it, or name another folder", place);
    } else if (Files.exists(labels) && !ZarrVolumes.isZarr(labels)) {
      throw UserError.failure("%s exists and is no Zarr folder, so it isn't replaced", place);
    } else if (!Files.isDirectory(labels.getParent())) {
      throw UserError.failure(
          "%s: there is no folder %s. Make it first.", place, labels.getParent());
    }
    OutputFolder output = new OutputFolder(labels);
    AtomicFile.makeFolder(output.work());
    output.requireWritable();
    return output;
  }

  private void requireWritable() {
    Path trial = work().resolve("writable");
    AtomicFile.write(trial, out -> {});
    Folders.deleteFile(trial);
  }

  Path work() {
    return labels.resolveSibling(labels.getFileName() + ".work");
  }

  /**
   * Opens the journal of the affinities.
   *
   * @param description all that they depend on
   * @param replace whether another job's work may be replaced
   * @throws UserError when there is another job's
   */
  BlockJournal journal(String description, int blocks, boolean replace) {
    Path file = work().resolve("affinities.json");
    try {
      return BlockJournal.open(file, description, blocks);
    } catch (UserError e) {
      if (!replace) {
        throw e;
      }
      Folders.delete(work());
      AtomicFile.makeFolder(work());
      return BlockJournal.open(file, description, blocks);
    }
  }

  StoredArray affinities(SegmentationInput input) {
    return StoredArray.affinities(
        work().resolve("affinities.zarr"), input.blocks(), input.calibration());
  }

  Path windows() {
    return work().resolve("windows");
  }

  StoredArray fragments(SegmentationInput input) {
    return StoredArray.fragments(fragments(), input.blocks(), input.calibration());
  }

  private Path fragments() {
    return work().resolve("fragments.zarr");
  }

  Path segments() {
    return work().resolve("segments.zarr");
  }

  /** What a distributed job needs between its steps after the network's. */
  Path joining() {
    return work().resolve("joining");
  }

  FragmentTables tables() {
    return new FragmentTables(joining().resolve("tables"));
  }

  ContactFiles contacts() {
    return new ContactFiles(joining().resolve("contacts"));
  }

  /** Segments of the voxels, in chunks of one section. */
  StoredArray joined(SegmentationInput input) {
    return StoredArray.fragments(
        joining().resolve("joined.zarr"), input.blocks(), input.calibration());
  }

  /** Removes what later stages left, which is made anew. */
  void clearSegments() {
    Folders.delete(fragments());
    Folders.delete(segments());
    Folders.delete(joining());
  }

  /** Gives the finished labels their name, and removes what is no longer needed. */
  void publish(boolean keepAffinities) {
    Folders.delete(labels);
    Folders.move(segments(), labels);
    Folders.delete(fragments());
    Folders.delete(windows());
    Folders.delete(joining());
    if (!keepAffinities) {
      Folders.delete(work());
    }
  }

  /** When a file was last changed. */
  static String changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toString();
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", file, e.getMessage());
    }
  }
}
