package dev.sprout.pictures;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Pictures of a zip archive, in the order of their names; pictures in folder NAME get the field
 * {@code class} = NAME. Nothing is unpacked but the picture that is read. Thread-safe.
 */
final class ZipPictures implements PictureSource {
  /** Other parts of such archives, which hold no picture. */
  private static final Set<String> BESIDE = Set.of("txt", "md", "json", "jsonl", "csv");

  private static final String FOREIGN = "__MACOSX/"; // resource forks, added by macOS

  private final Path file;
  private final ZipFile zip;
  private final List<ZipEntry> entries;

  private ZipPictures(Path file, ZipFile zip, List<ZipEntry> entries) {
    this.file = file;
    this.zip = zip;
    this.entries = entries;
  }

  /**
   * Opens an archive.
   *
   * @throws UserError when it is no intact zip archive, holds no pictures, one twice, or a file that
   *     is neither a picture nor a text
   */
  static ZipPictures open(Path file) {
    ZipFile zip = null;
    try {
      zip = new ZipFile(file.toFile());
      List<ZipEntry> pictures = pictures(file, zip);
      if (pictures.isEmpty()) {
        throw UserError.failure("%s holds no pictures.", file);
      }
      return new ZipPictures(file, zip, pictures);
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.failure(
          e, "%s is no intact zip archive (%s); make it anew.", file, e.getMessage());
    } catch (UserError e) {
      closeQuietly(zip);
      throw e;
    }
  }

  private static List<ZipEntry> pictures(Path file, ZipFile zip) {
    List<ZipEntry> pictures = new ArrayList<>();
    Set<String> names = new HashSet<>();
    zip.stream()
        .filter(entry -> !entry.isDirectory() && !isHidden(entry.getName()))
        .filter(entry -> !BESIDE.contains(PictureFormat.ending(entry.getName())))
        .forEach(
            entry -> {
              String name = entry.getName();
              if (!PictureFormat.matchesName(name)) {
                throw UserError.failure(
                    "%s: %s is not read; %s.", file, name, PictureFormat.ACCEPTED);
              } else if (!names.add(name)) {
                throw UserError.failure("%s holds %s twice.", file, name);
              }
              pictures.add(entry);
            });
    pictures.sort(Comparator.comparing(ZipEntry::getName));
    return pictures;
  }

  private static boolean isHidden(String name) {
    return name.startsWith(FOREIGN) || name.startsWith(".") || name.contains("/.");
  }

  private static void closeQuietly(ZipFile zip) {
    try {
      zip.close();
    } catch (IOException ignored) {
      // the original failure is reported
    }
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public Example example(int index) {
    String name = entries.get(index).getName();
    ExampleBuilder example = new ExampleBuilder();
    int slash = name.lastIndexOf('/');
    if (slash > 0) {
      example.field("class", name.substring(name.lastIndexOf('/', slash - 1) + 1, slash));
    }
    return example.build(name);
  }

  @Override
  public Picture picture(int index) {
    ZipEntry entry = entries.get(index);
    String shownName = file + "/" + entry.getName();
    try (InputStream in = zip.getInputStream(entry)) {
      return Picture.read(in, shownName);
    } catch (IOException e) {
      throw UserError.failure(
          e, "%s can't be read: the archive is damaged (%s).", shownName, e.getMessage());
    }
  }

  @Override
  public void close() {
    closeQuietly(zip);
  }
}
