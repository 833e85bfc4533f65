package dev.sprout.spark;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;

/**
 * Files of the driver that Spark brings to each executor: packed here, since Spark sends no
 * folders, and unpacked there before the first task. Immutable.
 *
 * @param name name of the archive in the job
 */
record ShippedFiles(String name) implements Serializable {

  /**
   * Sends files and folders.
   *
   * @param places what is sent, by the name under which executors find it
   * @throws UserError when they can't be read
   */
  static ShippedFiles send(SparkContext context, String name, Map<String, Path> places) {
    Path archive = Path.of(SparkFiles.getRootDirectory(), name + ".zip"); // ends with the session
    try (OutputStream file = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.setLevel(Deflater.NO_COMPRESSION); // weights don't shrink
      for (Map.Entry<String, Path> place : places.entrySet()) {
        for (Path each : files(place.getValue())) {
          Path within = place.getValue().relativize(each);
          zip.putNextEntry(new ZipEntry(Path.of(place.getKey()).resolve(within).toString()));
          Files.copy(each, zip);
        }
      }
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be written: %s", archive, e.getMessage());
    }
    context.addArchive(archive.toUri() + "#" + name);
    return new ShippedFiles(name);
  }

  /**
   * All regular files of a folder in the order of their paths, or a file itself.
   *
   * @throws UserError when it can't be read
   */
  static List<Path> files(Path place) {
    try (Stream<Path> files = Files.walk(place, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", place, e.getMessage());
    }
  }

  /** Where a file or folder lies in this executor. */
  Path at(String place) {
    return Path.of(SparkFiles.get(name)).resolve(place);
  }
}
