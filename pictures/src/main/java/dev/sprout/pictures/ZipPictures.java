package dev.sprout.pictures;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Pictures of a zip archive, in the order of its directory, without labels. Thread-safe. */
final class ZipPictures implements PictureSource {
  private final Path archive;
  private final ZipFile zip;
  private final List<ZipEntry> pictures;

  private ZipPictures(Path archive, ZipFile zip, List<ZipEntry> pictures) {
    this.archive = archive;
    this.zip = zip;
    this.pictures = pictures;
  }

  static boolean matches(Path file) {
    return PictureFormat.ending(file.toString()).equals("zip");
  }

  static PictureSource open(Path archive) {
    ZipFile zip = null;
    boolean opened = false;
    try {
      zip = new ZipFile(archive.toFile());
      PictureSource source = new ZipPictures(archive, zip, pictures(archive, zip));
      opened = true;
      return source;
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.failure(
          e, "%s is no intact zip archive (%s); make it anew.", archive, e.getMessage());
    } finally {
      if (zip != null && !opened) {
        close(archive, zip);
      }
    }
  }

  private static List<ZipEntry> pictures(Path archive, ZipFile zip) {
    List<ZipEntry> entries =
        Collections.list(zip.entries()).stream()
            .map(ZipEntry.class::cast)
            .filter(entry -> !entry.isDirectory() && !isHidden(entry.getName()))
            .toList();
    Set<String> names = new HashSet<>();
    for (ZipEntry entry : entries) {
      if (!names.add(entry.getName())) {
        throw UserError.failure("%s holds %s twice.", archive, entry.getName());
      } else if (PictureFormat.matchesUnreadName(entry.getName())) {
        throw UserError.failure(
            "%s holds %s, a kind of picture that is not read; %s.",
            archive, entry.getName(), PictureFormat.ACCEPTED);
      }
    }
    List<ZipEntry> pictures =
        entries.stream().filter(entry -> PictureFormat.matchesName(entry.getName())).toList();
    if (pictures.isEmpty()) {
      throw UserError.failure("%s holds no pictures; %s.", archive, PictureFormat.ACCEPTED);
    }
    return pictures;
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.contains("/.") || name.startsWith("__MACOSX/");
  }

  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public Example example(int index) {
    return new Example(pictures.get(index).getName(), Map.of(), List.of());
  }

  @Override
  public Picture picture(int index) {
    ZipEntry entry = pictures.get(index);
    String name = archive + ": " + entry.getName();
    if (entry.getSize() > FileRange.MAX_BYTES) {
      throw FileRange.tooLarge(name);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return Picture.read(in, name);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be unpacked (%s).", name, e.getMessage());
    }
  }

  @Override
  public void close() {
    close(archive, zip);
  }

  private static void close(Path archive, ZipFile zip) {
    try {
      zip.close();
    } catch (IOException e) {
      throw FileRange.unreadable(archive, e);
    }
  }
}
